// SPDX-License-Identifier: MIT
// V8's compiled code as bytes of script, and back.

#pragma once

#include <cstdint>
#include <vector>

#include <v8.h>

namespace plinth {

/// The bytes of a view, copied: V8 reads them while script could change them. Empty for other
/// values.
std::vector<std::uint8_t> copied_bytes(v8::Local<v8::Value> view);

/// A Uint8Array; undefined for null.
v8::Local<v8::Value> to_bytes(v8::Isolate* isolate, const v8::ScriptCompiler::CachedData* data);

}  // namespace plinth
