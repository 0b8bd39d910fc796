// SPDX-License-Identifier: MIT
// The global object of a vm context: what a script does to its properties is done to the sandbox.

#pragma once

#include <v8.h>

#include "host/env/env.h"

namespace plinth {

/// Slot of a vm context's embedder data that holds its sandbox.
inline constexpr int kSandboxSlot = Env::kEntrySlot + 1;

/// What a vm context's global object is made from; the same for all of an Env.
v8::Local<v8::ObjectTemplate> vm_global_template(Env& env);

}  // namespace plinth
