// SPDX-License-Identifier: MIT
// The customisation points: how one C++ type crosses to JavaScript and back (Convert), what a
// parameter that is no argument is (Inject), what a function's result does (Return). The types that
// Plinth knows by itself are in convert/, record.h and class.h.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/quick.h"
#include "bindings/throw.h"

namespace plinth::js {

using Info = v8::FunctionCallbackInfo<v8::Value>;

class Spelling;
/// Whether script gives a value or gets it; the types may differ: `number[] | Float64Array`.
enum class Way : std::uint8_t { In, Out };

/// Names a C++ type where a value of it is not at hand: `describe(js::Type<Address>)`.
template <class T>
struct Type {};

/// Where a value stands that is being converted, so that an error can name it. Lives on the stack
/// for the time of the conversion; making one costs a few stores, its text is made for errors only.
class Where {
  public:
    /// Argument `index`, counted from 0, of the running function.
    static Where argument(const Info& info, int index) {
        return Where(info.GetIsolate(), &info, Kind::Argument, index);
    }
    /// The value that is being assigned to a property.
    static Where property(const Info& info) {
        return Where(info.GetIsolate(), &info, Kind::Property, 0);
    }
    /// Something else, with the words for it: "the callback's result".
    Where(v8::Isolate* isolate, const char* what)
        : isolate_(isolate), kind_(Kind::Named), label_(what) {}

    Where element(std::uint32_t index) const { return Where(*this, index); }
    Where field(const char* name) const { return Where(*this, name); }

    v8::Isolate* isolate() const { return isolate_; }
    v8::Local<v8::Context> context() const { return isolate_->GetCurrentContext(); }

    /// Throw, and return what Convert::from() returns then. `expected` goes on "must be ".
    std::nullopt_t wrong_type(std::string_view expected, v8::Local<v8::Value> got) const;
    std::nullopt_t out_of_range(std::string_view expected, v8::Local<v8::Value> got) const;
    /// An Error whose message is the place and then `text`.
    std::nullopt_t refused(std::string_view text) const;

    /// "spawn(): argument 2.position.x"
    std::string text() const;

  private:
    enum class Kind : std::uint8_t { Argument, Property, Named, Element, Field };

    Where(v8::Isolate* isolate, const Info* info, Kind kind, int index)
        : isolate_(isolate), info_(info), kind_(kind), index_(static_cast<std::uint32_t>(index)) {}
    Where(const Where& outer, std::uint32_t index)
        : isolate_(outer.isolate_), outer_(&outer), kind_(Kind::Element), index_(index) {}
    Where(const Where& outer, const char* name)
        : isolate_(outer.isolate_), outer_(&outer), kind_(Kind::Field), label_(name) {}

    v8::Isolate* isolate_;
    const Info* info_ = nullptr;
    const Where* outer_ = nullptr;
    Kind kind_;
    std::uint32_t index_ = 0;
    const char* label_ = nullptr;
};

/// How T crosses. Specialise it for a type of yours:
///
///     template <> struct js::Convert<Colour> {
///         static std::optional<Colour> from(const js::Where& where, v8::Local<v8::Value> value) {
///             if (!value->IsUint32()) return where.wrong_type("a colour", value);
///             return Colour{value.As<v8::Uint32>()->Value()};
///         }
///         static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, Colour colour) {
///             return v8::Integer::NewFromUnsigned(context->GetIsolate(), colour.rgba);
///         }
///     };
///
/// from() returns nothing only when it has thrown, or when the script it ran was terminated; to()
/// is empty only then. A specialisation may also have
/// - `static bool matches(v8::Local<v8::Value>)`: whether the value looks like a T, for overloads
/// and
///   variants; it may not run script. Without it, every value does;
/// - `static std::string spell(js::Spelling&, js::Way)`: what the typings call it;
/// - `static constexpr bool kOptional = true;` when the caller may leave the argument out;
/// - `static bool quick(v8::Local<v8::Value>, T&)`: true when the value was an ordinary one and has
///   been converted; otherwise from() is asked. It needs no Where, so it costs less;
/// - `class Stored` when what is kept during a call is not a T: see Parameter in argument.h.
template <class T>
struct Convert;

/// A C++ parameter that comes from the running call, not from its arguments. T is the parameter's
/// exact type: `template <> struct js::Inject<Env&> { static Env& from(const js::Info&); };`.
/// An optional `static bool available(const js::Info&)` answers false when there is none, and the
/// call then throws.
template <class T>
struct Inject;

template <class T>
concept Injected = requires(const Info& info) {
    Inject<T>::from(info);
};

template <>
struct Inject<v8::Isolate*> {
    static v8::Isolate* from(const Info& info) { return info.GetIsolate(); }
};

template <>
struct Inject<v8::Local<v8::Context>> {
    static v8::Local<v8::Context> from(const Info& info) {
        return info.GetIsolate()->GetCurrentContext();
    }
};

template <>
struct Inject<const Info&> {
    static const Info& from(const Info& info) { return info; }
};

/// A class that crosses by reference (class.h): the C++ object stays where it is.
template <class T>
concept ByReference = requires {
    Convert<T>::kByReference;
};

/// C++ to JavaScript. A `T&` to an object of a bound class refers to that object, a `const T&` or a
/// value of it is copied or moved; everything else is copied. Empty when it has thrown.
template <class T>
v8::MaybeLocal<v8::Value> to_js(v8::Local<v8::Context> context, T&& value) {
    using Bare = std::remove_cvref_t<T>;
    if constexpr (std::is_array_v<Bare>) {
        return Convert<std::decay_t<T>>::to(context, value);
    } else if constexpr (ByReference<Bare> && std::is_lvalue_reference_v<T> &&
                         !std::is_const_v<std::remove_reference_t<T>>) {
        return Convert<Bare*>::to(context, &value);
    } else {
        return Convert<Bare>::to(context, std::forward<T>(value));
    }
}

/// Whether the value looks like a T. No script runs.
template <class T>
bool matches(v8::Local<v8::Value> value) {
    if constexpr (requires { Convert<T>::matches(value); }) return Convert<T>::matches(value);
    return true;
}

/// JavaScript to C++, for hand-written code. `what` names the value in the error that it throws.
template <class T>
std::optional<T> from_js(v8::Isolate* isolate, v8::Local<v8::Value> value, const char* what) {
    return Convert<T>::from(Where(isolate, what), value);
}

namespace detail {

/// An integer that V8 takes as it is. Not char, which is neither a number nor text (primitive.h).
template <class T>
constexpr bool kSmallNumber = std::is_integral_v<T> && sizeof(T) <= 4 && !std::is_same_v<T, char> &&
                              !std::is_same_v<T, wchar_t> && !std::is_same_v<T, char8_t> &&
                              !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>;
template <class T>
constexpr bool kIsText = std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>;

}  // namespace detail

/// What becomes of a function's result of the exact type R. Specialise it for results that can be
/// errors: set() either sets the return value or throws.
template <class R>
struct Return {
    static void set(const Info& info, R&& result) {
        using Bare = std::remove_cvref_t<R>;
        if constexpr (std::is_same_v<Bare, bool>) {
            info.GetReturnValue().Set(static_cast<bool>(result));
        } else if constexpr (std::is_floating_point_v<Bare>) {
            detail::return_number(info.GetReturnValue(), static_cast<double>(result));
        } else if constexpr (detail::kSmallNumber<Bare> && std::is_signed_v<Bare>) {
            info.GetReturnValue().Set(static_cast<std::int32_t>(result));
        } else if constexpr (detail::kSmallNumber<Bare>) {
            info.GetReturnValue().Set(static_cast<std::uint32_t>(result));
        } else if constexpr (detail::kIsText<Bare>) {
            v8::Local<v8::String> text;
            if (to_string(info.GetIsolate(), result).ToLocal(&text))
                info.GetReturnValue().Set(text);
        } else {
            v8::Local<v8::Value> value;
            if (to_js(info.GetIsolate()->GetCurrentContext(), std::forward<R>(result))
                    .ToLocal(&value)) {
                info.GetReturnValue().Set(value);
            }
        }
    }
};

namespace detail {

/// Name of the running function as error messages use it: "spawn", "Ship.fire", "new Ship".
std::string function_name(const Info& info);

}  // namespace detail
}  // namespace plinth::js
