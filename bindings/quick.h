// SPDX-License-Identifier: MIT
// Small integers without a call into V8: its library answers IsNumber() and Value() out of line,
// and makes a handle for each number that a function returns.

#pragma once

#include <bit>
#include <cstdint>

#include <v8.h>

namespace plinth::js::detail {

/// Whether V8 keeps the value as a small integer; then that is in `number`. False says nothing.
inline bool small_integer(v8::Local<v8::Value> value, std::int32_t& number) {
#if V8_MAJOR_VERSION < 12  // From there on a Local may be something else than a slot's address.
    using I = v8::internal::Internals;
    const auto word = *reinterpret_cast<const v8::internal::Address*>(*value);
    if (I::HasHeapObjectTag(word)) return false;
    number = I::SmiValue(word);
    return true;
#else
    return false;
#endif
}

inline bool quick_number(v8::Local<v8::Value> value, double& number) {
    std::int32_t integer = 0;
    if (small_integer(value, integer)) {
        number = integer;
        return true;
    }
    if (!value->IsNumber()) return false;
    number = value.As<v8::Number>()->Value();
    return true;
}

inline void return_number(v8::ReturnValue<v8::Value> to, double number) {
    // -0 is no integer.
    if (number >= -2147483648.0 && number <= 2147483647.0) {
        const auto integer = static_cast<std::int32_t>(number);
        if (std::bit_cast<std::uint64_t>(static_cast<double>(integer)) ==
            std::bit_cast<std::uint64_t>(number)) {
            return to.Set(integer);
        }
    }
    to.Set(number);
}

}  // namespace plinth::js::detail
