// SPDX-License-Identifier: MIT
// V8's compiler, for each version that the build knows.

#include "host/engine/compile.h"

namespace plinth {
namespace {

enum class Kind { Script, Module };

v8::ScriptOrigin origin_of(v8::Isolate* isolate, const SourceText& source, Kind kind) {
    const bool is_module = kind == Kind::Module;
    const v8::Local<v8::Data> options = source.host_options;
#if V8_MAJOR_VERSION < 12
    return {isolate, source.name, source.line_offset, source.column_offset, false,
            -1,      {},          /*opaque=*/false,   /*wasm=*/false,       is_module,
            options};
#else
    static_cast<void>(isolate);
    return {source.name,
            source.line_offset,
            source.column_offset,
            false,
            -1,
            {},
            /*opaque=*/false,
            /*wasm=*/false,
            is_module,
            options};
#endif
}

// V8 takes ownership of the object, not of the bytes.
v8::ScriptCompiler::CachedData* borrowed(const v8::ScriptCompiler::CachedData* cached) {
    if (cached == nullptr) return nullptr;
    return new v8::ScriptCompiler::CachedData(cached->data, cached->length);
}

v8::ScriptCompiler::CompileOptions options_for(const SourceText& source, Compile mode) {
    if (source.cached != nullptr) return v8::ScriptCompiler::kConsumeCodeCache;
    return mode == Compile::Eagerly ? v8::ScriptCompiler::kEagerCompile
                                    : v8::ScriptCompiler::kNoCompileOptions;
}

bool rejected(const v8::ScriptCompiler::Source& source) {
    return source.GetCachedData() != nullptr && source.GetCachedData()->rejected;
}

}  // namespace

v8::MaybeLocal<v8::Function> compile_function(v8::Local<v8::Context> context,
                                              v8::Local<v8::String> source,
                                              v8::Local<v8::String> name,
                                              std::span<const char* const> parameters,
                                              Compile mode) {
    FunctionSource function;
    function.text = source;
    function.name = name;
    for (const char* parameter : parameters) {
        function.parameters.push_back(v8::String::NewFromUtf8(context->GetIsolate(), parameter,
                                                              v8::NewStringType::kInternalized)
                                          .ToLocalChecked());
    }
    return compile_function(context, function, mode).result;
}

Compiled<v8::Function> compile_function(v8::Local<v8::Context> context,
                                        const FunctionSource& source, Compile mode) {
    v8::ScriptCompiler::Source text(source.text,
                                    origin_of(context->GetIsolate(), source, Kind::Script),
                                    borrowed(source.cached));
    auto parameters = source.parameters;
    auto scopes = source.scopes;
#if V8_MAJOR_VERSION < 12
    const auto compile = &v8::ScriptCompiler::CompileFunctionInContext;
    v8::MaybeLocal<v8::Function> result =
        compile(context, &text, parameters.size(), parameters.data(), scopes.size(), scopes.data(),
                options_for(source, mode), v8::ScriptCompiler::kNoCacheNoReason, nullptr);
#else
    v8::MaybeLocal<v8::Function> result = v8::ScriptCompiler::CompileFunction(
        context, &text, parameters.size(), parameters.data(), scopes.size(), scopes.data(),
        options_for(source, mode));
#endif
    return {result, rejected(text)};
}

v8::MaybeLocal<v8::Script> compile_script(v8::Local<v8::Context> context,
                                          const SourceText& source) {
    v8::ScriptCompiler::Source text(source.text,
                                    origin_of(context->GetIsolate(), source, Kind::Script));
    return v8::ScriptCompiler::Compile(context, &text);
}

Compiled<v8::UnboundScript> compile_unbound(v8::Isolate* isolate, const SourceText& source) {
    v8::ScriptCompiler::Source text(source.text, origin_of(isolate, source, Kind::Script),
                                    borrowed(source.cached));
    const auto result = v8::ScriptCompiler::CompileUnboundScript(
        isolate, &text, options_for(source, Compile::Lazily));
    return {result, rejected(text)};
}

Compiled<v8::Module> compile_module(v8::Isolate* isolate, const SourceText& source) {
    v8::ScriptCompiler::Source text(source.text, origin_of(isolate, source, Kind::Module),
                                    borrowed(source.cached));
    const auto result =
        v8::ScriptCompiler::CompileModule(isolate, &text, options_for(source, Compile::Lazily));
    return {result, rejected(text)};
}

v8::Local<v8::Module> make_synthetic_module(v8::Isolate* isolate, v8::Local<v8::String> name,
                                            const std::vector<v8::Local<v8::String>>& exports,
                                            v8::Module::SyntheticModuleEvaluationSteps steps) {
#if V8_MAJOR_VERSION < 12
    return v8::Module::CreateSyntheticModule(isolate, name, exports, steps);
#else
    return v8::Module::CreateSyntheticModule(
        isolate, name, v8::MemorySpan<const v8::Local<v8::String>>(exports.data(), exports.size()),
        steps);
#endif
}

v8::Local<v8::FixedArray> attributes_of(v8::Local<v8::ModuleRequest> request) {
#if V8_MAJOR_VERSION < 12
    return request->GetImportAssertions();
#else
    return request->GetImportAttributes();
#endif
}

}  // namespace plinth
