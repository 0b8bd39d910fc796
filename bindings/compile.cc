// SPDX-License-Identifier: MIT
// Compiling and running the bindings' own JavaScript.

#include "bindings/compile.h"

#include "bindings/throw.h"

namespace plinth::js::detail {
namespace {

/// Defines an accessor from a descriptor that our own code has made.
void define_property(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* const isolate = info.GetIsolate();
    const auto context = isolate->GetCurrentContext();
    const auto given = info[2].As<v8::Object>();
    const auto field = [&](const char* key) {
        return given->Get(context, to_name(isolate, key)).ToLocalChecked();
    };
    v8::PropertyDescriptor descriptor(field("get"), field("set"));
    descriptor.set_enumerable(field("enumerable")->IsTrue());
    descriptor.set_configurable(field("configurable")->IsTrue());
    static_cast<void>(info[0]
                          .As<v8::Object>()
                          ->DefineProperty(context, info[1].As<v8::Name>(), descriptor)
                          .IsNothing());
}

}  // namespace

v8::MaybeLocal<v8::Value> run_code(v8::Local<v8::Context> context, const std::string& name,
                                   const std::string& code,
                                   const std::vector<const char*>& parameters,
                                   std::span<v8::Local<v8::Value>> arguments) {
    v8::Isolate* const isolate = context->GetIsolate();
    v8::Local<v8::String> text;
    if (!to_string(isolate, code).ToLocal(&text)) return {};
    const v8::ScriptOrigin origin(isolate, to_name(isolate, "plinth:bindings/" + name));
    v8::ScriptCompiler::Source source(text, origin);
    std::vector<v8::Local<v8::String>> names;
    for (const char* const parameter : parameters)
        names.push_back(to_name(isolate, parameter));
    v8::Local<v8::Function> function;
    if (!v8::ScriptCompiler::CompileFunctionInContext(context, &source, names.size(), names.data(),
                                                      0, nullptr)
             .ToLocal(&function)) {
        return {};
    }
    return function->Call(context, v8::Undefined(isolate), static_cast<int>(arguments.size()),
                          arguments.data());
}

v8::Local<v8::Value> define_property_of(v8::Local<v8::Context> context) {
    return v8::Function::New(context, &define_property).ToLocalChecked();
}

}  // namespace plinth::js::detail
