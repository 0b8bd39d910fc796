// SPDX-License-Identifier: MIT
// Keys from passwords and from other keys: PBKDF2, scrypt, HKDF.

#include "host/api/crypto/calls.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

constexpr std::int64_t kMostBytes = INT32_MAX;

bool size_is_fine(const Info& info, std::int64_t size) {
    if (size >= 0 && size <= kMostBytes) return true;
    throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The length is out of range");
    return false;
}

Failure no_such_digest(const std::string& name) {
    return Failure::of("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name,
                       Failure::Kind::TypeError);
}

// pbkdf2(password, salt, iterations, size, digest, callback)
void pbkdf2(const Info& info) {
    auto password = bytes_of(info, 0);
    if (!password) return;
    auto salt = bytes_of(info, 1);
    if (!salt) return;
    const std::int64_t iterations = number_of(info, 2);
    const std::int64_t size = number_of(info, 3);
    const auto name = text_of(info, 4);
    if (!name || !size_is_fine(info, size) || !size_is_fine(info, iterations)) return;
    if (find_digest(*name) == nullptr) {
        return openssl::throw_failure(info.GetIsolate(), no_such_digest(*name));
    }
    const Room key = room_for(info, static_cast<std::size_t>(size));
    if (key == nullptr) return;
    run(info, "PBKDF2REQUEST", info[5],
        [password = *password, salt = *salt, iterations, size, name = *name,
         key]() mutable -> Outcome {
            const ErrorScope errors;
            const auto secret = password.span();
            const auto grains = salt.span();
            if (size > 0 &&
                PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(secret.data()),
                                  static_cast<int>(secret.size()), grains.data(),
                                  static_cast<int>(grains.size()), static_cast<int>(iterations),
                                  find_digest(name), static_cast<int>(size), key->data()) != 1) {
                return Failure::take("PBKDF2 failed");
            }
            return outcome_of(key);
        });
}

// scrypt(password, salt, N, r, p, maxmem, size, callback)
void scrypt(const Info& info) {
    auto password = bytes_of(info, 0);
    if (!password) return;
    auto salt = bytes_of(info, 1);
    if (!salt) return;
    const auto cost = static_cast<std::uint64_t>(number_of(info, 2));
    const auto block = static_cast<std::uint64_t>(number_of(info, 3));
    const auto parallel = static_cast<std::uint64_t>(number_of(info, 4));
    // Differs from Node: a script may have the host use so much memory, and no more.
    constexpr std::int64_t kMostMemory = std::int64_t{1} << 30;
    const auto memory =
        static_cast<std::uint64_t>(std::clamp<std::int64_t>(number_of(info, 5), 0, kMostMemory));
    const std::int64_t size = number_of(info, 6);
    if (!size_is_fine(info, size)) return;
    const ErrorScope errors;
    if (EVP_PBE_scrypt(nullptr, 0, nullptr, 0, cost, block, parallel, memory, nullptr, 0) != 1) {
        Failure failure = Failure::take();
        const bool too_much = failure.reason == "memory limit exceeded";
        const std::string text = failure.code.empty() ? "Invalid scrypt params"
                                 : too_much ? "Invalid scrypt params: memory limit exceeded"
                                            : "Invalid scrypt params: " + failure.message;
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_INVALID_SCRYPT_PARAMS", text, Failure::Kind::RangeError));
    }
    const Room key = room_for(info, static_cast<std::size_t>(size));
    if (key == nullptr) return;
    run(info, "SCRYPTREQUEST", info[7],
        [password = *password, salt = *salt, cost, block, parallel, memory, size,
         key]() mutable -> Outcome {
            const ErrorScope inside;
            const auto secret = password.span();
            const auto grains = salt.span();
            // Without a place for the key it would only check its parameters.
            std::uint8_t nothing = 0;
            if (size > 0 &&
                EVP_PBE_scrypt(secret.empty() ? "" : reinterpret_cast<const char*>(secret.data()),
                               secret.size(), grains.empty() ? &nothing : grains.data(),
                               grains.size(), cost, block, parallel, memory, key->data(),
                               key->size()) != 1) {
                return Failure::take("Scrypt failed");
            }
            return outcome_of(key);
        });
}

bool expand(const EVP_MD* digest, std::span<const std::uint8_t> secret,
            std::span<const std::uint8_t> salt, std::span<const std::uint8_t> what,
            OwnedBytes& key) {
    const openssl::PrivateKeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
    // An absent salt is one of zeros; so is an absent secret, which the context would refuse.
    const std::uint8_t zero = 0;
    std::size_t size = key.size();
    const auto length = [](std::span<const std::uint8_t> bytes) {
        return static_cast<int>(bytes.size());
    };
    const Bytes salted = salt.empty() ? Bytes(static_cast<std::size_t>(EVP_MD_get_size(digest)))
                                      : Bytes(salt.begin(), salt.end());
    if (context == nullptr || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_hkdf_md(context.get(), digest) != 1 ||
        EVP_PKEY_CTX_set1_hkdf_salt(context.get(), salted.data(), length(salted)) != 1 ||
        EVP_PKEY_CTX_add1_hkdf_info(context.get(), what.empty() ? &zero : what.data(),
                                    length(what)) != 1) {
        return false;
    }
    if (!secret.empty()) {
        return EVP_PKEY_CTX_set1_hkdf_key(context.get(), secret.data(), length(secret)) == 1 &&
               EVP_PKEY_derive(context.get(), key.data(), &size) == 1;
    }
    // RFC 5869 by hand for the first half: the key of an empty secret is HMAC(salt, "").
    std::uint8_t pseudo[EVP_MAX_MD_SIZE];
    unsigned pseudo_size = 0;
    return HMAC(digest, salted.data(), length(salted), &zero, 0, pseudo, &pseudo_size) != nullptr &&
           EVP_PKEY_CTX_set_hkdf_mode(context.get(), EVP_PKEY_HKDEF_MODE_EXPAND_ONLY) == 1 &&
           EVP_PKEY_CTX_set1_hkdf_key(context.get(), pseudo, static_cast<int>(pseudo_size)) == 1 &&
           EVP_PKEY_derive(context.get(), key.data(), &size) == 1;
}

// hkdf(digest, secret, salt, info, size, callback)
void hkdf(const Info& info) {
    const auto name = text_of(info, 0);
    if (!name) return;
    auto secret = bytes_of(info, 1);
    if (!secret) return;
    auto salt = bytes_of(info, 2);
    if (!salt) return;
    auto what = bytes_of(info, 3);
    if (!what) return;
    const std::int64_t size = number_of(info, 4);
    if (!size_is_fine(info, size)) return;
    const EVP_MD* digest = find_digest(*name);
    if (digest == nullptr) {
        return openssl::throw_failure(info.GetIsolate(), no_such_digest(*name));
    }
    if (size > std::int64_t{255} * EVP_MD_get_size(digest)) {
        return throw_range_error(info.GetIsolate(), "ERR_CRYPTO_INVALID_KEYLEN",
                                 "Invalid key length");
    }
    const Room key = room_for(info, static_cast<std::size_t>(size));
    if (key == nullptr) return;
    run(info, "HKDFREQUEST", info[5],
        [name = *name, secret = *secret, salt = *salt, what = *what, size,
         key]() mutable -> Outcome {
            const ErrorScope errors;
            if (size > 0 &&
                !expand(find_digest(name), secret.span(), salt.span(), what.span(), *key)) {
                return Failure::take("HKDF failed");
            }
            return outcome_of(key);
        });
}

}  // namespace

void add_derivations(NativeModule& module) {
    module.raw("pbkdf2", &pbkdf2).raw("scrypt", &scrypt).raw("hkdf", &hkdf);
}

}  // namespace plinth::api::crypto
