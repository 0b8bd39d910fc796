// SPDX-License-Identifier: MIT
// Setting up the built-ins: two native functions, then JavaScript does the rest
// (host/api/internal/loader.js).

#include "host/modules/builtins.h"

#include <cstdio>
#include <cstring>

#include "host/engine/compile.h"
#include "host/env/native_module.h"
#include "host/modules/natives.h"

namespace plinth {
namespace {

constexpr const char* kLoader = "internal/loader";

// Of this program. Set before there is an isolate, and read by all of them.
const BuiltinTexts* program_texts = nullptr;

void compile_builtin(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const std::string id = to_utf8(isolate, info[0]);
    v8::Local<v8::String> source;
    if (program_texts == nullptr || !program_texts->text(isolate, id).ToLocal(&source)) {
        throw_error(isolate,
                    Error{"MODULE_NOT_FOUND", 0, "", "", "No such built-in: " + id, "", ""});
        return;
    }
    static constexpr const char* kParameters[] = {"exports", "require", "module",
                                                  "internalBinding"};
    static constexpr const char* kLoaderParameters[] = {"builtins", "internalBinding"};
    const auto parameters = id == kLoader ? std::span<const char* const>(kLoaderParameters)
                                          : std::span<const char* const>(kParameters);
    v8::Local<v8::Function> function;
    if (compile_function(isolate->GetCurrentContext(), source, to_string(isolate, "node:" + id),
                         parameters, info[1]->IsTrue() ? Compile::Eagerly : Compile::Lazily)
            .ToLocal(&function)) {
        info.GetReturnValue().Set(function);
    }
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

bool set_up_builtins(v8::Local<v8::Context> context, const BuiltinTexts& texts) {
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
    const bool loaded =
        compile->Call(context, undefined, 1, &loader_id).ToLocal(&loader) &&
        loader.As<v8::Function>()->Call(context, undefined, 2, argv).ToLocal(&entry);
    if (!loaded) {
        print_error(context, caught);
        return false;
    }
    context->SetEmbedderData(Env::kEntrySlot, entry);
    return true;
}

}  // namespace plinth
