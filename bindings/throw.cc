// SPDX-License-Identifier: MIT
// Making errors and the words in them. All of it is off the hot path.

#include "bindings/throw.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace plinth::js {
namespace {

// Script can make the parts of a message as long as a string can be.
constexpr std::size_t kMaxMessageBytes = 16384;

/// "ENOENT"; null where that cannot be known.
const char* error_name([[maybe_unused]] int number) {
#if defined(__GLIBC__)
    return strerrorname_np(number);
#else
    return nullptr;
#endif
}

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

Error& Error::code(const std::error_code& number) & {
    const bool of_system =
        number.category() == std::generic_category() || number.category() == std::system_category();
    const char* const name = of_system ? error_name(number.value()) : nullptr;
    if (of_system) errno_ = -number.value();
    code_ = name != nullptr
                ? std::string(name)
                : std::string(number.category().name()) + ":" + std::to_string(number.value());
    return *this;
}

void Error::throw_in(v8::Isolate* isolate) const {
    if (isolate->IsExecutionTerminating()) return;
    const v8::HandleScope scope(isolate);
    const auto text =
        v8::String::NewFromUtf8(isolate, message_.data(), v8::NewStringType::kNormal,
                                static_cast<int>(std::min(message_.size(), kMaxMessageBytes)))
            .FromMaybe(v8::String::Empty(isolate));
    const v8::Local<v8::Value> error =
        kind_ == ErrorClass::TypeError    ? v8::Exception::TypeError(text)
        : kind_ == ErrorClass::RangeError ? v8::Exception::RangeError(text)
                                          : v8::Exception::Error(text);
    const auto set = [&](const char* name, v8::Local<v8::Value> value) {
        static_cast<void>(
            error.As<v8::Object>()
                ->CreateDataProperty(isolate->GetCurrentContext(), to_name(isolate, name), value)
                .IsNothing());
    };
    if (!code_.empty()) set("code", to_name(isolate, code_));
    if (errno_ != 0) set("errno", v8::Integer::New(isolate, errno_));
    isolate->ThrowException(error);
}

ScriptError::ScriptError(v8::Isolate* isolate, v8::Local<v8::Value> thrown)
    : value_(std::make_shared<v8::Global<v8::Value>>(isolate, thrown)) {
    // Runs no script: an error's text may be a getter.
    message_ = v8::Exception::CreateMessage(isolate, thrown)->Get().IsEmpty()
                   ? kind_of(isolate, thrown)
                   : to_utf8(isolate, v8::Exception::CreateMessage(isolate, thrown)->Get());
    if (message_.starts_with("Uncaught ")) message_.erase(0, 9);
}

void ScriptError::rethrow(v8::Isolate* isolate) const {
    // While the isolate is being terminated that goes on by itself.
    if (!isolate->IsExecutionTerminating()) isolate->ThrowException(value(isolate));
}

void throw_access_denied(v8::Isolate* isolate, std::string_view function,
                         std::string_view permission) {
    if (isolate->IsExecutionTerminating()) return;
    const v8::HandleScope scope(isolate);
    const auto context = isolate->GetCurrentContext();
    const std::string message = std::string(function) + "() needs the permission " +
                                std::string(permission) + ", which this plugin does not have";
    const auto error =
        v8::Exception::Error(to_string(isolate, message).FromMaybe(v8::String::Empty(isolate)))
            .As<v8::Object>();
    const auto set = [&](const char* name, std::string_view value) {
        static_cast<void>(
            error->CreateDataProperty(context, to_name(isolate, name), to_name(isolate, value))
                .IsNothing());
    };
    set("code", "ERR_ACCESS_DENIED");
    set("permission", permission);
    set("resource", function);
    isolate->ThrowException(error);
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
    if (value->IsString() && value.As<v8::String>()->Length() <= 40)
        return "'" + to_utf8(isolate, value.As<v8::String>()) + "'";
    if (!value->IsNumber() && !value->IsBigInt()) return kind_of(isolate, value);
    v8::Local<v8::String> text;
    const v8::TryCatch ignored(isolate);  // A BigInt may be too long to print.
    if (!value->ToString(isolate->GetCurrentContext()).ToLocal(&text) || text->Length() > 40)
        return kind_of(isolate, value);
    return to_utf8(isolate, text) + (value->IsBigInt() ? "n" : "");
}

namespace {

bool is_ascii(std::string_view text) {
    std::uint64_t all = 0;
    while (text.size() >= sizeof(all)) {
        std::uint64_t some = 0;
        std::memcpy(&some, text.data(), sizeof(some));
        all |= some;
        text.remove_prefix(sizeof(some));
    }
    for (const char byte : text)
        all |= static_cast<std::uint8_t>(byte);
    return (all & 0x8080808080808080u) == 0;
}

}  // namespace

v8::MaybeLocal<v8::String> to_string(v8::Isolate* isolate, std::string_view text) {
    v8::Local<v8::String> string;
    // Looking is quicker than decoding; not in long texts, where V8 does it once more.
    if (text.size() <= 256 && is_ascii(text) &&
        v8::String::NewFromOneByte(isolate, reinterpret_cast<const std::uint8_t*>(text.data()),
                                   v8::NewStringType::kNormal, static_cast<int>(text.size()))
            .ToLocal(&string)) {
        return string;
    }
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
