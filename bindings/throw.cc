// SPDX-License-Identifier: MIT
// Making errors and the words in them. All of it is off the hot path.

#include "bindings/throw.h"

#include <algorithm>

namespace plinth::js {
namespace {

// Script can make the parts of a message as long as a string can be.
constexpr std::size_t kMaxMessageBytes = 16384;

using MakeError = v8::Local<v8::Value> (*)(v8::Local<v8::String>);

void throw_new(v8::Isolate* isolate, std::string_view message, MakeError make) {
    if (isolate->IsExecutionTerminating()) return;
    const v8::HandleScope scope(isolate);
    const v8::Local<v8::String> text =
        v8::String::NewFromUtf8(isolate, message.data(), v8::NewStringType::kNormal,
                                static_cast<int>(std::min(message.size(), kMaxMessageBytes)))
            .FromMaybe(v8::String::Empty(isolate));
    isolate->ThrowException(make(text));
}

}  // namespace

// Lambdas, because later V8 versions give these functions a second, optional parameter.
void throw_error(v8::Isolate* isolate, std::string_view message) {
    throw_new(isolate, message,
              [](v8::Local<v8::String> text) { return v8::Exception::Error(text); });
}

void throw_type_error(v8::Isolate* isolate, std::string_view message) {
    throw_new(isolate, message,
              [](v8::Local<v8::String> text) { return v8::Exception::TypeError(text); });
}

void throw_range_error(v8::Isolate* isolate, std::string_view message) {
    throw_new(isolate, message,
              [](v8::Local<v8::String> text) { return v8::Exception::RangeError(text); });
}

std::string kind_of(v8::Isolate* isolate, v8::Local<v8::Value> value) {
    if (value->IsNull()) return "null";
    if (value->IsArray()) return "array";
    if (value->IsObject() && !value->IsFunction() && !value->IsProxy()) {
        // Reads the map, never a property: no script runs.
        const auto given = value.As<v8::Object>()->GetConstructorName();
        const auto name = given->Length() > 100 ? std::string() : to_utf8(isolate, given);
        if (!name.empty() && name != "Object") return name;
    }
    return to_utf8(isolate, value->TypeOf(isolate));
}

std::string shown(v8::Isolate* isolate, v8::Local<v8::Value> value) {
    if (!value->IsNumber() && !value->IsBigInt()) return kind_of(isolate, value);
    v8::Local<v8::String> text;
    const v8::TryCatch ignored(isolate);  // A BigInt may be too long to print.
    if (!value->ToString(isolate->GetCurrentContext()).ToLocal(&text) || text->Length() > 40)
        return kind_of(isolate, value);
    return to_utf8(isolate, text) + (value->IsBigInt() ? "n" : "");
}

v8::MaybeLocal<v8::String> to_string(v8::Isolate* isolate, std::string_view text) {
    v8::Local<v8::String> string;
    if (text.size() > static_cast<std::size_t>(v8::String::kMaxLength) ||
        !v8::String::NewFromUtf8(isolate, text.data(), v8::NewStringType::kNormal,
                                 static_cast<int>(text.size()))
             .ToLocal(&string)) {
        throw_range_error(isolate, "The text is longer than a JavaScript string can be");
        return {};
    }
    return string;
}

v8::Local<v8::String> to_name(v8::Isolate* isolate, std::string_view text) {
    return v8::String::NewFromUtf8(isolate, text.data(), v8::NewStringType::kInternalized,
                                   static_cast<int>(text.size()))
        .FromMaybe(v8::String::Empty(isolate));
}

std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::String> text) {
    std::string bytes(static_cast<std::size_t>(text->Utf8Length(isolate)), '\0');
    text->WriteUtf8(isolate, bytes.data(), static_cast<int>(bytes.size()), nullptr,
                    v8::String::NO_NULL_TERMINATION | v8::String::REPLACE_INVALID_UTF8);
    return bytes;
}

}  // namespace plinth::js
