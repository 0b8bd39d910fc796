// SPDX-License-Identifier: MIT
// A texture of soft clouds for the sky; it repeats without a seam.

#pragma once

#include <vector>

namespace meteors {

/// Two bytes a pixel: how dense the cloud is, and which of two colours it has.
std::vector<unsigned char> make_clouds(int size);

}  // namespace meteors
