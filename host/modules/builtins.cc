// SPDX-License-Identifier: MIT
// Setting up the built-ins: two native functions, then JavaScript does the rest
// (host/api/internal/loader.js).

#include "host/modules/builtins.h"

#include <cstdio>
#include <memory>

#include "host/base/check.h"
#include "host/engine/compile.h"
#include "host/env/native_module.h"
#include "host/modules/natives.h"

namespace plinth {
namespace {

constexpr const char* kLoader = "internal/loader";

// Of this program. Set before there is an isolate, and read by all of them.
const BuiltinTexts* program_texts = nullptr;
const BuiltinCode* program_code = nullptr;

Compiled<v8::Function> compile(v8::Local<v8::Context> context, const std::string& id,
                               v8::Local<v8::String> text, Compile mode,
                               const BuiltinCode::Code* code) {
    static constexpr const char* kParameters[] = {"exports", "require", "module",
                                                  "internalBinding"};
    static constexpr const char* kLoaderParameters[] = {"builtins", "internalBinding"};
    v8::Isolate* isolate = context->GetIsolate();
    FunctionSource source;
    source.text = text;
    source.name = to_string(isolate, "node:" + id);
    source.cached = code;
    const auto parameters = id == kLoader ? std::span<const char* const>(kLoaderParameters)
                                          : std::span<const char* const>(kParameters);
    for (const char* parameter : parameters)
        source.parameters.push_back(to_string(isolate, parameter));
    return compile_function(context, source, mode);
}

void compile_builtin(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const std::string id = to_utf8(isolate, info[0]);
    v8::Local<v8::String> source;
    if (program_texts == nullptr || !program_texts->text(isolate, id).ToLocal(&source)) {
        throw_error(isolate,
                    Error{"MODULE_NOT_FOUND", 0, "", "", "No such built-in: " + id, "", ""});
        return;
    }
    const BuiltinCode::Code* code = program_code == nullptr ? nullptr : program_code->find(id);
    const Compiled<v8::Function> compiled =
        compile(isolate->GetCurrentContext(), id, source,
                info[1]->IsTrue() ? Compile::Eagerly : Compile::Lazily, code);
    if (compiled.cache_rejected) program_code->refuse(code);
    v8::Local<v8::Function> function;
    if (compiled.result.ToLocal(&function)) info.GetReturnValue().Set(function);
}

void internal_binding(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const std::string name = to_utf8(isolate, info[0]);
    const v8::Local<v8::Object> target = v8::Object::New(isolate);
    const auto fill = [&](void (*init)(NativeModule&)) {
        NativeModule module(context, target, name);
        init(module);
        info.GetReturnValue().Set(target);
    };
    for (const NativeHalf& half : loader_halves()) {
        if (name == half.name) return fill(half.init);
    }
    for (const NativeHalf& half : native_halves()) {
        if (name == half.name) return fill(half.init);
    }
    throw_error(isolate, Error{"ERR_INVALID_MODULE", 0, "", "", "No such module: " + name, "", ""});
}

v8::Local<v8::Function> make_function(v8::Local<v8::Context> context,
                                      v8::FunctionCallback callback) {
    return v8::Function::New(context, callback).ToLocalChecked();
}

void print_error(v8::Local<v8::Context> context, const v8::TryCatch& caught) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::Value> stack;
    const bool has_stack = caught.StackTrace(context).ToLocal(&stack) && stack->IsString();
    std::fprintf(stderr, "%s%s\n", source_arrow(context, caught.Message()).c_str(),
                 to_utf8(isolate, has_stack ? stack : caught.Exception()).c_str());
}

}  // namespace

std::vector<std::intptr_t> snapshot_references(const BuiltinTexts& texts) {
    program_texts = &texts;
    std::vector<std::intptr_t> references = {
        reinterpret_cast<std::intptr_t>(&compile_builtin),
        reinterpret_cast<std::intptr_t>(&internal_binding),
    };
    NativeModule collector(references);
    for (const NativeHalf& half : loader_halves())
        half.init(collector);
    for (const NativeHalf& half : native_halves())
        half.init(collector);
    for (const std::intptr_t address : texts.addresses())
        references.push_back(address);
    references.push_back(0);
    return references;
}

void use_builtin_code(const BuiltinCode& code) {
    program_code = &code;
}

const BuiltinCode* builtin_code() {
    return program_code;
}

CompiledBuiltins compile_builtins(v8::Isolate* isolate, const BuiltinTexts& texts,
                                  const std::set<std::string>& loaded) {
    const v8::Isolate::Scope entered(isolate);
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::Context> context = v8::Context::New(isolate);
    const v8::Context::Scope scope(context);
    CompiledBuiltins all;
    for (const std::string& id : texts.ids()) {
        if (loaded.contains(id)) continue;
        const v8::Local<v8::Function> function =
            compile(context, id, texts.text(isolate, id).ToLocalChecked(), Compile::Lazily, nullptr)
                .result.ToLocalChecked();
        const std::unique_ptr<v8::ScriptCompiler::CachedData> code(
            v8::ScriptCompiler::CreateCodeCacheForFunction(function));
        PLINTH_CHECK(code != nullptr);
        all[id].assign(reinterpret_cast<const char*>(code->data),
                       static_cast<std::size_t>(code->length));
    }
    return all;
}

bool set_up_builtins(v8::Local<v8::Context> context, const BuiltinTexts& texts,
                     std::set<std::string>& loaded) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::Array> ids = v8::Array::New(isolate);
    std::uint32_t count = 0;
    for (const std::string& id : texts.ids()) {
        ids->Set(context, count++, to_string(isolate, id)).Check();
    }
    const v8::Local<v8::Function> compile = make_function(context, &compile_builtin);
    const v8::Local<v8::Object> builtins = v8::Object::New(isolate);
    builtins->Set(context, to_string(isolate, "ids"), ids).Check();
    builtins->Set(context, to_string(isolate, "compile"), compile).Check();

    v8::TryCatch caught(isolate);
    const v8::Local<v8::Value> undefined = v8::Undefined(isolate);
    v8::Local<v8::Value> loader_id = to_string(isolate, kLoader);
    v8::Local<v8::Value> loader;
    v8::Local<v8::Value> entry;
    v8::Local<v8::Value> argv[] = {builtins, make_function(context, &internal_binding)};
    const bool is_set_up =
        compile->Call(context, undefined, 1, &loader_id).ToLocal(&loader) &&
        loader.As<v8::Function>()->Call(context, undefined, 2, argv).ToLocal(&entry);
    if (!is_set_up) {
        print_error(context, caught);
        return false;
    }
    context->SetEmbedderData(Env::kEntrySlot, entry);
    v8::Local<v8::Value> names;
    if (!builtins->Get(context, to_string(isolate, "loaded")).ToLocal(&names)) return false;
    PLINTH_CHECK(names->IsArray());
    loaded.insert(kLoader);
    for (std::uint32_t i = 0; i < names.As<v8::Array>()->Length(); ++i) {
        loaded.insert(to_utf8(isolate, names.As<v8::Array>()->Get(context, i).ToLocalChecked()));
    }
    return builtins->Delete(context, to_string(isolate, "loaded")).FromMaybe(false);
}

}  // namespace plinth
