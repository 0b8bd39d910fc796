// SPDX-License-Identifier: MIT
// Refuses what would harm the game, with an error that names the argument.

#include "samples/meteors/script/convert.h"

#include <cmath>

namespace plinth::js {
namespace {

constexpr double kLargest = 1e6;

std::optional<meteors::Real> field(const Where& where, v8::Local<v8::Object> object,
                                   const char* name) {
    v8::Local<v8::Value> value;
    if (!object->Get(where.context(), to_name(where.isolate(), name)).ToLocal(&value)) return {};
    return Convert<meteors::Real>::from(where.field(name), value);
}

std::optional<meteors::Real> element(const Where& where, v8::Local<v8::Object> object,
                                     std::uint32_t index) {
    v8::Local<v8::Value> value;
    if (!object->Get(where.context(), index).ToLocal(&value)) return {};
    return Convert<meteors::Real>::from(where.element(index), value);
}

}  // namespace

std::optional<meteors::Real> Convert<meteors::Real>::from(const Where& where,
                                                          v8::Local<v8::Value> value) {
    if (!value->IsNumber()) return where.wrong_type("a number", value);
    const double number = value.As<v8::Number>()->Value();
    if (!(std::abs(number) <= kLargest))
        return where.out_of_range("between -1000000 and 1000000", value);
    return meteors::Real{static_cast<float>(number)};
}

v8::MaybeLocal<v8::Value> Convert<meteors::Real>::to(v8::Local<v8::Context> context,
                                                     meteors::Real number) {
    return v8::Number::New(context->GetIsolate(), static_cast<double>(number.value));
}

std::optional<meteors::Vec> Convert<meteors::Vec>::from(const Where& where,
                                                        v8::Local<v8::Value> value) {
    if (!value->IsObject()) return where.wrong_type("[x, y] or an object with x and y", value);
    const v8::Local<v8::Object> object = value.As<v8::Object>();
    const bool is_array = value->IsArray();
    const auto x = is_array ? element(where, object, 0) : field(where, object, "x");
    if (!x) return {};
    const auto y = is_array ? element(where, object, 1) : field(where, object, "y");
    if (!y) return {};
    return meteors::Vec{*x, *y};
}

std::optional<meteors::Color> Convert<meteors::Color>::from(const Where& where,
                                                            v8::Local<v8::Value> value) {
    const char* const expected = "a colour such as '#ff8800'";
    if (!value->IsString()) return where.wrong_type(expected, value);
    const auto color = meteors::parse_color(to_utf8(where.isolate(), value.As<v8::String>()));
    if (!color) return where.out_of_range(expected, value);
    return color;
}

}  // namespace plinth::js
