// SPDX-License-Identifier: MIT
// Compiling source text as the body of a function.

#pragma once

#include <span>

#include <v8.h>

namespace plinth {

enum class Compile { Lazily, Eagerly };

/// A function with these parameters whose body is `source`, compiled in `context`. `name` stands in
/// stacks and messages. Eagerly: the functions inside it are compiled, too. Empty: a SyntaxError
/// was thrown.
v8::MaybeLocal<v8::Function> compile_function(v8::Local<v8::Context> context,
                                              v8::Local<v8::String> source,
                                              v8::Local<v8::String> name,
                                              std::span<const char* const> parameters,
                                              Compile mode = Compile::Lazily);

/// The source as a script of the global scope. Empty: a SyntaxError was thrown.
v8::MaybeLocal<v8::Script> compile_script(v8::Local<v8::Context> context,
                                          v8::Local<v8::String> source, v8::Local<v8::String> name);

}  // namespace plinth
