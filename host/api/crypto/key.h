// SPDX-License-Identifier: MIT
// Key: an asymmetric key of a script.

#pragma once

#include <optional>
#include <string>

#include "host/api/crypto/calls.h"

namespace plinth::api::crypto {

/// A reference to a key, which may be used in the thread pool. Owner: shared by all copies.
class KeyRef {
  public:
    KeyRef() = default;
    explicit KeyRef(EVP_PKEY* owned) : key_(owned, &EVP_PKEY_free) {}

    EVP_PKEY* get() const { return key_.get(); }
    explicit operator bool() const { return key_ != nullptr; }
    int kind() const { return key_ == nullptr ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(get()); }

  private:
    // Shared: an operation in the pool outlives the object that it began with.
    std::shared_ptr<EVP_PKEY> key_;
};

/// Owner, Thread, Calls JS: see MemoryHandle.
class KeyHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;

    KeyRef key;
    bool is_private = false;
};

/// An object of the class Key, in the context of `env`, for a key that was made here.
v8::MaybeLocal<v8::Value> make_key(Env& env, const KeyRef& key, bool is_private);
/// The key of an argument; throws, and is empty, when there is none.
KeyRef key_of(const Info& info, int argument);

/// "prime256v1" and its other names, to a number; NID_undef when there is no such curve.
int curve_of(const std::string& name);
BIO* input_of(std::span<const std::uint8_t> bytes);

/// Algorithms that sign without a digest of their own.
bool signs_at_once(int kind);

void add_curves(NativeModule& module);
void add_diffie_hellman(NativeModule& module);
void add_key_making(NativeModule& module);
void add_keys(NativeModule& module);
void add_primes(NativeModule& module);
void add_rsa_ciphers(NativeModule& module);
void add_signing(NativeModule& module);
void add_x509(NativeModule& module);

}  // namespace plinth::api::crypto
