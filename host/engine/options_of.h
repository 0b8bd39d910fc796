// SPDX-License-Identifier: MIT
// What an Engine's isolate was made with: its snapshot and limits, for one that is to be like it.

#pragma once

#include <v8.h>

#include "host/engine/engine.h"

namespace plinth {

/// Of the isolate of an Engine; valid as long as that.
const EngineOptions& engine_options_of(v8::Isolate* isolate);

}  // namespace plinth
