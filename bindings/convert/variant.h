// SPDX-License-Identifier: MIT
// One of several types: the first alternative that the value looks like. std::monostate is
// undefined or null.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {

template <>
struct Convert<std::monostate> {
    static std::optional<std::monostate> from(const Where& where, v8::Local<v8::Value> value) {
        if (!value->IsNullOrUndefined()) return where.wrong_type("undefined", value);
        return std::monostate();
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::monostate) {
        return v8::Undefined(context->GetIsolate()).As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsNullOrUndefined(); }
    static std::string spell(Spelling&, Way way) {
        return way == Way::In ? "null | undefined" : "undefined";
    }
};

template <class... T>
struct Convert<std::variant<T...>> {
    using Variant = std::variant<T...>;
    static constexpr bool kOptional = (std::is_same_v<T, std::monostate> || ...);

    static std::optional<Variant> from(const Where& where, v8::Local<v8::Value> value) {
        std::optional<Variant> result;
        bool found = false;
        (try_one<T>(where, value, found, result) || ...);
        if (!found) where.wrong_type("a value of one of the types that it may be", value);
        return result;
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Variant& variant) {
        return std::visit([&](const auto& value) { return to_js(context, value); }, variant);
    }
    static bool matches(v8::Local<v8::Value> value) { return (js::matches<T>(value) || ...); }
    static std::string spell(Spelling& spelling, Way way) {
        std::string text;
        ((text += (text.empty() ? "" : " | ") + spelling.of<T>(way)), ...);
        return text;
    }

  private:
    // True ends the search: the alternative is the one, whether its conversion works or throws.
    template <class V>
    static bool try_one(const Where& where, v8::Local<v8::Value> value, bool& found,
                        std::optional<Variant>& result) {
        if (!js::matches<V>(value)) return false;
        found = true;
        auto converted = Convert<V>::from(where, value);
        if (converted) result.emplace(std::in_place_type<V>, std::move(*converted));
        return true;
    }
};

}  // namespace plinth::js
