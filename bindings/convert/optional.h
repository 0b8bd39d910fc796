// SPDX-License-Identifier: MIT
// What may be missing: std::optional is undefined or null in script. A caller may leave such an
// argument out, and an object such a field.

#pragma once

#include <optional>
#include <utility>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {

template <class T>
struct Convert<std::optional<T>> {
    static constexpr bool kOptional = true;

    static std::optional<std::optional<T>> from(const Where& where, v8::Local<v8::Value> value) {
        std::optional<std::optional<T>> result(std::in_place);
        if (value->IsNullOrUndefined()) return result;
        *result = Convert<T>::from(where, value);
        if (!result->has_value()) result.reset();
        return result;
    }
    /// Nothing is undefined.
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::optional<T>& value) {
        if (!value) return v8::Undefined(context->GetIsolate()).As<v8::Value>();
        return to_js(context, *value);
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsNullOrUndefined() || js::matches<T>(value);
    }
    static std::string spell(Spelling& spelling, Way way) {
        return spelling.of<T>(way) + (way == Way::In ? " | null | undefined" : " | undefined");
    }
};

/// Nothing at all, and always there.
template <>
struct Convert<std::nullptr_t> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::nullptr_t) {
        return v8::Null(context->GetIsolate()).As<v8::Value>();
    }
    static std::string spell(Spelling&, Way) { return "null"; }
};

}  // namespace plinth::js
