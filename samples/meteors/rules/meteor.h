// SPDX-License-Identifier: MIT
// How a meteor is made: its size, speed, worth and jagged outline.

#pragma once

#include "samples/meteors/rules/entity.h"
#include "samples/meteors/rules/random.h"

namespace meteors {

inline constexpr int kLargest = 3;

/// Fills in a new meteor; size is from 1 (small) to 3 (large), later levels are faster.
void shape_meteor(Entity& meteor, int size, int level, Random& random);

}  // namespace meteors
