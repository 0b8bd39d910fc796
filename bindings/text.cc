// SPDX-License-Identifier: MIT
// Characters and wide text.

#include <cstdint>

#include "bindings/convert/text.h"

namespace plinth::js {
namespace detail {
namespace {

constexpr bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
constexpr bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}
constexpr char32_t joined(char32_t high, char32_t low) {
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

void append(std::u16string& text, char32_t code) {
    if (code > 0x10FFFF) code = 0xFFFD;
    if (code < 0x10000) {
        text += static_cast<char16_t>(code);
        return;
    }
    text += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10));
    text += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF));
}

}  // namespace

std::optional<char32_t> one_character(const Where& where, v8::Local<v8::Value> value,
                                      char32_t most) {
    const char* const expected =
        most <= 0x7F ? "a string of one ASCII character" : "a string of one character";
    if (!value->IsString()) return where.wrong_type(expected, value);
    const auto text = value.As<v8::String>();
    std::uint16_t units[2] = {};
    const int length = text->Length();
    if (length < 1 || length > 2) return where.out_of_range(expected, value);
    text->Write(where.isolate(), units, 0, 2, v8::String::NO_NULL_TERMINATION);
    char32_t code = units[0];
    if (length == 2) {
        if (!is_high(units[0]) || !is_low(units[1])) return where.out_of_range(expected, value);
        code = joined(units[0], units[1]);
    }
    if (code > most) return where.out_of_range(expected, value);
    return code;
}

v8::MaybeLocal<v8::Value> character(v8::Local<v8::Context> context, char32_t code) {
    std::u16string text;
    append(text, code);
    return utf16_to(context, text);
}

std::optional<std::u16string> utf16_from(const Where& where, v8::Local<v8::Value> value) {
    if (!value->IsString()) return where.wrong_type("a string", value);
    const auto text = value.As<v8::String>();
    std::u16string units(static_cast<std::size_t>(text->Length()), u'\0');
    text->Write(where.isolate(), reinterpret_cast<std::uint16_t*>(units.data()), 0, text->Length(),
                v8::String::NO_NULL_TERMINATION);
    return units;
}

v8::MaybeLocal<v8::Value> utf16_to(v8::Local<v8::Context> context, std::u16string_view text) {
    v8::Isolate* const isolate = context->GetIsolate();
    v8::Local<v8::String> string;
    if (text.size() > static_cast<std::size_t>(v8::String::kMaxLength) ||
        !v8::String::NewFromTwoByte(isolate, reinterpret_cast<const std::uint16_t*>(text.data()),
                                    v8::NewStringType::kNormal, static_cast<int>(text.size()))
             .ToLocal(&string)) {
        throw_range_error(isolate, "The text is longer than a JavaScript string can be");
        return {};
    }
    return string.As<v8::Value>();
}

std::wstring widened(std::u16string_view text) {
    if constexpr (sizeof(wchar_t) == 2) return std::wstring(text.begin(), text.end());
    std::wstring wide;
    wide.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t code = text[i];
        if (is_high(code) && i + 1 < text.size() && is_low(text[i + 1]))
            code = joined(code, text[++i]);
        wide += static_cast<wchar_t>(code);
    }
    return wide;
}

std::u16string narrowed(std::wstring_view text) {
    std::u16string units;
    units.reserve(text.size());
    for (const wchar_t code : text)
        append(units, static_cast<char32_t>(code));
    return units;
}

}  // namespace detail

std::optional<std::filesystem::path> Convert<std::filesystem::path>::from(
    const Where& where, v8::Local<v8::Value> value) {
    if (!value->IsString()) return where.wrong_type("a string", value);
    const std::string text = to_utf8(where.isolate(), value.As<v8::String>());
    if (text.find('\0') != std::string::npos)
        return where.out_of_range("a path without NUL characters", value);
    return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

v8::MaybeLocal<v8::Value> Convert<std::filesystem::path>::to(v8::Local<v8::Context> context,
                                                             const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return Convert<std::string>::to(
        context, std::string_view(reinterpret_cast<const char*>(text.data()), text.size()));
}

}  // namespace plinth::js
