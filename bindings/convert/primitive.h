// SPDX-License-Identifier: MIT
// Numbers, booleans and enums. Nothing is coerced: a string is no number, 1 is no boolean. Text is
// in string.h.

#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

#include <v8.h>

#include "bindings/enumeration.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

template <class T>
concept SmallInteger = kSmallNumber<T> && !std::same_as<T, bool>;

template <class T>
concept LargeInteger = std::integral<T> &&(sizeof(T) > sizeof(std::int32_t));

template <class T>
concept Integer = SmallInteger<T> || LargeInteger<T>;

template <Integer T>
std::string integer_range() {
    return "an integer from " + std::to_string(std::numeric_limits<T>::min()) + " to " +
           std::to_string(std::numeric_limits<T>::max());
}

/// What is no 32-bit integer to V8: -0 is 0, the rest is refused.
template <SmallInteger T>
std::optional<T> unusual_integer(const Where& where, v8::Local<v8::Value> value) {
    if (!value->IsNumber()) return where.wrong_type("a number", value);
    if (value.As<v8::Number>()->Value() == 0) return T{0};
    return where.out_of_range(integer_range<T>(), value);
}

/// Whether it is a Number, and a whole one, of that range.
bool is_integer_between(v8::Local<v8::Value> value, double least, double most);

/// 2^53 - 1, the last integer up to which a Number represents all of them.
constexpr double kMaxSafeInteger = 9007199254740991.0;

}  // namespace detail

template <>
struct Convert<bool> {
    static bool quick(v8::Local<v8::Value> value, bool& is) {
        is = value->IsTrue();
        return is || value->IsFalse();
    }
    static std::optional<bool> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsBoolean()) return where.wrong_type("a boolean", value);
        return value.As<v8::Boolean>()->Value();
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, bool value) {
        return v8::Boolean::New(context->GetIsolate(), value);
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsBoolean(); }
    static std::string spell(Spelling&, Way) { return "boolean"; }
};

/// Any number, NaN and the infinities included.
template <std::floating_point T>
struct Convert<T> {
    static bool quick(v8::Local<v8::Value> value, T& number) {
        double given = 0;
        if (!detail::quick_number(value, given)) return false;
        number = static_cast<T>(given);
        return true;
    }
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsNumber()) return where.wrong_type("a number", value);
        return static_cast<T>(value.As<v8::Number>()->Value());
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T value) {
        return v8::Number::New(context->GetIsolate(), static_cast<double>(value));
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsNumber(); }
    static std::string spell(Spelling&, Way) { return "number"; }
};

/// Integers of up to 32 bits. A fraction, NaN or what does not fit is a RangeError.
template <detail::SmallInteger T>
struct Convert<T> {
    static bool quick(v8::Local<v8::Value> value, T& number) {
        std::int32_t given = 0;
        if (!detail::small_integer(value, given) || !std::in_range<T>(given)) return false;
        number = static_cast<T>(given);
        return true;
    }
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        if constexpr (std::is_same_v<T, std::uint32_t>) {
            if (value->IsUint32()) return value.As<v8::Uint32>()->Value();
        } else if (value->IsInt32()) {
            const std::int32_t number = value.As<v8::Int32>()->Value();
            if (std::in_range<T>(number)) return static_cast<T>(number);
        }
        return detail::unusual_integer<T>(where, value);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T value) {
        if constexpr (std::is_signed_v<T>) {
            return v8::Integer::New(context->GetIsolate(), value);
        } else {
            return v8::Integer::NewFromUnsigned(context->GetIsolate(), value);
        }
    }
    static bool matches(v8::Local<v8::Value> value) {
        return detail::is_integer_between(value, std::numeric_limits<T>::min(),
                                          std::numeric_limits<T>::max());
    }
    static std::string spell(Spelling&, Way) { return "number"; }
};

/// Integers of 64 bits: a Number that holds a safe integer, or a BigInt. To JavaScript they become
/// a Number when that is exact, otherwise a BigInt.
template <detail::LargeInteger T>
struct Convert<T> {
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        if (value->IsNumber()) {
            const double number = value.As<v8::Number>()->Value();
            const bool safe = std::abs(number) <= detail::kMaxSafeInteger;
            if (safe && number == std::trunc(number) && (std::is_signed_v<T> || number >= 0))
                return static_cast<T>(number);
            return where.out_of_range(
                std::is_signed_v<T> ? "a safe integer" : "a safe integer that is not negative",
                value);
        }
        if (!value->IsBigInt()) return where.wrong_type("a number or a bigint", value);
        bool exact = false;
        T number;
        if constexpr (std::is_signed_v<T>) {
            number = static_cast<T>(value.As<v8::BigInt>()->Int64Value(&exact));
        } else {
            number = static_cast<T>(value.As<v8::BigInt>()->Uint64Value(&exact));
        }
        if (!exact) return where.out_of_range(detail::integer_range<T>(), value);
        return number;
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T value) {
        constexpr auto kMax = static_cast<T>(detail::kMaxSafeInteger);
        if constexpr (std::is_signed_v<T>) {
            if (value >= -kMax && value <= kMax)
                return v8::Number::New(context->GetIsolate(), static_cast<double>(value));
            return v8::BigInt::New(context->GetIsolate(), value);
        } else {
            if (value <= kMax)
                return v8::Number::New(context->GetIsolate(), static_cast<double>(value));
            return v8::BigInt::NewFromUnsigned(context->GetIsolate(), value);
        }
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsBigInt() ||
               detail::is_integer_between(value, std::is_signed_v<T> ? -detail::kMaxSafeInteger : 0,
                                          detail::kMaxSafeInteger);
    }
    static std::string spell(Spelling&, Way) { return "number | bigint"; }
};

/// A 64-bit integer that is always a BigInt in script, whatever its size: `void f(js::BigInt id)`.
template <std::integral T>
struct Big {
    T value = 0;
    constexpr operator T() const { return value; }
};
using BigInt = Big<std::int64_t>;
using BigUint = Big<std::uint64_t>;

/// A 64-bit integer that is always a Number in script. One that a Number cannot hold exactly is a
/// RangeError, in both directions.
template <std::integral T>
struct Safe {
    T value = 0;
    constexpr operator T() const { return value; }
};
using SafeInt = Safe<std::int64_t>;
using SafeUint = Safe<std::uint64_t>;

template <class T>
struct Convert<Big<T>> {
    static std::optional<Big<T>> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsBigInt()) return where.wrong_type("a bigint", value);
        const auto number = Convert<T>::from(where, value);
        if (!number) return std::nullopt;
        return Big<T>{*number};
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, Big<T> number) {
        if constexpr (std::is_signed_v<T>) {
            return v8::BigInt::New(context->GetIsolate(), number.value);
        } else {
            return v8::BigInt::NewFromUnsigned(context->GetIsolate(), number.value);
        }
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsBigInt(); }
    static std::string spell(Spelling&, Way) { return "bigint"; }
};

template <class T>
struct Convert<Safe<T>> {
    static std::optional<Safe<T>> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsNumber()) return where.wrong_type("a number", value);
        const auto number = Convert<T>::from(where, value);
        if (!number) return std::nullopt;
        return Safe<T>{*number};
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, Safe<T> number) {
        constexpr auto kMax = static_cast<T>(detail::kMaxSafeInteger);
        if (number.value > kMax || (std::is_signed_v<T> && number.value < -kMax)) {
            throw_range_error(context->GetIsolate(), "The result " + std::to_string(number.value) +
                                                         " is not a safe integer");
            return {};
        }
        return v8::Number::New(context->GetIsolate(), static_cast<double>(number.value));
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsNumber() && Convert<T>::matches(value);
    }
    static std::string spell(Spelling&, Way) { return "number"; }
};

/// An enum without a describe() is the number under it. Which numbers have names is for the
/// receiver to check. See enumeration.h for enums that have names in script.
template <class T>
requires(std::is_enum_v<T> && !NamedEnum<T>) struct Convert<T> {
    using Number = std::underlying_type_t<T>;
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        const auto number = Convert<Number>::from(where, value);
        if (!number) return std::nullopt;
        return static_cast<T>(*number);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T value) {
        return Convert<Number>::to(context, static_cast<Number>(value));
    }
    static bool matches(v8::Local<v8::Value> value) { return js::matches<Number>(value); }
    static std::string spell(Spelling& spelling, Way way) { return spelling.of<Number>(way); }
};

}  // namespace plinth::js
