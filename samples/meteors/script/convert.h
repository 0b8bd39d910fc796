// SPDX-License-Identifier: MIT
// How the game's own small types cross to JavaScript: numbers that are sane, points, colours.

#pragma once

#include <bindings/bindings.h>

#include "samples/meteors/rules/color.h"
#include "samples/meteors/rules/vec.h"
#include "samples/meteors/view/canvas.h"

namespace meteors {

/// A number that the rules can bear: finite, and not beyond a million.
struct Real {
    float value = 0;
    operator float() const { return value; }
};

constexpr auto describe(plinth::js::Type<Align>) {
    return plinth::js::strings(std::pair("left", Align::Left), std::pair("center", Align::Center),
                               std::pair("right", Align::Right));
}

}  // namespace meteors

namespace plinth::js {

template <>
struct Convert<meteors::Real> {
    static std::optional<meteors::Real> from(const Where& where, v8::Local<v8::Value> value);
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, meteors::Real number);
    static bool matches(v8::Local<v8::Value> value) { return value->IsNumber(); }
    static std::string spell(Spelling&, Way) { return "number"; }
};

/// A point is `[x, y]`, or any object with x and y, such as an entity.
template <>
struct Convert<meteors::Vec> {
    static std::optional<meteors::Vec> from(const Where& where, v8::Local<v8::Value> value);
    static bool matches(v8::Local<v8::Value> value) { return value->IsObject(); }
    static std::string spell(Spelling&, Way) {
        return "readonly [number, number] | { readonly x: number; readonly y: number }";
    }
};

/// A colour is '#rgb', '#rrggbb' or '#rrggbbaa'.
template <>
struct Convert<meteors::Color> {
    static std::optional<meteors::Color> from(const Where& where, v8::Local<v8::Value> value);
    static bool matches(v8::Local<v8::Value> value) { return value->IsString(); }
    static std::string spell(Spelling&, Way) { return "`#${string}`"; }
};

}  // namespace plinth::js
