// SPDX-License-Identifier: MIT
// JavaScript strings to bytes and back, in each of Buffer's encodings. The encodings themselves are
// host/io/codec.h's.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>

#include <v8.h>

#include "host/io/codec.h"

namespace plinth {

/// Memory for a moment: on the stack when it is little.
template <class T, std::size_t kOnStack = 4096 / sizeof(T)>
class Scratch {
  public:
    explicit Scratch(std::size_t size) : size_(size) {
        if (size > kOnStack) heap_.reset(new (std::nothrow) T[size]);
    }
    /// False when there was no memory.
    bool ok() const { return size_ <= kOnStack || heap_ != nullptr; }
    T* data() { return size_ <= kOnStack ? stack_ : heap_.get(); }
    std::span<T> span() { return {data(), size_}; }

  private:
    std::size_t size_;
    std::unique_ptr<T[]> heap_;
    T stack_[kOnStack];
};

/// Bytes that write_text() makes of all of the text at most; exact but for base64 and hex.
std::size_t text_size(v8::Isolate* isolate, v8::Local<v8::String> text, Encoding encoding);

/// Encodes into `out` as much as fits, never a part of a character; returns the bytes written.
/// Bytes of `out` beyond them keep their values.
std::size_t write_text(v8::Isolate* isolate, v8::Local<v8::String> text, Encoding encoding,
                       std::span<std::uint8_t> out);

/// The same when all of the text fits into `out`, and nothing else: how much it is. The quickest
/// for a short text whose size nobody needs to know before.
std::optional<std::size_t> write_all_of_text(v8::Isolate* isolate, v8::Local<v8::String> text,
                                             Encoding encoding, std::span<std::uint8_t> out);

/// Decodes. Empty after throwing: ERR_STRING_TOO_LONG, or no memory.
v8::MaybeLocal<v8::String> read_text(v8::Isolate* isolate, std::span<const std::uint8_t> bytes,
                                     Encoding encoding);

}  // namespace plinth
