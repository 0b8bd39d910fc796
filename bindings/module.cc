// SPDX-License-Identifier: MIT
// Putting members on the target object, or their addresses on the list.

#include "bindings/module.h"

#include <cstdio>
#include <cstdlib>

namespace plinth::js {
namespace {

// A mistake of the program that binds, never of a script.
[[noreturn]] void fail(const std::string& message) {
    std::fprintf(stderr, "plinth: %s\n", message.c_str());
    std::abort();
}

}  // namespace

Module::Module(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string name)
    : context_(context), target_(target), name_(std::move(name)) {}

Module& Module::add(const char* name, v8::FunctionCallback callback, int length) {
    if (collecting()) {
        references_->push_back(reinterpret_cast<std::intptr_t>(callback));
        return *this;
    }
    return add(name, callback, length, to_name(isolate(), name).As<v8::Value>());
}

Module& Module::add(const char* name, v8::FunctionCallback callback, int length,
                    const detail::FixedFunction* record) {
    if (collecting()) {
        references_->push_back(reinterpret_cast<std::intptr_t>(callback));
        references_->push_back(reinterpret_cast<std::intptr_t>(record));
        return *this;
    }
    void* const data = const_cast<detail::FixedFunction*>(record);
    return add(name, callback, length, v8::External::New(isolate(), data).As<v8::Value>());
}

Module& Module::add(const char* name, v8::FunctionCallback callback, int length,
                    std::unique_ptr<detail::StoredFunction> function) {
    Realm* const realm = collecting() ? nullptr : Realm::from(context_);
    if (realm == nullptr)
        fail(name_ + "." + name + " has captures: it needs a Realm and cannot be in a snapshot");
    const std::int32_t index = realm->store(std::move(function));
    return add(name, callback, length, v8::Integer::New(isolate(), index).As<v8::Value>());
}

Module& Module::add(const char* name, v8::FunctionCallback callback, int length,
                    v8::Local<v8::Value> data) {
    v8::Local<v8::Function> function;
    if (!v8::Function::New(context_, callback, data, length, v8::ConstructorBehavior::kThrow)
             .ToLocal(&function)) {
        return *this;
    }
    const v8::Local<v8::String> key = to_name(isolate(), name);
    function->SetName(key);
    static_cast<void>(target_->CreateDataProperty(context_, key, function).IsNothing());
    return *this;
}

Module& Module::define(const char* name, v8::MaybeLocal<v8::Value> value) {
    v8::Local<v8::Value> constant;
    if (!value.ToLocal(&constant)) return *this;
    const auto attributes = static_cast<v8::PropertyAttribute>(v8::ReadOnly | v8::DontDelete);
    static_cast<void>(
        target_->DefineOwnProperty(context_, to_name(isolate(), name), constant, attributes)
            .IsNothing());
    return *this;
}

}  // namespace plinth::js
