// SPDX-License-Identifier: MIT
// Contexts that vm makes: each has a global object of its own, whose properties are those of the
// object that was made a context. They belong to the plugin's Env, as its own context does.

#pragma once

#include <v8.h>

#include "host/env/env.h"

namespace plinth {

struct VmContextOptions {
    bool allow_strings = true;  ///< eval() and new Function().
    bool allow_wasm = true;
    bool own_microtasks = false;  ///< Run after each evaluation, instead of with the plugin's.
    /// makeRegistry() and enqueue() of host/api/internal/finalization.js.
    v8::Local<v8::Function> make_registry;
    v8::Local<v8::Function> enqueue_finalizer;
};

/// Makes `sandbox` a context. Empty: an error was thrown.
v8::MaybeLocal<v8::Context> make_vm_context(Env& env, v8::Local<v8::Object> sandbox,
                                            const VmContextOptions& options);

/// The context that was made of an object; empty when none was.
v8::MaybeLocal<v8::Context> vm_context_of(v8::Local<v8::Context> current,
                                          v8::Local<v8::Object> sandbox);

/// Its own queue of promise jobs, or null.
v8::MicrotaskQueue* vm_microtasks(v8::Local<v8::Context> context);

}  // namespace plinth
