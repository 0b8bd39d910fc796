// SPDX-License-Identifier: MIT
// Small value types (Vec2, Vec3, Color): a record of numbers whose objects are of a class in
// script. The class is JavaScript, written from the record's description, with the type's operators
// as methods; objects cross by copy, and using them needs no call into C++.
//
//     struct Vec3 { double x = 0, y = 0, z = 0; };           // with a describe() and operators
//     module.value_type<Vec3>("Vec3");                      // new Vec3(1, 2).add({ x: 1, y: 0, z:
//     0 })
//
// Of + - * / and unary - each gives a method where the C++ type has it: add, subtract, multiply and
// divide (by another one, or by a number), negate. They go by components, in double precision, and
// that is what they have to do in C++, too: it is looked at when the class is made. What can be
// added and multiplied by a number has dot(), length() and lerp() as well. All have equals(),
// clone(), set(), toArray() and toString(), and can be unpacked: `const [x, y, z] = v`.
// Where C++ takes one, any object with these fields does.

#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/convert/variant.h"
#include "bindings/core.h"
#include "bindings/description.h"

namespace plinth::js {
namespace detail {

template <class V>
struct FieldsAreNumbers : std::bool_constant<std::is_floating_point_v<V> ||
                                             (kSmallNumber<V> && !std::is_same_v<V, bool>)> {};

/// Which operators a value type has.
struct ValueOperators {
    bool add = false;
    bool subtract = false;
    bool multiply = false;  ///< By another one.
    bool scale = false;     ///< By a number.
    bool divide = false;
    bool divide_by = false;  ///< By a number.
    bool negate = false;
};

template <class T>
constexpr ValueOperators operators_of() {
    ValueOperators found;
    found.add = requires(const T& a) {
        { a + a } -> std::convertible_to<T>;
    };
    found.subtract = requires(const T& a) {
        { a - a } -> std::convertible_to<T>;
    };
    found.multiply = requires(const T& a) {
        { a* a } -> std::same_as<T>;
    };
    found.scale = requires(const T& a) {
        { a * 2.0f } -> std::same_as<T>;
    };
    found.divide = requires(const T& a) {
        { a / a } -> std::same_as<T>;
    };
    found.divide_by = requires(const T& a) {
        { a / 2.0f } -> std::same_as<T>;
    };
    found.negate = requires(const T& a) {
        { -a } -> std::same_as<T>;
    };
    return found;
}

template <class T>
constexpr std::size_t kFields = std::tuple_size_v<decltype(describe(Type<T>{}).members)>;

template <class T>
std::array<double, kFields<T>> numbers_of(const T& value) {
    return std::apply(
        [&](const auto&... member) {
            return std::array<double, kFields<T>>{static_cast<double>(value.*(member.second))...};
        },
        describe(Type<T>{}).members);
}

template <class T>
T value_from(double first) {
    T value{};
    std::apply(
        [&](const auto&... member) {
            ((value.*(member.second) =
                  static_cast<std::remove_cvref_t<decltype(value.*(member.second))>>(first++)),
             ...);
        },
        describe(Type<T>{}).members);
    return value;
}

/// What C++'s operator makes of two values, and what script's would.
struct OperatorSample {
    const char* name;
    std::vector<double> is;
    std::vector<double> wanted;
};

template <class T>
std::vector<OperatorSample> operator_samples() {
    constexpr ValueOperators kHas = operators_of<T>();
    const T a = value_from<T>(8);
    const T b = value_from<T>(2);
    const auto left = numbers_of(a);
    const auto right = numbers_of(b);
    std::vector<OperatorSample> samples;
    const auto sample = [&](const char* name, const T& result, auto&& by_component) {
        OperatorSample one{name, {}, {}};
        const auto numbers = numbers_of(result);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            one.is.push_back(numbers[i]);
            one.wanted.push_back(by_component(left[i], right[i]));
        }
        samples.push_back(std::move(one));
    };
    if constexpr (kHas.add) sample("+", a + b, [](double x, double y) { return x + y; });
    if constexpr (kHas.subtract) sample("-", a - b, [](double x, double y) { return x - y; });
    if constexpr (kHas.multiply) sample("*", a * b, [](double x, double y) { return x * y; });
    if constexpr (kHas.scale) sample("*", a * 2.0f, [](double x, double) { return x * 2; });
    if constexpr (kHas.divide) sample("/", a / b, [](double x, double y) { return x / y; });
    if constexpr (kHas.divide_by) sample("/", a / 2.0f, [](double x, double) { return x / 2; });
    if constexpr (kHas.negate) sample("-", -a, [](double x, double) { return -x; });
    return samples;
}

/// Everything about the type that the class is written from.
struct ValueClass {
    const char* name;
    std::vector<const char*> fields;
    std::vector<double> defaults;
    ValueOperators has;
    std::vector<OperatorSample> samples;
    const void* key;
    std::vector<MemberDescription> members;
};

void declare_value_class(Module& module, ValueClass value, std::span<const char* const> texts,
                         const Note& note);

}  // namespace detail

template <class T>
Module& Module::value_type(const char* type_name, const Note& note) {
    static_assert(Described<T>, "a value type needs a describe()");
    using detail::List;
    std::apply(
        [](const auto&... member) {
            static_assert(
                (detail::FieldsAreNumbers<
                     std::remove_cvref_t<decltype(std::declval<T&>().*(member.second))>>::value &&
                 ...),
                "the fields of a value type are numbers");
        },
        describe(Type<T>{}).members);
    detail::ValueClass value{type_name, {}, {}, detail::operators_of<T>(), {}, nullptr, {}};
    for (const char* const field : detail::kFieldTexts<T>)
        value.fields.push_back(field);
    for (const double number : detail::numbers_of(T{}))
        value.defaults.push_back(number);
    value.samples = detail::operator_samples<T>();
    value.key = &detail::record_key<T>;

    constexpr auto kBinary = detail::shapes_of<T, 0>(List<T>{});
    constexpr auto kScaled = detail::shapes_of<T, 0>(List<double>{});
    constexpr auto kUnary = detail::shapes_of<T, 0>(List<>{});
    constexpr auto kNumber = detail::shapes_of<double, 0>(List<>{});
    const auto add = [&](const char* name, detail::Shapes shapes) {
        value.members.push_back({MemberKind::Method, name, shapes, {}, {}, {}});
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        constexpr auto kNew = detail::shapes_of<void, sizeof...(I)>(
            List<std::conditional_t<I == 0, double, double>...>{});
        Note parameters;
        if constexpr (sizeof...(I) <= Note::kMaxNames)
            parameters.names(detail::kFieldTexts<T>[I]...);
        value.members.push_back({MemberKind::Constructor, "constructor", kNew, {}, {}, parameters});
    }
    (std::make_index_sequence<detail::kFields<T>>{});
    for (const char* const field : detail::kFieldTexts<T>)
        value.members.push_back({MemberKind::Property, field, kNumber, kNumber, {}, {}});
    if (value.has.add) add("add", kBinary);
    if (value.has.subtract) add("subtract", kBinary);
    if (value.has.multiply && !value.has.scale) add("multiply", kBinary);
    if (value.has.scale && !value.has.multiply) add("multiply", kScaled);
    if (value.has.scale && value.has.multiply)
        add("multiply", detail::shapes_of<T, 0>(List<std::variant<double, T>>{}));
    if (value.has.divide && !value.has.divide_by) add("divide", kBinary);
    if (value.has.divide_by && !value.has.divide) add("divide", kScaled);
    if (value.has.divide_by && value.has.divide)
        add("divide", detail::shapes_of<T, 0>(List<std::variant<double, T>>{}));
    if (value.has.negate) add("negate", kUnary);
    if (value.has.add && value.has.scale) {
        add("dot", detail::shapes_of<double, 0>(List<T>{}));
        add("length", kNumber);
        add("lerp", detail::shapes_of<T, 0>(List<T, double>{}));
    }
    add("equals", detail::shapes_of<bool, 0>(List<T>{}));
    add("clone", kUnary);
    add("set", detail::shapes_of<T, 0>(List<T>{}));
    add("toArray", detail::shapes_of<std::vector<double>, 0>(List<>{}));
    add("toString", detail::shapes_of<std::string, 0>(List<>{}));
    add("[Symbol.iterator]", detail::shapes_of<detail::ScriptIterator<double>, 0>(List<>{}));
    detail::declare_value_class(*this, std::move(value), detail::kFieldTexts<T>, note);
    return *this;
}

}  // namespace plinth::js
