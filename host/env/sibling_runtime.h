// SPDX-License-Identifier: MIT
// A further Runtime of the same plugin, for a thread of its own.

#pragma once

#include <cstddef>

#include "host/env/runtime.h"

namespace plinth {

/// What a Runtime beside this one is made with: the same snapshot and limits.
EngineOptions sibling_options(Runtime& runtime);

/// Lets script use that much of the calling thread's stack, from here on. Thread: the Runtime's.
void set_script_stack(Runtime& runtime, std::size_t bytes);

}  // namespace plinth
