// SPDX-License-Identifier: MIT
// Options of one isolate for another.

#include "host/env/sibling_runtime.h"

#include "host/engine/options_of.h"

namespace plinth {

EngineOptions sibling_options(Runtime& runtime) {
    return engine_options_of(runtime.isolate());
}

void set_script_stack(Runtime& runtime, std::size_t bytes) {
    char here = 0;
    runtime.isolate()->SetStackLimit(reinterpret_cast<std::uintptr_t>(&here) - bytes);
}

}  // namespace plinth
