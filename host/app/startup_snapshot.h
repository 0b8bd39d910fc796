// SPDX-License-Identifier: MIT
// The startup snapshot that the build made and linked into this program.

#pragma once

#include "host/engine/engine.h"

namespace plinth {

StartupSnapshot startup_snapshot();

}  // namespace plinth
