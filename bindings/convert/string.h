// SPDX-License-Identifier: MIT
// Text: UTF-8 in C++, JavaScript strings on the other side. A lone surrogate becomes U+FFFD. Bytes
// that are not text are for ArrayBuffers.

#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// The UTF-8 bytes of a string for the time of a call; short texts need no allocation.
class Utf8 {
  public:
    Utf8() = default;
    Utf8(const Utf8&) = delete;
    Utf8& operator=(const Utf8&) = delete;

    void assign(v8::Isolate* isolate, v8::Local<v8::String> text) {
        // Three bytes are the most that one UTF-16 unit needs, so short texts are not measured.
        std::size_t capacity = short_.size();
        char* bytes = short_.data();
        if (static_cast<std::size_t>(text->Length()) * 3 > capacity) {
            capacity = static_cast<std::size_t>(text->Utf8Length(isolate));
            long_ = std::make_unique<char[]>(capacity);
            bytes = long_.get();
        }
        const int length =
            text->WriteUtf8(isolate, bytes, static_cast<int>(capacity), nullptr,
                            v8::String::NO_NULL_TERMINATION | v8::String::REPLACE_INVALID_UTF8);
        view_ = std::string_view(bytes, static_cast<std::size_t>(length));
    }
    void assign(std::string_view text) { view_ = text; }

    std::string_view view() const { return view_; }

  private:
    std::string_view view_;
    std::array<char, 192> short_;
    std::unique_ptr<char[]> long_;
};

}  // namespace detail

template <>
struct Convert<std::string> {
    static std::optional<std::string> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsString()) return where.wrong_type("a string", value);
        return to_utf8(where.isolate(), value.As<v8::String>());
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::string_view text) {
        v8::Local<v8::String> string;
        if (!to_string(context->GetIsolate(), text).ToLocal(&string)) return {};
        return string;
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsString(); }
    static std::string spell(Spelling&, Way) { return "string"; }
};

/// As a parameter it is valid until the function returns.
template <>
struct Convert<std::string_view> {
    class Stored {
      public:
        bool load(const Where& where, v8::Local<v8::Value> value) {
            if (!value->IsString()) {
                where.wrong_type("a string", value);
                return false;
            }
            bytes_.assign(where.isolate(), value.As<v8::String>());
            return true;
        }
        void assign(std::string_view text) { bytes_.assign(text); }
        std::string_view pass() { return bytes_.view(); }

      private:
        detail::Utf8 bytes_;
    };
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::string_view text) {
        return Convert<std::string>::to(context, text);
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsString(); }
    static std::string spell(Spelling&, Way) { return "string"; }
};

/// To JavaScript only; null becomes null. A parameter of this type would have no owner.
template <>
struct Convert<const char*> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const char* text) {
        if (text == nullptr) return v8::Null(context->GetIsolate());
        return Convert<std::string>::to(context, text);
    }
    static std::string spell(Spelling&, Way) { return "string"; }
};

template <>
struct Convert<char*> : Convert<const char*> {};

}  // namespace plinth::js
