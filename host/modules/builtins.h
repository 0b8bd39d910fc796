// SPDX-License-Identifier: MIT
// The table of native halves (generated from the folders under host/api), and setting up a context
// with all built-ins. That happens once, at build time; the result is the startup snapshot.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <v8.h>

#include "host/modules/builtin_texts.h"

namespace plinth {

class NativeModule;

/// The native half of one built-in.
struct NativeHalf {
    const char* name;
    void (*init)(NativeModule&);
};

/// All of them, in the order of their names. Defined by the build.
std::span<const NativeHalf> native_halves();

/// Every address that the snapshot may hold, ending with 0; the same list in every program that has
/// the same built-ins. What the snapshot does not hold is compiled from these texts: they must
/// stay.
std::vector<std::intptr_t> snapshot_references(const BuiltinTexts& texts);

/// Loads all built-ins into a fresh context and leaves their entry where Env finds it. False: the
/// error was printed.
bool set_up_builtins(v8::Local<v8::Context> context, const BuiltinTexts& texts);

}  // namespace plinth
