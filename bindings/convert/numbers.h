// SPDX-License-Identifier: MIT
// Many numbers at once. V8 hands out the elements of an array one by one, at 35 ns each; script of
// ours copies them to a Float64Array, and back, at a fraction of that.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

#include <v8.h>

#include "bindings/type.h"

namespace plinth::js::detail {

class NumberRoom;

template <class T>
inline constexpr bool kPlainNumber = std::is_floating_point_v<T> ||
                                     (kSmallNumber<T> && !std::is_same_v<T, bool>);

/// Whether the number is one of T's.
template <class T>
bool fits(double number) {
    if constexpr (std::is_floating_point_v<T>) {
        return true;
    } else {
        return number >= static_cast<double>(std::numeric_limits<T>::lowest()) &&
               number <= static_cast<double>(std::numeric_limits<T>::max()) &&
               number == static_cast<double>(static_cast<T>(number));
    }
}

/// Fewer are quicker to get by themselves.
constexpr std::size_t kManyNumbers = 8;

/// Reads the numbers of an array in order, a piece at a time. What is no number stops it, and is in
/// odd() then. Reading may run script: getters, as with any array.
class NumberReader {
  public:
    NumberReader(v8::Local<v8::Context> context, v8::Local<v8::Array> array, std::uint32_t length);
    NumberReader(const NumberReader&) = delete;
    NumberReader& operator=(const NumberReader&) = delete;

    /// False: somebody else is reading just now, or the realm has ended.
    bool ready() const { return room_ != nullptr; }
    /// The next ones, valid until script runs; empty at the end, or when it was stopped.
    std::span<const double> next();
    /// Script has thrown.
    bool failed() const { return failed_; }
    /// Empty unless an element was no number: that at index().
    v8::Local<v8::Value> odd() const { return odd_; }
    std::uint32_t index() const { return index_; }
    /// Goes on after the odd one.
    void skip_odd();

  private:
    v8::Local<v8::Context> context_;
    v8::Local<v8::Array> array_;
    std::uint32_t length_;
    NumberRoom* room_ = nullptr;
    std::uint32_t index_ = 0;
    bool failed_ = false;
    v8::Local<v8::Value> odd_;
};

/// Makes an array of numbers.
class NumberWriter {
  public:
    NumberWriter(v8::Local<v8::Context> context, std::size_t count);
    NumberWriter(const NumberWriter&) = delete;
    NumberWriter& operator=(const NumberWriter&) = delete;

    /// False: there are too few, or too many, for this to be the quicker way.
    bool ready() const { return room_ != nullptr; }
    /// To be filled; until script runs.
    std::span<double> numbers();
    /// Empty when it has thrown.
    v8::MaybeLocal<v8::Value> array();

  private:
    v8::Local<v8::Context> context_;
    std::size_t count_;
    NumberRoom* room_ = nullptr;
};

}  // namespace plinth::js::detail
