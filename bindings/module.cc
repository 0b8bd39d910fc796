// SPDX-License-Identifier: MIT
// Putting members on the target object, or their addresses on the list.

#include "bindings/module.h"

#include <utility>

namespace plinth::js {

Module::Module(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string name)
    : context_(context), target_(target), name_(std::move(name)) {}

Module& Module::add(const char* name, detail::Callable callable) {
    if (collecting()) {
        references_->push_back(reinterpret_cast<std::intptr_t>(callable.callback));
        if (callable.record != nullptr)
            references_->push_back(reinterpret_cast<std::intptr_t>(callable.record));
        return *this;
    }
    v8::Local<v8::Function> function;
    const v8::Local<v8::Value> data = detail::data_of(context_, callable, name);
    if (!v8::Function::New(context_, callable.callback, data, callable.length,
                           v8::ConstructorBehavior::kThrow)
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
