// SPDX-License-Identifier: MIT
// What native halves need of Buffer: making one from bytes, and looking at the bytes of one that a
// script passed, now or from another thread. The class itself is host/api/buffer's.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <v8.h>

#include "host/env/env.h"
#include "host/io/codec.h"

namespace plinth {

/// Slot of the context's embedder data that holds Buffer.prototype; part of the startup snapshot.
inline constexpr int kBufferPrototypeSlot = 3;

/// Memory that is counted against the plugin's limit and becomes a Buffer without a copy. It starts
/// uninitialised: fill all of it before it becomes one.
///
/// Owner: whoever holds it. Thread: any.
class OwnedBytes {
  public:
    /// Nothing when the plugin's limit, or the machine's, is reached.
    static std::optional<OwnedBytes> allocate(Env& env, std::size_t size);
    OwnedBytes(OwnedBytes&& other) noexcept;
    OwnedBytes& operator=(OwnedBytes&& other) noexcept;
    ~OwnedBytes();

    std::uint8_t* data() { return data_; }
    std::size_t size() const { return size_; }
    std::span<std::uint8_t> span() { return {data_, size_}; }
    /// Gives back what lies beyond `size`.
    void shrink(std::size_t size);

  private:
    friend v8::Local<v8::ArrayBuffer> make_array_buffer(Env& env, OwnedBytes bytes);
    using Allocator = v8::ArrayBuffer::Allocator;

    OwnedBytes(std::shared_ptr<Allocator> allocator, std::uint8_t* data, std::size_t size)
        : allocator_(std::move(allocator)), data_(data), size_(size) {}

    // Shared: memory that was passed to a worker outlives the isolate that made it.
    std::shared_ptr<Allocator> allocator_;
    std::uint8_t* data_;
    std::size_t size_;
};

/// The fastest to make; JavaScript puts `new FastBuffer(arrayBuffer)` around it.
v8::Local<v8::ArrayBuffer> make_array_buffer(Env& env, OwnedBytes bytes);
/// A Buffer of the bytes. The context of `env` must be entered.
v8::MaybeLocal<v8::Uint8Array> make_buffer(Env& env, OwnedBytes bytes);
/// A Buffer of a copy. Empty after throwing when there is no memory.
v8::MaybeLocal<v8::Uint8Array> make_buffer(Env& env, std::span<const std::uint8_t> bytes);
v8::MaybeLocal<v8::Uint8Array> make_buffer(Env& env, std::string_view bytes);

/// The bytes of a Buffer, typed array or DataView, in place: valid until JavaScript runs again.
/// Nothing for other values.
std::optional<std::span<std::uint8_t>> view_bytes(v8::Local<v8::Value> value);

/// The bytes of an argument, kept for as long as an operation runs: a view's own memory, or a copy
/// of a string.
///
/// Owner: the operation. Thread: any, once made.
class HeldBytes {
  public:
    /// Nothing unless the value is a string, a view, an ArrayBuffer or a SharedArrayBuffer.
    static std::optional<HeldBytes> from(v8::Isolate* isolate, v8::Local<v8::Value> value,
                                         Encoding encoding = Encoding::Utf8);
    /// A copy of bytes that are valid for the call only.
    static HeldBytes copy_of(std::span<const std::uint8_t> bytes);

    std::span<std::uint8_t> span();
    std::size_t size() const { return store_ == nullptr ? text_.size() : size_; }

  private:
    HeldBytes() = default;

    // Shared with the ArrayBuffer, which the script may drop or detach meanwhile.
    std::shared_ptr<v8::BackingStore> store_;
    std::size_t offset_ = 0;
    std::size_t size_ = 0;
    std::string text_;
};

}  // namespace plinth
