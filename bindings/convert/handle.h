// SPDX-License-Identifier: MIT
// V8's own handles pass through, checked for their type, so that a binding can do by hand what no
// conversion does.

#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// Text as a template argument.
template <std::size_t N>
struct Words {
    consteval Words(const char (&words)[N]) { std::copy_n(words, N, text); }
    char text[N];
};

/// How a V8 type is told from the others, and what messages call it.
template <class T>
struct HandleKind;

template <bool (v8::Value::*kTest)() const, Words kWords>
struct Kind {
    static constexpr const char* kExpected = kWords.text;
    static bool matches(v8::Local<v8::Value> value) { return ((*value)->*kTest)(); }
};

// clang-format off
template <> struct HandleKind<v8::Object> : Kind<&v8::Value::IsObject, "an object"> {};
template <> struct HandleKind<v8::Function> : Kind<&v8::Value::IsFunction, "a function"> {};
template <> struct HandleKind<v8::Array> : Kind<&v8::Value::IsArray, "an array"> {};
template <> struct HandleKind<v8::Number> : Kind<&v8::Value::IsNumber, "a number"> {};
template <> struct HandleKind<v8::Int32> : Kind<&v8::Value::IsInt32, "a 32-bit integer"> {};
template <> struct HandleKind<v8::Uint32>
    : Kind<&v8::Value::IsUint32, "an unsigned 32-bit integer"> {};
template <> struct HandleKind<v8::BigInt> : Kind<&v8::Value::IsBigInt, "a bigint"> {};
template <> struct HandleKind<v8::Boolean> : Kind<&v8::Value::IsBoolean, "a boolean"> {};
template <> struct HandleKind<v8::String> : Kind<&v8::Value::IsString, "a string"> {};
template <> struct HandleKind<v8::Symbol> : Kind<&v8::Value::IsSymbol, "a symbol"> {};
template <> struct HandleKind<v8::Name> : Kind<&v8::Value::IsName, "a string or a symbol"> {};
template <> struct HandleKind<v8::Map> : Kind<&v8::Value::IsMap, "a Map"> {};
template <> struct HandleKind<v8::Set> : Kind<&v8::Value::IsSet, "a Set"> {};
template <> struct HandleKind<v8::Date> : Kind<&v8::Value::IsDate, "a Date"> {};
template <> struct HandleKind<v8::RegExp> : Kind<&v8::Value::IsRegExp, "a RegExp"> {};
template <> struct HandleKind<v8::Promise> : Kind<&v8::Value::IsPromise, "a Promise"> {};
template <> struct HandleKind<v8::Proxy> : Kind<&v8::Value::IsProxy, "a Proxy"> {};
template <> struct HandleKind<v8::ArrayBuffer>
    : Kind<&v8::Value::IsArrayBuffer, "an ArrayBuffer"> {};
template <> struct HandleKind<v8::SharedArrayBuffer>
    : Kind<&v8::Value::IsSharedArrayBuffer, "a SharedArrayBuffer"> {};
template <> struct HandleKind<v8::ArrayBufferView>
    : Kind<&v8::Value::IsArrayBufferView, "an ArrayBufferView"> {};
template <> struct HandleKind<v8::DataView> : Kind<&v8::Value::IsDataView, "a DataView"> {};
template <> struct HandleKind<v8::TypedArray> : Kind<&v8::Value::IsTypedArray, "a typed array"> {};
template <> struct HandleKind<v8::Uint8Array> : Kind<&v8::Value::IsUint8Array, "a Uint8Array"> {};
template <> struct HandleKind<v8::Int32Array> : Kind<&v8::Value::IsInt32Array, "an Int32Array"> {};
template <> struct HandleKind<v8::Uint32Array>
    : Kind<&v8::Value::IsUint32Array, "a Uint32Array"> {};
template <> struct HandleKind<v8::Float32Array>
    : Kind<&v8::Value::IsFloat32Array, "a Float32Array"> {};
template <> struct HandleKind<v8::Float64Array>
    : Kind<&v8::Value::IsFloat64Array, "a Float64Array"> {};
template <> struct HandleKind<v8::BigInt64Array>
    : Kind<&v8::Value::IsBigInt64Array, "a BigInt64Array"> {};
template <> struct HandleKind<v8::External> : Kind<&v8::Value::IsExternal, "a native pointer"> {};
// clang-format on

/// The TypeScript type of what messages call "a Map", "an object", ...
std::string handle_type(std::string_view expected);

}  // namespace detail

template <>
struct Convert<v8::Local<v8::Value>> {
    static constexpr bool kOptional = true;
    static std::string spell(Spelling&, Way way) { return way == Way::In ? "unknown" : "any"; }
    static std::optional<v8::Local<v8::Value>> from(const Where&, v8::Local<v8::Value> value) {
        return value;
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context>, v8::Local<v8::Value> value) {
        return value;
    }
};

template <class T>
struct Convert<v8::Local<T>> {
    static std::optional<v8::Local<T>> from(const Where& where, v8::Local<v8::Value> value) {
        using Kind = detail::HandleKind<T>;
        if (!Kind::matches(value)) return where.wrong_type(Kind::kExpected, value);
        return value.As<T>();
    }
    static bool matches(v8::Local<v8::Value> value) {
        return detail::HandleKind<T>::matches(value);
    }
    static std::string spell(Spelling&, Way) {
        return detail::handle_type(detail::HandleKind<T>::kExpected);
    }
    /// Empty when it is: the function that returned an empty handle has thrown.
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context>, v8::Local<T> value) {
        return v8::Local<v8::Value>(value);
    }
};

/// A result only: empty means that the function has thrown.
template <class T>
struct Convert<v8::MaybeLocal<T>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context>, v8::MaybeLocal<T> value) {
        return v8::Local<v8::Value>(value.FromMaybe(v8::Local<T>()));
    }
    static std::string spell(Spelling& spelling, Way way) { return spelling.of<v8::Local<T>>(way); }
};

}  // namespace plinth::js
