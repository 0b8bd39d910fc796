// SPDX-License-Identifier: MIT
// Origins of sources: what stands in stacks, and who is named to import().

#include "host/modules/compile_source.h"

#include "host/engine/compile.h"
#include "host/env/errors.h"
#include "host/modules/code_cache.h"
#include "host/modules/dynamic_import.h"
#include "host/modules/module_state.h"
#include "host/modules/script_error.h"
#include "host/modules/source_maps.h"

namespace plinth {
namespace {

void describe(SourceText& source, Env& env, v8::Local<v8::String> text, v8::Local<v8::String> name,
              Referrer referrer) {
    ModuleState::of(env);  // From here on import() is answered.
    source.text = text;
    source.name = name;
    source.host_options = referrer_options(env.isolate(), referrer);
}

void note_map(Env& env, v8::Local<v8::String> name, v8::Local<v8::Value> url) {
    if (url.IsEmpty() || !url->IsString()) return;
    SourceMaps::note(env, to_utf8(env.isolate(), name), to_utf8(env.isolate(), url));
}

// V8 does not say what a module's is. To look for it is cheap beside compiling.
void note_map_of_module(Env& env, v8::Local<v8::String> name, v8::Local<v8::String> source) {
    const std::string text = to_utf8(env.isolate(), source);
    const std::string_view url = source_map_url(text);
    if (!url.empty()) SourceMaps::note(env, to_utf8(env.isolate(), name), std::string(url));
}

std::vector<v8::Local<v8::String>> wrapper_parameters(v8::Isolate* isolate) {
    return {
        v8::String::NewFromUtf8Literal(isolate, "exports", v8::NewStringType::kInternalized),
        v8::String::NewFromUtf8Literal(isolate, "require", v8::NewStringType::kInternalized),
        v8::String::NewFromUtf8Literal(isolate, "module", v8::NewStringType::kInternalized),
        v8::String::NewFromUtf8Literal(isolate, "__filename", v8::NewStringType::kInternalized),
        v8::String::NewFromUtf8Literal(isolate, "__dirname", v8::NewStringType::kInternalized),
    };
}

}  // namespace

v8::MaybeLocal<v8::Function> compile_commonjs(Env& env, v8::Local<v8::String> source,
                                              v8::Local<v8::String> filename) {
    FunctionSource function;
    describe(function, env, source, filename, Referrer::File);
    function.parameters = wrapper_parameters(env.isolate());
    v8::TryCatch caught(env.isolate());
    CodeCache& cache = CodeCache::of(env);
    CodeCache::Lookup known = cache.look_up(CodeCache::Kind::Function, filename, source);
    function.cached = known.cached.get();
    const auto outcome = compile_function(env.context(), function);
    v8::Local<v8::Function> compiled;
    if (!outcome.result.ToLocal(&compiled)) {
        rethrow_decorated(env.context(), caught);
        return {};
    }
    cache.note(std::move(known), outcome.cache_rejected, compiled);
    note_map(env, filename, compiled->GetScriptOrigin().SourceMapUrl());
    return compiled;
}

v8::MaybeLocal<v8::Script> compile_global(Env& env, v8::Local<v8::String> source,
                                          v8::Local<v8::String> name) {
    SourceText text;
    describe(text, env, source, name, Referrer::File);
    v8::TryCatch caught(env.isolate());
    v8::Local<v8::Script> compiled;
    if (!compile_script(env.context(), text).ToLocal(&compiled)) {
        rethrow_decorated(env.context(), caught);
        return {};
    }
    note_map(env, name, compiled->GetUnboundScript()->GetSourceMappingURL());
    return compiled;
}

v8::MaybeLocal<v8::Module> compile_esm(Env& env, v8::Local<v8::String> source,
                                       v8::Local<v8::String> url) {
    SourceText text;
    describe(text, env, source, url, Referrer::Module);
    v8::TryCatch caught(env.isolate());
    CodeCache& cache = CodeCache::of(env);
    CodeCache::Lookup known = cache.look_up(CodeCache::Kind::Module, url, source);
    text.cached = known.cached.get();
    const auto outcome = compile_module(env.isolate(), text);
    v8::Local<v8::Module> compiled;
    if (!outcome.result.ToLocal(&compiled)) {
        rethrow_decorated(env.context(), caught);
        return {};
    }
    cache.note(std::move(known), outcome.cache_rejected, compiled->GetUnboundModuleScript());
    note_map_of_module(env, url, source);
    return compiled;
}

}  // namespace plinth
