// SPDX-License-Identifier: MIT
// Checks of durations and dates that do not depend on the clock.

#include <cmath>

#include "bindings/convert/time.h"

namespace plinth::js::detail {

std::optional<double> milliseconds_from(const Where& where, v8::Local<v8::Value> value,
                                        double units_per_millisecond, double least, double most) {
    if (!value->IsNumber()) return where.wrong_type("a number of milliseconds", value);
    const double units = value.As<v8::Number>()->Value() * units_per_millisecond;
    // `most` may have been rounded up to what the integer cannot hold any more.
    if (!(units > least || units == least) || !(units < most))
        return where.out_of_range("a number of milliseconds that fits", value);
    return units;
}

std::optional<double> date_from(const Where& where, v8::Local<v8::Value> value) {
    if (value->IsDate()) {
        const double milliseconds = value.As<v8::Date>()->ValueOf();
        if (std::isnan(milliseconds)) return where.out_of_range("a valid Date", value);
        return milliseconds;
    }
    if (!value->IsNumber()) return where.wrong_type("a Date or a number of milliseconds", value);
    return value.As<v8::Number>()->Value();
}

v8::MaybeLocal<v8::Value> date_to(v8::Local<v8::Context> context, double milliseconds) {
    return v8::Date::New(context, milliseconds);
}

}  // namespace plinth::js::detail
