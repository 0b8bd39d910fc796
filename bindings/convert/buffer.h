// SPDX-License-Identifier: MIT
// Bytes and numbers in ArrayBuffers, without a copy: std::span parameters that are valid for the
// time of the call. Results are copied by container.h.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <type_traits>

#include <v8.h>

#include "bindings/convert/handle.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// Which typed array holds numbers of type T.
template <class T>
struct ElementKind {};

template <bool (v8::Value::*kTest)() const, Words kWords>
struct ElementTest {
    static constexpr const char* kName = kWords.text;
    static bool matches(v8::Local<v8::Value> value) { return ((*value)->*kTest)(); }
};

// clang-format off
template <> struct ElementKind<std::int8_t> : ElementTest<&v8::Value::IsInt8Array, "Int8Array"> {};
template <> struct ElementKind<std::int16_t> : ElementTest<&v8::Value::IsInt16Array, "Int16Array"> {};
template <> struct ElementKind<std::uint16_t> : ElementTest<&v8::Value::IsUint16Array, "Uint16Array"> {};
template <> struct ElementKind<std::int32_t> : ElementTest<&v8::Value::IsInt32Array, "Int32Array"> {};
template <> struct ElementKind<std::uint32_t> : ElementTest<&v8::Value::IsUint32Array, "Uint32Array"> {};
template <> struct ElementKind<float> : ElementTest<&v8::Value::IsFloat32Array, "Float32Array"> {};
template <> struct ElementKind<double> : ElementTest<&v8::Value::IsFloat64Array, "Float64Array"> {};
template <> struct ElementKind<std::int64_t> : ElementTest<&v8::Value::IsBigInt64Array, "BigInt64Array"> {};
template <> struct ElementKind<std::uint64_t> : ElementTest<&v8::Value::IsBigUint64Array, "BigUint64Array"> {};
// clang-format on

template <>
struct ElementKind<std::uint8_t> {
    static constexpr const char* kName = "Uint8Array";
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsUint8Array() || value->IsUint8ClampedArray();
    }
};

template <class T>
concept Element = requires(v8::Local<v8::Value> value) {
    ElementKind<T>::matches(value);
};

/// The memory behind an ArrayBuffer or a view of one. Where it lies is looked up in settle(), when
/// no script runs any more that could detach it; then it is held for the rest of the call.
class Bytes {
  public:
    /// False when the value is no such thing. SharedArrayBuffers are not: others may write to them.
    bool load(v8::Local<v8::Value> value);
    void settle();
    std::byte* data() const { return data_; }
    std::size_t size() const { return size_; }

  private:
    v8::Local<v8::Object> source_;
    std::shared_ptr<v8::BackingStore> store_;
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace detail

/// Spans of bytes take any view or ArrayBuffer; spans of other numbers take the typed array of
/// exactly these numbers.
template <class T>
requires detail::Element<std::remove_const_t<T>> || std::same_as<std::remove_const_t<T>, std::byte>
struct Convert<std::span<T>> {
    class Stored {
        using Number = std::remove_const_t<T>;

      public:
        bool load(const Where& where, v8::Local<v8::Value> value) {
            if constexpr (sizeof(T) == 1 && !std::is_same_v<Number, std::int8_t>) {
                if (bytes_.load(value)) return true;
                where.wrong_type("an ArrayBuffer or a view of one", value);
                return false;
            } else {
                if (detail::ElementKind<Number>::matches(value) && bytes_.load(value)) return true;
                where.wrong_type("a typed array of the right kind", value);
                return false;
            }
        }
        bool settle(const Where&) {
            bytes_.settle();
            return true;
        }
        std::span<T> pass() const {
            return {reinterpret_cast<T*>(bytes_.data()), bytes_.size() / sizeof(T)};
        }

      private:
        detail::Bytes bytes_;
    };
    static bool matches(v8::Local<v8::Value> value) {
        if constexpr (sizeof(T) == 1 && !std::is_same_v<std::remove_const_t<T>, std::int8_t>) {
            return value->IsArrayBufferView() || value->IsArrayBuffer();
        } else {
            return detail::ElementKind<std::remove_const_t<T>>::matches(value);
        }
    }
    static std::string spell(Spelling&, Way) {
        if constexpr (sizeof(T) == 1 && !std::is_same_v<std::remove_const_t<T>, std::int8_t>) {
            return "ArrayBuffer | ArrayBufferView";
        } else {
            return detail::ElementKind<std::remove_const_t<T>>::kName;
        }
    }
};

}  // namespace plinth::js
