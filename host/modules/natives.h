// SPDX-License-Identifier: MIT
// The native halves of module loading, which are no folders under host/api: `modules` (finding,
// reading and compiling files), `esm` (ES modules as V8 has them) and `vm` (scripts and contexts).

#pragma once

#include <span>

namespace plinth {

class NativeModule;
struct NativeHalf;

void init_modules(NativeModule& module);
void init_esm(NativeModule& module);
void init_source_maps(NativeModule& module);
void init_vm(NativeModule& module);

/// All of them, by name.
std::span<const NativeHalf> loader_halves();

}  // namespace plinth
