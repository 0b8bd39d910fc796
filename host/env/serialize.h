// SPDX-License-Identifier: MIT
// Structured clone: a value as bytes that outlive its isolate.
// Source: https://html.spec.whatwg.org/multipage/structured-data.html, as V8 implements it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <v8.h>

#include "host/base/error.h"

namespace plinth {

/// The bytes, and whatever else travels with them (see host/io/passed_sockets.h).
struct Serialized : std::vector<std::uint8_t> {
    using vector::vector;
    std::vector<std::shared_ptr<void>> passengers;
};

/// What becomes of objects that stand for something native, which no copy can. Both are called in
/// the middle of a copy, with the value's context entered.
class NativeObjects {
  public:
    virtual ~NativeObjects() = default;
    /// False: it is none of ours, and nothing was written.
    virtual bool write(v8::Local<v8::Object> object, v8::ValueSerializer& to) = 0;
    /// What write() wrote; empty when it has thrown.
    virtual v8::MaybeLocal<v8::Object> read(v8::ValueDeserializer& from) = 0;
};

/// The error of bytes that are not a value.
void throw_unreadable(v8::Isolate* isolate);

/// Nothing when the value can't be copied (a function, a handle); the DataCloneError was thrown.
/// `natives` is asked about native objects; null: none can be copied.
std::optional<Serialized> serialize(v8::Local<v8::Context> context, v8::Local<v8::Value> value,
                                    NativeObjects* natives = nullptr);

/// As serialize(). A copy of more than `most` bytes is given up while it is written, before it
/// takes much more memory than that, and `too_long` is thrown.
std::optional<Serialized> serialize_up_to(std::size_t most, const Error& too_long,
                                          v8::Local<v8::Context> context,
                                          v8::Local<v8::Value> value);

/// Empty when the bytes are not a value; an error was thrown.
v8::MaybeLocal<v8::Value> deserialize(v8::Local<v8::Context> context, const Serialized& bytes,
                                      NativeObjects* natives = nullptr);

/// A copy within the context; the ArrayBuffers of `transfer` move and are empty afterwards. Empty:
/// a DataCloneError was thrown.
v8::MaybeLocal<v8::Value> structured_clone(v8::Local<v8::Context> context,
                                           v8::Local<v8::Value> value,
                                           const std::vector<v8::Local<v8::ArrayBuffer>>& transfer);

}  // namespace plinth
