// SPDX-License-Identifier: MIT
// Putting members on the target object, or their addresses on the list.

#include "bindings/module.h"

#include <utility>

#include "bindings/description.h"
#include "bindings/threads.h"

namespace plinth::js {
namespace {

constexpr auto kFixed = static_cast<v8::PropertyAttribute>(v8::ReadOnly | v8::DontDelete);

}  // namespace

namespace detail {

Callable permitted(v8::Local<v8::Context> context, const Callable& callable, std::string_view name,
                   const Note& note) {
    const char* const permission = note.permission_name();
    if (permission == nullptr) return callable;
    Realm* const realm = Realm::from(context);
    if (realm == nullptr)
        fail(std::string(name) +
             " needs a permission: it needs a Realm and cannot be in a snapshot");
    if (realm->permits(permission)) return callable;
    return refused(*realm, std::string(name), permission, callable);
}

std::string literal_type(v8::Isolate* isolate, v8::Local<v8::Value> value) {
    if (value->IsString()) {
        const std::string text = to_utf8(isolate, value.As<v8::String>());
        if (text.size() > 60 || text.find_first_of("'\\\n\r") != std::string::npos) return "string";
        return "'" + text + "'";
    }
    if (value->IsBoolean()) return value->IsTrue() ? "true" : "false";
    if (value->IsNumber()) {
        const std::string text = shown(isolate, value);
        return text.find_first_not_of("-0123456789.e") == std::string::npos ? text : "number";
    }
    if (value->IsBigInt()) return shown(isolate, value);
    if (value->IsFunction()) return "(...values: any[]) => any";
    return value->IsObject() ? "any" : kind_of(isolate, value);
}

}  // namespace detail

Module::Module(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string name)
    : context_(context), target_(target), name_(std::move(name)) {}

bool Module::collect(const detail::Callable& callable) {
    if (!collecting()) return false;
    references_->push_back(reinterpret_cast<std::intptr_t>(callable.callback));
    if (callable.record != nullptr)
        references_->push_back(reinterpret_cast<std::intptr_t>(callable.record));
    return true;
}

v8::MaybeLocal<v8::Function> Module::function_of(const char* name, const detail::Callable& given,
                                                 const Note& note) {
    const detail::Callable callable =
        detail::for_thread(context_, detail::permitted(context_, given, name, note), note);
    const v8::Local<v8::Value> data = detail::data_of(context_, callable, name);
    if (callable.fast != nullptr && Realm::from(context_) != nullptr) {
        return v8::FunctionTemplate::New(isolate(), callable.callback, data, {}, callable.length,
                                         v8::ConstructorBehavior::kThrow,
                                         v8::SideEffectType::kHasSideEffect, callable.fast)
            ->GetFunction(context_);
    }
    return v8::Function::New(context_, callable.callback, data, callable.length,
                             v8::ConstructorBehavior::kThrow);
}

Module& Module::add(const char* name, const detail::Callable& callable, const Note& note) {
    if (collect(callable)) return *this;
    if (description_ != nullptr)
        description_->members.push_back(
            {MemberKind::Function, name, callable.shapes, {}, {}, note});
    v8::Local<v8::Function> function;
    if (!function_of(name, callable, note).ToLocal(&function)) return *this;
    if (note.threads() == Threads::Any) {
        if (Realm* const realm = Realm::from(context_)) {
            auto& marks = realm->part<detail::ThreadMarks>();
            if (marks.is_remote())
                marks.add(function, name, detail::permitted(context_, callable, name, note));
        }
    }
    const v8::Local<v8::String> key = to_name(isolate(), name);
    function->SetName(key);
    static_cast<void>(target_->CreateDataProperty(context_, key, function).IsNothing());
    return *this;
}

Module& Module::add_property(const char* name, const detail::Callable& getter,
                             const detail::Callable& setter, const Note& note) {
    if (collect(getter)) {
        if (setter.callback != nullptr) collect(setter);
        return *this;
    }
    const bool writable = setter.callback != nullptr;
    if (description_ != nullptr)
        description_->members.push_back(
            {MemberKind::Property, name, getter.shapes, setter.shapes, {}, note, !writable});
    v8::Local<v8::Function> get;
    v8::Local<v8::Function> set;
    if (!function_of(name, getter, note).ToLocal(&get)) return *this;
    if (writable && !function_of(name, setter, note).ToLocal(&set)) return *this;
    target_->SetAccessorProperty(to_name(isolate(), name), get, set);
    return *this;
}

Module& Module::add_enumeration(const char* name, const detail::EnumNames& names,
                                const Note& note) {
    if (collecting()) return *this;
    const v8::Local<v8::Object> object = v8::Object::New(isolate());
    EnumDescription description{name, &names, names.as_strings, {}, note};
    for (const detail::EnumName& value : names.names) {
        const auto key = to_name(isolate(), value.name);
        const v8::Local<v8::Value> is =
            names.as_strings
                ? key.As<v8::Value>()
                : v8::Number::New(isolate(), static_cast<double>(value.value)).As<v8::Value>();
        static_cast<void>(object->DefineOwnProperty(context_, key, is, kFixed).IsNothing());
        description.values.emplace_back(value.name, value.value);
    }
    static_cast<void>(object->SetIntegrityLevel(context_, v8::IntegrityLevel::kFrozen).IsNothing());
    if (description_ != nullptr) description_->enums.push_back(std::move(description));
    static_cast<void>(
        target_->DefineOwnProperty(context_, to_name(isolate(), name), object, kFixed).IsNothing());
    return *this;
}

Module& Module::define(const char* name, v8::MaybeLocal<v8::Value> value, const Note& note) {
    v8::Local<v8::Value> constant;
    if (!value.ToLocal(&constant)) return *this;
    if (description_ != nullptr)
        description_->members.push_back({MemberKind::Constant,
                                         name,
                                         {},
                                         {},
                                         detail::literal_type(isolate(), constant),
                                         note,
                                         true});
    static_cast<void>(
        target_->DefineOwnProperty(context_, to_name(isolate(), name), constant, kFixed)
            .IsNothing());
    return *this;
}

void Module::begin_object(const char* name, Module& inner, const Note& note) {
    if (description_ == nullptr) return;
    inner.description_ = &description_->objects.emplace_back();
    inner.description_->name = name;
    inner.description_->note = note;
}

Module& Module::end_object(const char* name, const Module& inner) {
    static_cast<void>(
        target_->DefineOwnProperty(context_, to_name(isolate(), name), inner.target(), kFixed)
            .IsNothing());
    return *this;
}

}  // namespace plinth::js
