// SPDX-License-Identifier: MIT
// Time. A duration is a number of milliseconds, as everywhere in JavaScript; a moment of the system
// clock is a Date; a moment of another clock is its milliseconds since that clock's beginning.

#pragma once

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// A number that `scale` of makes something between the limits; nothing when it has thrown.
std::optional<double> milliseconds_from(const Where& where, v8::Local<v8::Value> value,
                                        double units_per_millisecond, double least, double most);
/// Milliseconds of a Date, or of a number.
std::optional<double> date_from(const Where& where, v8::Local<v8::Value> value);
v8::MaybeLocal<v8::Value> date_to(v8::Local<v8::Context> context, double milliseconds);

/// Where it does not fit exactly, it is rounded to the nearest.
template <class Duration>
std::optional<Duration> to_duration(const Where& where, v8::Local<v8::Value> value) {
    using Rep = typename Duration::rep;
    using Period = typename Duration::period;
    constexpr double kUnits = static_cast<double>(Period::den) / (1000.0 * Period::num);
    const auto units = milliseconds_from(where, value, kUnits,
                                         static_cast<double>(std::numeric_limits<Rep>::lowest()),
                                         static_cast<double>(std::numeric_limits<Rep>::max()));
    if (!units) return std::nullopt;
    if constexpr (std::is_floating_point_v<Rep>) {
        return Duration(static_cast<Rep>(*units));
    } else {
        return Duration(static_cast<Rep>(*units < 0 ? *units - 0.5 : *units + 0.5));
    }
}

template <class Duration>
double to_milliseconds(const Duration& duration) {
    return std::chrono::duration_cast<std::chrono::duration<double, std::milli>>(duration).count();
}

}  // namespace detail

template <class Rep, class Period>
struct Convert<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static std::optional<Duration> from(const Where& where, v8::Local<v8::Value> value) {
        return detail::to_duration<Duration>(where, value);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Duration& duration) {
        return v8::Number::New(context->GetIsolate(), detail::to_milliseconds(duration))
            .template As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsNumber(); }
    static std::string spell(Spelling&, Way) { return "number"; }
};

template <class Clock, class Duration>
struct Convert<std::chrono::time_point<Clock, Duration>> {
    using Moment = std::chrono::time_point<Clock, Duration>;
    static constexpr bool kIsDate = std::is_same_v<Clock, std::chrono::system_clock>;

    static std::optional<Moment> from(const Where& where, v8::Local<v8::Value> value) {
        if constexpr (kIsDate) {
            const auto milliseconds = detail::date_from(where, value);
            if (!milliseconds) return std::nullopt;
            const auto number = v8::Number::New(where.isolate(), *milliseconds);
            const auto since = detail::to_duration<Duration>(where, number);
            if (!since) return std::nullopt;
            return Moment(*since);
        } else {
            const auto since = detail::to_duration<Duration>(where, value);
            if (!since) return std::nullopt;
            return Moment(*since);
        }
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Moment& moment) {
        const double milliseconds = detail::to_milliseconds(moment.time_since_epoch());
        if constexpr (kIsDate) return detail::date_to(context, milliseconds);
        return v8::Number::New(context->GetIsolate(), milliseconds).template As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsNumber() || (kIsDate && value->IsDate());
    }
    static std::string spell(Spelling&, Way way) {
        if (!kIsDate) return "number";
        return way == Way::In ? "Date | number" : "Date";
    }
};

}  // namespace plinth::js
