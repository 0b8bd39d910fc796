// SPDX-License-Identifier: MIT
// The one caller of V8's function compiler, whose name changed between versions.

#include "host/engine/compile.h"

#include <vector>

namespace plinth {

v8::MaybeLocal<v8::Function> compile_function(v8::Local<v8::Context> context,
                                              v8::Local<v8::String> source,
                                              v8::Local<v8::String> name,
                                              std::span<const char* const> parameters,
                                              Compile mode) {
    v8::Isolate* isolate = context->GetIsolate();
    std::vector<v8::Local<v8::String>> names;
    for (const char* parameter : parameters) {
        names.push_back(
            v8::String::NewFromUtf8(isolate, parameter, v8::NewStringType::kInternalized)
                .ToLocalChecked());
    }
    const auto options = mode == Compile::Eagerly ? v8::ScriptCompiler::kEagerCompile
                                                  : v8::ScriptCompiler::kNoCompileOptions;
#if V8_MAJOR_VERSION < 12
    const v8::ScriptOrigin origin(isolate, name);
    v8::ScriptCompiler::Source text(source, origin);
    return v8::ScriptCompiler::CompileFunctionInContext(context, &text, names.size(), names.data(),
                                                        0, nullptr, options);
#else
    const v8::ScriptOrigin origin(name);
    v8::ScriptCompiler::Source text(source, origin);
    return v8::ScriptCompiler::CompileFunction(context, &text, names.size(), names.data(), 0,
                                               nullptr, options);
#endif
}

v8::MaybeLocal<v8::Script> compile_script(v8::Local<v8::Context> context,
                                          v8::Local<v8::String> source,
                                          v8::Local<v8::String> name) {
#if V8_MAJOR_VERSION < 12
    const v8::ScriptOrigin origin(context->GetIsolate(), name);
#else
    const v8::ScriptOrigin origin(name);
#endif
    v8::ScriptCompiler::Source text(source, origin);
    return v8::ScriptCompiler::Compile(context, &text);
}

}  // namespace plinth
