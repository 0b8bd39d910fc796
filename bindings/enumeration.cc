// SPDX-License-Identifier: MIT
// Enums by name, whatever their type. They have few names: a walk is faster than a table.

#include "bindings/enumeration.h"

#include <cmath>

#include "bindings/convert/primitive.h"
#include "bindings/throw.h"

namespace plinth::js::detail {

const EnumName* EnumNames::find(std::int64_t value) const {
    for (const EnumName& name : names) {
        if (name.value == value) return &name;
    }
    return nullptr;
}

const EnumName* EnumNames::find(v8::Isolate* isolate, v8::Local<v8::Value> text) const {
    constexpr int kMost = 64;  // No name is longer.
    const auto string = text.As<v8::String>();
    if (string->Length() >= kMost) return nullptr;
    char bytes[kMost * 3];
    const int length =
        string->WriteUtf8(isolate, bytes, static_cast<int>(sizeof(bytes)), nullptr,
                          v8::String::NO_NULL_TERMINATION | v8::String::REPLACE_INVALID_UTF8);
    const std::string_view given(bytes, static_cast<std::size_t>(length));
    for (const EnumName& name : names) {
        if (given == name.name) return &name;
    }
    return nullptr;
}

std::string EnumNames::list() const {
    std::string text;
    for (const EnumName& name : names) {
        if (!text.empty()) text += ", ";
        text += as_strings ? "'" + std::string(name.name) + "'" : std::to_string(name.value);
    }
    return text;
}

std::string EnumNames::type_text() const {
    std::string text;
    for (const EnumName& name : names) {
        if (!text.empty()) text += " | ";
        text += as_strings ? "'" + std::string(name.name) + "'" : std::to_string(name.value);
    }
    return text;
}

std::optional<std::int64_t> enum_from(const EnumNames& names, const Where& where,
                                      v8::Local<v8::Value> value) {
    const std::string expected = "one of ";
    if (names.as_strings) {
        if (!value->IsString()) return where.wrong_type(expected + names.list(), value);
        if (const EnumName* const name = names.find(where.isolate(), value)) return name->value;
        return where.out_of_range(expected + names.list(), value);
    }
    if (!value->IsNumber()) return where.wrong_type(expected + names.list(), value);
    const double number = value.As<v8::Number>()->Value();
    if (std::abs(number) <= kMaxSafeInteger && number == std::trunc(number)) {
        if (const EnumName* const name = names.find(static_cast<std::int64_t>(number)))
            return name->value;
    }
    return where.out_of_range(expected + names.list(), value);
}

v8::MaybeLocal<v8::Value> enum_to(const EnumNames& names, v8::Local<v8::Context> context,
                                  std::int64_t value) {
    v8::Isolate* const isolate = context->GetIsolate();
    const EnumName* const name = names.find(value);
    if (name == nullptr) {
        throw_error(isolate, "The result " + std::to_string(value) + " is no " +
                                 std::string(names.cpp_name));
        return {};
    }
    if (names.as_strings) return to_name(isolate, name->name).As<v8::Value>();
    return v8::Number::New(isolate, static_cast<double>(value)).As<v8::Value>();
}

bool enum_matches(const EnumNames& names, v8::Local<v8::Value> value) {
    if (names.as_strings)
        return value->IsString() && names.find(v8::Isolate::GetCurrent(), value) != nullptr;
    if (!value->IsNumber()) return false;
    const double number = value.As<v8::Number>()->Value();
    return std::abs(number) <= kMaxSafeInteger && number == std::trunc(number) &&
           names.find(static_cast<std::int64_t>(number)) != nullptr;
}

bool is_integer_between(v8::Local<v8::Value> value, double least, double most) {
    if (!value->IsNumber()) return false;
    const double number = value.As<v8::Number>()->Value();
    return number >= least && number <= most && number == std::trunc(number);
}

}  // namespace plinth::js::detail
