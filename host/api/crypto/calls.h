// SPDX-License-Identifier: MIT
// What the files of crypto's native half share: reading arguments, and operations that run in the
// thread pool or at once.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/memory_handle.h"
#include "host/io/openssl.h"

namespace plinth::api::crypto {

using Info = v8::FunctionCallbackInfo<v8::Value>;
using Bytes = std::vector<std::uint8_t>;
using openssl::ErrorScope;
using openssl::Failure;

/// An argument's bytes, if it has some that OpenSSL could take: it counts them in an int.
std::optional<HeldBytes> optional_bytes(const Info& info, int argument);
/// An argument's bytes, or nothing after throwing.
std::optional<HeldBytes> bytes_of(const Info& info, int argument);
/// An argument's text, or nothing after throwing.
std::optional<std::string> text_of(const Info& info, int argument);
/// A number that fits; otherwise the other one.
std::int64_t number_of(const Info& info, int argument, std::int64_t otherwise = 0);
/// The encoding with this number; nothing when there is no number.
std::optional<Encoding> encoding_of(const Info& info, int argument);
/// A string argument in the encoding whose number follows it, or a view's bytes.
std::optional<HeldBytes> data_of(const Info& info, int argument);

/// Returns bytes as a Buffer, or as text in an encoding.
void give_back(const Info& info, std::span<const std::uint8_t> bytes,
               std::optional<Encoding> encoding = std::nullopt);
/// Returns an array of strings.
void give_names(const Info& info, const std::vector<std::string>& names);

/// A named digest, fetched once for each thread; null when there is none.
const EVP_MD* find_digest(const std::string& name);
const EVP_CIPHER* find_cipher(const std::string& name);

/// How what came of an operation becomes a value; runs on the plugin's thread.
using ToValue = std::function<v8::MaybeLocal<v8::Value>(Env&)>;
using Outcome = std::variant<Failure, ToValue>;
/// Uses nothing of V8: it may run in the thread pool.
using Work = std::function<Outcome()>;

/// Memory for a result whose size a script chose, counted against its limit; null after throwing.
/// Shared: an operation is a std::function, which can be copied.
using Room = std::shared_ptr<OwnedBytes>;
Room room_for(const Info& info, std::size_t size);

/// Of an operation whose result is bytes, or is true or false.
Outcome outcome_of(Bytes bytes);
Outcome outcome_of(Room room);
Outcome outcome_of(bool answer);

/// Does it in the thread pool when `callback` is a function, and calls that with (error, value);
/// otherwise at once, and returns the value or throws.
void run(const Info& info, const char* kind, v8::Local<v8::Value> callback, Work work);

void add_ciphers(NativeModule& module);
void add_derivations(NativeModule& module);
void add_hashes(NativeModule& module);
void add_random(NativeModule& module);

}  // namespace plinth::api::crypto
