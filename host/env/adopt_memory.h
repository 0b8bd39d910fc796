// SPDX-License-Identifier: MIT
// An ArrayBuffer out of memory that is filled already, as if V8 had allocated it.

#pragma once

#include <cstddef>

#include <v8.h>

namespace plinth {

class Env;

/// `data` was allocated by the ArrayBuffers of this very isolate and is the ArrayBuffer's from now
/// on. Empty: it stays whose it was.
v8::MaybeLocal<v8::ArrayBuffer> adopt_memory(Env& env, void* data, std::size_t size);

}  // namespace plinth
