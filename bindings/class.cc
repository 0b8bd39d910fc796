// SPDX-License-Identifier: MIT
// The parts of classes that do not depend on the C++ type: templates for V8, and error messages.

#include "bindings/class.h"

namespace plinth::js::detail {

std::string class_name(v8::Isolate* isolate, TypeTag type, std::string_view cpp_name) {
    Realm* const realm = Realm::from(isolate->GetCurrentContext());
    const ClassRecord* const record = realm == nullptr ? nullptr : realm->objects().class_of(type);
    return record == nullptr ? std::string(cpp_name) : record->name;
}

void throw_wrong_class(const Where& where, v8::Local<v8::Value> value, const std::string& name) {
    if (value->IsObject() && Wrapper::marked(value.As<v8::Object>()) &&
        Wrapper::of(value) == nullptr) {
        throw_gone(where, name);
        return;
    }
    where.wrong_type("an instance of " + name, value);
}

void throw_gone(const Where& where, const std::string& name) {
    where.refused(": the " + name + " no longer exists");
}

void throw_not_bound(v8::Isolate* isolate, std::string_view cpp_name) {
    throw_error(isolate, "The C++ class " + std::string(cpp_name) + " is not bound in this plugin");
}

void throw_wrong_this(const Info& info, std::string_view member, const std::string& name) {
    if (Wrapper::marked(info.This()) && Wrapper::of(info.This()) == nullptr)
        return throw_this_gone(info, member, name);
    throw_type_error(info.GetIsolate(), function_name(info) + std::string(member) +
                                            ": this must be an instance of " + name + ", got " +
                                            kind_of(info.GetIsolate(), info.This()));
}

void throw_this_gone(const Info& info, std::string_view member, const std::string& name) {
    throw_error(info.GetIsolate(),
                function_name(info) + std::string(member) + ": the " + name + " no longer exists");
}

void throw_needs_new(const Info& info) {
    throw_type_error(info.GetIsolate(),
                     function_name(info) + "() is a constructor: the new is missing");
}

void throw_no_constructor(const Info& info) {
    throw_type_error(info.GetIsolate(), function_name(info) + "() is not possible: script cannot " +
                                            "make objects of this class");
}

ClassBuilder::ClassBuilder(Module& module, TypeTag type, const char* name)
    : module_(module), type_(type), name_(name) {
    if (module_.collecting()) return;
    Realm* const realm = Realm::from(module_.context());
    if (realm == nullptr) fail("class " + name_ + " needs a Realm and cannot be in a snapshot");
    v8::Isolate* const isolate = module_.isolate();
    constructor_ = v8::FunctionTemplate::New(isolate, &throw_no_constructor,
                                             to_name(isolate, constructor_name()));
    constructor_->SetClassName(to_name(isolate, name_));
    constructor_->InstanceTemplate()->SetInternalFieldCount(Wrapper::kFields);
    ClassRecord& record = realm->objects().declare(type_, name_);
    record.constructor.Reset(isolate, constructor_);
    record.instance.Reset(isolate, constructor_->InstanceTemplate());
}

ClassBuilder::~ClassBuilder() {
    if (module_.collecting()) return;
    v8::Local<v8::Function> constructor;
    if (!constructor_->GetFunction(module_.context()).ToLocal(&constructor)) return;
    static_cast<void>(
        module_.target()
            ->CreateDataProperty(module_.context(), to_name(module_.isolate(), name_), constructor)
            .IsNothing());
}

void ClassBuilder::set_base(TypeTag base, const TypeNode::Base* link, std::string_view cpp_name) {
    if (module_.collecting()) return;
    const ClassRecord* const record = Realm::from(module_.context())->objects().class_of(base);
    if (record == nullptr)
        fail("class " + name_ + ": its base " + std::string(cpp_name) + " has to be bound before");
    const_cast<TypeNode*>(type_)->base.store(link, std::memory_order_release);
    constructor_->Inherit(record->constructor.Get(module_.isolate()));
}

void ClassBuilder::set_constructor(Callable callable) {
    if (module_.collecting()) return;
    const auto data = data_of(module_.context(), callable, constructor_name());
    constructor_->SetCallHandler(callable.callback, data);
    constructor_->SetLength(callable.length);
}

v8::Local<v8::FunctionTemplate> ClassBuilder::function_of(Callable& callable,
                                                          const std::string& name) {
    const auto data = data_of(module_.context(), callable, name);
    return v8::FunctionTemplate::New(module_.isolate(), callable.callback, data, {},
                                     callable.length, v8::ConstructorBehavior::kThrow);
}

void ClassBuilder::add_method(const char* name, Callable callable) {
    if (module_.collecting()) return;
    constructor_->PrototypeTemplate()->Set(to_name(module_.isolate(), name),
                                           function_of(callable, member_name(name)), v8::DontEnum);
}

void ClassBuilder::add_property(const char* name, Callable getter, Callable setter) {
    if (module_.collecting()) return;
    v8::Local<v8::FunctionTemplate> set;
    if (setter.callback != nullptr) set = function_of(setter, member_name(name));
    constructor_->PrototypeTemplate()->SetAccessorProperty(to_name(module_.isolate(), name),
                                                           function_of(getter, member_name(name)),
                                                           set, v8::DontEnum);
}

void ClassBuilder::add_static(const char* name, Callable callable) {
    if (module_.collecting()) return;
    constructor_->Set(to_name(module_.isolate(), name), function_of(callable, member_name(name)));
}

void ClassBuilder::add_constant(const char* name, v8::MaybeLocal<v8::Value> value) {
    v8::Local<v8::Value> constant;
    if (!value.ToLocal(&constant)) return;
    constructor_->Set(to_name(module_.isolate(), name), constant,
                      static_cast<v8::PropertyAttribute>(v8::ReadOnly | v8::DontDelete));
}

}  // namespace plinth::js::detail
