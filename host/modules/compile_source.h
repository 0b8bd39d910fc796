// SPDX-License-Identifier: MIT
// Compiling what loaders read: the one way of a module's source text into V8. Errors are thrown
// with their place.

#pragma once

#include <v8.h>

#include "host/env/env.h"

namespace plinth {

/// The body of function(exports, require, module, __filename, __dirname).
v8::MaybeLocal<v8::Function> compile_commonjs(Env& env, v8::Local<v8::String> source,
                                              v8::Local<v8::String> filename);

/// A script of the global scope, such as the code of `-e`.
v8::MaybeLocal<v8::Script> compile_global(Env& env, v8::Local<v8::String> source,
                                          v8::Local<v8::String> name);

/// The ES module of a URL.
v8::MaybeLocal<v8::Module> compile_esm(Env& env, v8::Local<v8::String> source,
                                       v8::Local<v8::String> url);

}  // namespace plinth
