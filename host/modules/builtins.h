// SPDX-License-Identifier: MIT
// The table of native halves (generated from the folders under host/api), and setting up a context
// with all built-ins. That happens once, at build time; the result is the startup snapshot.

#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <v8.h>

#include "host/modules/builtin_code.h"
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

/// Where this program has compiled code of what the snapshot does not hold; it must stay.
void use_builtin_code(const BuiltinCode& code);
/// That code; null before.
const BuiltinCode* builtin_code();

/// Loads the built-ins that the snapshot is to hold into a fresh context, leaves their entry where
/// Env finds it and adds their ids to `loaded`. False: the error was printed.
bool set_up_builtins(v8::Local<v8::Context> context, const BuiltinTexts& texts,
                     std::set<std::string>& loaded);

/// Compiles all but those. The isolate must be V8's own, without the snapshot.
CompiledBuiltins compile_builtins(v8::Isolate* isolate, const BuiltinTexts& texts,
                                  const std::set<std::string>& loaded);

}  // namespace plinth
