// SPDX-License-Identifier: MIT
// The platform is the engine's, which the built-ins do not know.

#include "host/env/v8_tasks.h"

#include "host/engine/platform.h"

namespace plinth {

void wait_for_threads_of_v8() {
    Platform::start().wait_for_workers();
}

}  // namespace plinth
