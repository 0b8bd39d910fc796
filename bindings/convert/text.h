// SPDX-License-Identifier: MIT
// Text that is not UTF-8 in a std::string: single characters, UTF-16, wide strings, paths.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <v8.h>

#include "bindings/convert/string.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// The one code point of a string of one character; nothing when it has thrown.
std::optional<char32_t> one_character(const Where& where, v8::Local<v8::Value> value,
                                      char32_t most);
v8::MaybeLocal<v8::Value> character(v8::Local<v8::Context> context, char32_t code);

std::optional<std::u16string> utf16_from(const Where& where, v8::Local<v8::Value> value);
v8::MaybeLocal<v8::Value> utf16_to(v8::Local<v8::Context> context, std::u16string_view text);

std::wstring widened(std::u16string_view text);
std::u16string narrowed(std::wstring_view text);

template <class C>
constexpr char32_t kMostCode = sizeof(C) == 1   ? 0x7F
                               : sizeof(C) == 2 ? 0xFFFF
                                                : 0x10FFFF;

template <class C>
concept Character = std::is_same_v<C, char> || std::is_same_v<C, wchar_t> ||
    std::is_same_v<C, char8_t> || std::is_same_v<C, char16_t> || std::is_same_v<C, char32_t>;

}  // namespace detail

/// A string of one character; a `char` is an ASCII one.
template <detail::Character C>
struct Convert<C> {
    static std::optional<C> from(const Where& where, v8::Local<v8::Value> value) {
        const auto code = detail::one_character(where, value, detail::kMostCode<C>);
        if (!code) return std::nullopt;
        return static_cast<C>(*code);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, C code) {
        return detail::character(context,
                                 static_cast<char32_t>(static_cast<std::make_unsigned_t<C>>(code)));
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsString() && value.As<v8::String>()->Length() <= 2 &&
               value.As<v8::String>()->Length() > 0;
    }
    static std::string spell(Spelling&, Way) { return "string"; }
};

/// UTF-16, exactly as JavaScript has it: lone surrogates stay.
template <>
struct Convert<std::u16string> {
    static std::optional<std::u16string> from(const Where& where, v8::Local<v8::Value> value) {
        return detail::utf16_from(where, value);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::u16string_view text) {
        return detail::utf16_to(context, text);
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsString(); }
    static std::string spell(Spelling&, Way) { return "string"; }
};

/// As a parameter it is valid until the function returns.
template <>
struct Convert<std::u16string_view> : Convert<std::u16string> {
    class Stored {
      public:
        bool load(const Where& where, v8::Local<v8::Value> value) {
            auto text = detail::utf16_from(where, value);
            if (text) text_ = std::move(*text);
            return text.has_value();
        }
        void assign(std::u16string_view text) { text_ = text; }
        std::u16string_view pass() { return text_; }

      private:
        std::u16string text_;
    };
};

/// UTF-16 or UTF-32, as wide as wchar_t is.
template <>
struct Convert<std::wstring> {
    static std::optional<std::wstring> from(const Where& where, v8::Local<v8::Value> value) {
        const auto text = detail::utf16_from(where, value);
        if (!text) return std::nullopt;
        return detail::widened(*text);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::wstring_view text) {
        return detail::utf16_to(context, detail::narrowed(text));
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsString(); }
    static std::string spell(Spelling&, Way) { return "string"; }
};

/// A path is a string without NUL characters. Nothing is said about what it may reach.
template <>
struct Convert<std::filesystem::path> {
    static std::optional<std::filesystem::path> from(const Where& where,
                                                     v8::Local<v8::Value> value);
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::filesystem::path& path);
    static bool matches(v8::Local<v8::Value> value) { return value->IsString(); }
    static std::string spell(Spelling&, Way) { return "string"; }
};

}  // namespace plinth::js
