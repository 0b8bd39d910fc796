// SPDX-License-Identifier: MIT
// Compiling source text: functions, scripts, ES modules. The one place that calls V8's compiler,
// whose names and origins changed between versions.

#pragma once

#include <span>
#include <vector>

#include <v8.h>

namespace plinth {

enum class Compile { Lazily, Eagerly };

/// A source text and where it comes from.
struct SourceText {
    v8::Local<v8::String> text;
    v8::Local<v8::String> name;  ///< Stands in stacks and messages.
    int line_offset = 0;
    int column_offset = 0;
    /// What dynamic import() is told of who asks; empty: it is refused.
    v8::Local<v8::PrimitiveArray> host_options{};
    /// Code that was compiled earlier, or null; `rejected` says whether V8 took it.
    const v8::ScriptCompiler::CachedData* cached = nullptr;
};

struct FunctionSource : SourceText {
    std::vector<v8::Local<v8::String>> parameters;
    std::vector<v8::Local<v8::Object>> scopes;  ///< Objects whose properties it sees as variables.
};

/// What came of compiling. Empty: a SyntaxError was thrown.
template <class T>
struct Compiled {
    v8::MaybeLocal<T> result;
    bool cache_rejected = false;
};

/// A function with these parameters whose body is `source`, compiled in `context`. Eagerly: the
/// functions inside it are compiled, too. Empty: a SyntaxError was thrown.
v8::MaybeLocal<v8::Function> compile_function(v8::Local<v8::Context> context,
                                              v8::Local<v8::String> source,
                                              v8::Local<v8::String> name,
                                              std::span<const char* const> parameters,
                                              Compile mode = Compile::Lazily);

Compiled<v8::Function> compile_function(v8::Local<v8::Context> context,
                                        const FunctionSource& source,
                                        Compile mode = Compile::Lazily);

/// The source as a script of the context's global scope. Empty: a SyntaxError was thrown.
v8::MaybeLocal<v8::Script> compile_script(v8::Local<v8::Context> context, const SourceText& source);

/// A script that can be bound to any context of the isolate.
Compiled<v8::UnboundScript> compile_unbound(v8::Isolate* isolate, const SourceText& source);

/// Links nothing and runs nothing.
Compiled<v8::Module> compile_module(v8::Isolate* isolate, const SourceText& source);

/// A module whose exports are set by `steps`; the names must not repeat.
v8::Local<v8::Module> make_synthetic_module(v8::Isolate* isolate, v8::Local<v8::String> name,
                                            const std::vector<v8::Local<v8::String>>& exports,
                                            v8::Module::SyntheticModuleEvaluationSteps steps);

/// The attributes of a request: key, value, place, key, value, place, ...
v8::Local<v8::FixedArray> attributes_of(v8::Local<v8::ModuleRequest> request);

}  // namespace plinth
