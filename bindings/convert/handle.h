// SPDX-License-Identifier: MIT
// V8's own handles pass through, checked for their type, so that a binding can do by hand what no
// conversion does.

#pragma once

#include <optional>

#include <v8.h>

#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// How a V8 type is told from the others, and what messages call it.
template <class T>
struct HandleKindOf;

template <bool (v8::Value::*kMatches)() const>
struct Matches {
    static bool test(v8::Local<v8::Value> value) { return ((*value)->*kMatches)(); }
};

// clang-format off
template <> struct HandleKindOf<v8::Object> : Matches<&v8::Value::IsObject> { static constexpr auto kExpected = "an object"; };
template <> struct HandleKindOf<v8::Function> : Matches<&v8::Value::IsFunction> { static constexpr auto kExpected = "a function"; };
template <> struct HandleKindOf<v8::Array> : Matches<&v8::Value::IsArray> { static constexpr auto kExpected = "an array"; };
template <> struct HandleKindOf<v8::Number> : Matches<&v8::Value::IsNumber> { static constexpr auto kExpected = "a number"; };
template <> struct HandleKindOf<v8::Int32> : Matches<&v8::Value::IsInt32> { static constexpr auto kExpected = "a 32-bit integer"; };
template <> struct HandleKindOf<v8::Uint32> : Matches<&v8::Value::IsUint32> { static constexpr auto kExpected = "an unsigned 32-bit integer"; };
template <> struct HandleKindOf<v8::BigInt> : Matches<&v8::Value::IsBigInt> { static constexpr auto kExpected = "a bigint"; };
template <> struct HandleKindOf<v8::Boolean> : Matches<&v8::Value::IsBoolean> { static constexpr auto kExpected = "a boolean"; };
template <> struct HandleKindOf<v8::String> : Matches<&v8::Value::IsString> { static constexpr auto kExpected = "a string"; };
template <> struct HandleKindOf<v8::Symbol> : Matches<&v8::Value::IsSymbol> { static constexpr auto kExpected = "a symbol"; };
template <> struct HandleKindOf<v8::Name> : Matches<&v8::Value::IsName> { static constexpr auto kExpected = "a string or a symbol"; };
template <> struct HandleKindOf<v8::Map> : Matches<&v8::Value::IsMap> { static constexpr auto kExpected = "a Map"; };
template <> struct HandleKindOf<v8::Set> : Matches<&v8::Value::IsSet> { static constexpr auto kExpected = "a Set"; };
template <> struct HandleKindOf<v8::Date> : Matches<&v8::Value::IsDate> { static constexpr auto kExpected = "a Date"; };
template <> struct HandleKindOf<v8::RegExp> : Matches<&v8::Value::IsRegExp> { static constexpr auto kExpected = "a RegExp"; };
template <> struct HandleKindOf<v8::Promise> : Matches<&v8::Value::IsPromise> { static constexpr auto kExpected = "a Promise"; };
template <> struct HandleKindOf<v8::Proxy> : Matches<&v8::Value::IsProxy> { static constexpr auto kExpected = "a Proxy"; };
template <> struct HandleKindOf<v8::ArrayBuffer> : Matches<&v8::Value::IsArrayBuffer> { static constexpr auto kExpected = "an ArrayBuffer"; };
template <> struct HandleKindOf<v8::SharedArrayBuffer> : Matches<&v8::Value::IsSharedArrayBuffer> { static constexpr auto kExpected = "a SharedArrayBuffer"; };
template <> struct HandleKindOf<v8::ArrayBufferView> : Matches<&v8::Value::IsArrayBufferView> { static constexpr auto kExpected = "an ArrayBufferView"; };
template <> struct HandleKindOf<v8::DataView> : Matches<&v8::Value::IsDataView> { static constexpr auto kExpected = "a DataView"; };
template <> struct HandleKindOf<v8::TypedArray> : Matches<&v8::Value::IsTypedArray> { static constexpr auto kExpected = "a typed array"; };
template <> struct HandleKindOf<v8::Uint8Array> : Matches<&v8::Value::IsUint8Array> { static constexpr auto kExpected = "a Uint8Array"; };
template <> struct HandleKindOf<v8::Int32Array> : Matches<&v8::Value::IsInt32Array> { static constexpr auto kExpected = "an Int32Array"; };
template <> struct HandleKindOf<v8::Uint32Array> : Matches<&v8::Value::IsUint32Array> { static constexpr auto kExpected = "a Uint32Array"; };
template <> struct HandleKindOf<v8::Float32Array> : Matches<&v8::Value::IsFloat32Array> { static constexpr auto kExpected = "a Float32Array"; };
template <> struct HandleKindOf<v8::Float64Array> : Matches<&v8::Value::IsFloat64Array> { static constexpr auto kExpected = "a Float64Array"; };
template <> struct HandleKindOf<v8::BigInt64Array> : Matches<&v8::Value::IsBigInt64Array> { static constexpr auto kExpected = "a BigInt64Array"; };
template <> struct HandleKindOf<v8::External> : Matches<&v8::Value::IsExternal> { static constexpr auto kExpected = "a native pointer"; };
// clang-format on

}  // namespace detail

template <>
struct Convert<v8::Local<v8::Value>> {
    static constexpr bool kOptional = true;
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
        using Kind = detail::HandleKindOf<T>;
        if (!Kind::test(value)) return where.wrong_type(Kind::kExpected, value);
        return value.As<T>();
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
};

}  // namespace plinth::js
