// SPDX-License-Identifier: MIT
// What a TypeScript file is as JavaScript, from the cache or from the transpiler.

#pragma once

#include <string>
#include <string_view>

#include <v8.h>

#include "host/env/env.h"
#include "host/modules/transpiler.h"

namespace plinth {

/// .ts, .mts, .cts; not declarations (.d.ts).
bool is_typescript(std::string_view path);

/// The JavaScript, with its source map in the last line if lines moved; from the Env's cache
/// folder, if it has been made before.
Transpiled to_javascript(Env& env, const std::string& source);

/// The SyntaxError of a problem, with file, line and column, and Node's code. The origin is marked
/// as placed: printing it adds no arrow.
v8::Local<v8::Value> to_error(v8::Local<v8::Context> context, const std::string& path,
                              const Transpiled::Problem& problem);

}  // namespace plinth
