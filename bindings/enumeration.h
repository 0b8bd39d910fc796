// SPDX-License-Identifier: MIT
// Enums that have names in script. A describe() beside the enum says how it crosses:
//
//     constexpr auto describe(js::Type<Align>) {  // 'left' | 'right'
//         return js::strings(std::pair("left", Align::Left), std::pair("right", Align::Right));
//     }
//     constexpr auto describe(js::Type<Kind>) {  // Kind.Rock, Kind.Ice; any other number is
//     refused
//         return js::numbers(std::pair("Rock", Kind::Rock), std::pair("Ice", Kind::Ice));
//     }
//
// `module.enumeration<Kind>("Kind")` puts the object with the names on a module.

#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

struct EnumName {
    const char* name;
    std::int64_t value;
};

/// The names of one enum.
struct EnumNames {
    std::span<const EnumName> names;
    bool as_strings;
    std::string_view cpp_name;

    const EnumName* find(std::int64_t value) const;
    const EnumName* find(v8::Isolate* isolate, v8::Local<v8::Value> text) const;
    /// "'left', 'right'" or "0, 1".
    std::string list() const;
    std::string type_text() const;
};

std::optional<std::int64_t> enum_from(const EnumNames& names, const Where& where,
                                      v8::Local<v8::Value> value);
v8::MaybeLocal<v8::Value> enum_to(const EnumNames& names, v8::Local<v8::Context> context,
                                  std::int64_t value);
bool enum_matches(const EnumNames& names, v8::Local<v8::Value> value);

template <std::size_t N>
struct Names {
    std::array<EnumName, N> list;
    bool as_strings;
};

template <class E, class... Rest>
constexpr Names<1 + sizeof...(Rest)> names_of(bool as_strings, std::pair<const char*, E> first,
                                              Rest... rest) {
    return {{EnumName{first.first, static_cast<std::int64_t>(first.second)},
             EnumName{rest.first, static_cast<std::int64_t>(rest.second)}...},
            as_strings};
}

}  // namespace detail

/// The enum is one of these strings in script.
template <class... E>
constexpr auto strings(std::pair<const char*, E>... names) {
    return detail::names_of(true, names...);
}
/// The enum is one of these numbers in script.
template <class... E>
constexpr auto numbers(std::pair<const char*, E>... names) {
    return detail::names_of(false, names...);
}

template <class T>
concept NamedEnum = std::is_enum_v<T> && requires {
    { describe(Type<T>{}).as_strings } -> std::convertible_to<bool>;
};

namespace detail {

template <NamedEnum T>
inline constexpr auto kEnumList = describe(Type<T>{});
template <NamedEnum T>
inline constexpr EnumNames kEnumNames{kEnumList<T>.list, kEnumList<T>.as_strings, type_name<T>()};

}  // namespace detail

template <NamedEnum T>
struct Convert<T> {
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        const auto number = detail::enum_from(detail::kEnumNames<T>, where, value);
        if (!number) return std::nullopt;
        return static_cast<T>(*number);
    }
    /// A value that has no name is an Error.
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T value) {
        return detail::enum_to(detail::kEnumNames<T>, context, static_cast<std::int64_t>(value));
    }
    static bool matches(v8::Local<v8::Value> value) {
        return detail::enum_matches(detail::kEnumNames<T>, value);
    }
    static std::string spell(Spelling& spelling, Way) {
        const auto& names = detail::kEnumNames<T>;
        return spelling.named(&names, names.type_text());
    }
};

}  // namespace plinth::js
