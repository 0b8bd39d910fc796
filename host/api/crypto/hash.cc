// SPDX-License-Identifier: MIT
// Hashes and HMACs.

#include <algorithm>
#include <string_view>

#include "host/api/crypto/calls.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

class HashHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    openssl::MdContext context;
    std::size_t size = 0;  // Of the digest; chosen, for one of any length.
    bool any_length = false;
    Bytes digest;  // Once it is over.
};

class HmacHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    openssl::HmacContext context;
};

bool has_any_length(const EVP_MD* digest) {
    return (EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) != 0;
}

Failure no_such_digest(std::string_view name) {
    return Failure::of("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + std::string(name),
                       Failure::Kind::TypeError);
}

// The length of the digest that was asked for: nothing after throwing.
bool choose_size(const Info& info, HashHandle& hash, const EVP_MD* digest, std::int64_t wanted) {
    hash.size = static_cast<std::size_t>(EVP_MD_get_size(digest));
    hash.any_length = has_any_length(digest);
    if (wanted < 0 || static_cast<std::size_t>(wanted) == hash.size) {
        hash.any_length = false;
        return true;
    }
    if (!hash.any_length) {
        ERR_raise(ERR_LIB_EVP, EVP_R_NOT_XOF_OR_INVALID_LENGTH);
        openssl::throw_failure(info.GetIsolate(), Failure::take());
        return false;
    }
    hash.size = static_cast<std::size_t>(wanted);
    return true;
}

// init(name or another Hash, outputLength or -1)
void init_hash(const Info& info) {
    HashHandle* hash = unwrap<HashHandle>(info);
    if (hash == nullptr) return;
    const ErrorScope errors;
    const HashHandle* other = handle_of<HashHandle>(info[0]);
    const EVP_MD* digest = nullptr;
    if (other != nullptr) {
        if (other->context != nullptr) digest = EVP_MD_CTX_get0_md(other->context.get());
    } else if (const auto name = text_of(info, 0)) {
        digest = find_digest(*name);
    } else {
        return;
    }
    openssl::MdContext context(EVP_MD_CTX_new());
    const bool made = digest != nullptr && context != nullptr &&
                      (other != nullptr ? EVP_MD_CTX_copy_ex(context.get(), other->context.get())
                                        : EVP_DigestInit_ex(context.get(), digest, nullptr)) == 1;
    if (!made) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("Digest method not supported"));
    }
    const std::int64_t wanted = number_of(info, 1, -1);
    if (!choose_size(info, *hash, digest, wanted)) return;
    hash->context = std::move(context);
}

// update(data, encoding): false when it is over.
void update_hash(const Info& info) {
    HashHandle* hash = unwrap<HashHandle>(info);
    if (hash == nullptr) return;
    auto data = data_of(info, 0);
    if (!data) return;
    const auto bytes = data->span();
    info.GetReturnValue().Set(hash->context != nullptr &&
                              EVP_DigestUpdate(hash->context.get(), bytes.data(), bytes.size()) ==
                                  1);
}

bool finish_hash(EVP_MD_CTX* context, std::span<std::uint8_t> digest, bool any_length) {
    if (digest.empty()) return true;
    return any_length ? EVP_DigestFinalXOF(context, digest.data(), digest.size()) == 1
                      : EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1;
}

// digest(encoding). A second call gives the same, as the end of a stream may come before it; of a
// digest that is longer than any other's, nothing.
void digest_hash(const Info& info) {
    HashHandle* hash = unwrap<HashHandle>(info);
    if (hash == nullptr) return;
    const ErrorScope errors;
    if (hash->context == nullptr) return give_back(info, hash->digest, encoding_of(info, 0));
    Room room;
    if (hash->size > EVP_MAX_MD_SIZE) {
        room = room_for(info, hash->size);
        if (room == nullptr) return;
    } else {
        hash->digest.resize(hash->size);
    }
    const std::span<std::uint8_t> digest =
        room == nullptr ? std::span<std::uint8_t>(hash->digest) : room->span();
    const bool done = finish_hash(hash->context.get(), digest, hash->any_length);
    hash->context.reset();
    if (!done) return openssl::throw_failure(info.GetIsolate(), Failure::take());
    give_back(info, digest, encoding_of(info, 0));
}

// oneShot(name, data, inputEncoding, outputEncoding)
void one_shot(const Info& info) {
    const auto name = text_of(info, 0);
    if (!name) return;
    auto data = data_of(info, 1);
    if (!data) return;
    const ErrorScope errors;
    const EVP_MD* digest = find_digest(*name);
    if (digest == nullptr) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("Digest method not supported"));
    }
    const auto bytes = data->span();
    Bytes result(static_cast<std::size_t>(EVP_MD_get_size(digest)));
    if (EVP_Digest(bytes.data(), bytes.size(), result.data(), nullptr, digest, nullptr) != 1) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take());
    }
    give_back(info, result, encoding_of(info, 3));
}

// digestInPool(name, data, length, callback): webcrypto's.
void digest_in_pool(const Info& info) {
    const auto name = text_of(info, 0);
    if (!name) return;
    const auto data = bytes_of(info, 1);
    if (!data) return;
    run(info, "HASHREQUEST", info[2], [name = *name, data = *data]() mutable -> Outcome {
        const ErrorScope errors;
        const EVP_MD* digest = find_digest(name);
        if (digest == nullptr) return Failure::take("Digest method not supported");
        const auto bytes = data.span();
        Bytes result(static_cast<std::size_t>(EVP_MD_get_size(digest)));
        if (EVP_Digest(bytes.data(), bytes.size(), result.data(), nullptr, digest, nullptr) != 1) {
            return Failure::take();
        }
        return outcome_of(std::move(result));
    });
}

// hmacInPool(name, key, data, callback): webcrypto's.
void hmac_in_pool(const Info& info) {
    const auto name = text_of(info, 0);
    if (!name) return;
    const auto key = bytes_of(info, 1);
    if (!key) return;
    const auto data = bytes_of(info, 2);
    if (!data) return;
    run(info, "HMACREQUEST", info[3],
        [name = *name, key = *key, data = *data]() mutable -> Outcome {
            const ErrorScope errors;
            const EVP_MD* digest = find_digest(name);
            if (digest == nullptr) return no_such_digest(name);
            const auto secret = key.span();
            const auto bytes = data.span();
            Bytes mac(EVP_MAX_MD_SIZE);
            unsigned size = 0;
            if (HMAC(digest, secret.empty() ? mac.data() : secret.data(),
                     static_cast<int>(secret.size()), bytes.data(), bytes.size(), mac.data(),
                     &size) == nullptr) {
                return Failure::take();
            }
            mac.resize(size);
            return outcome_of(std::move(mac));
        });
}

// init(name, key)
void init_hmac(const Info& info) {
    HmacHandle* hmac = unwrap<HmacHandle>(info);
    if (hmac == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    auto key = bytes_of(info, 1);
    if (!key) return;
    const ErrorScope errors;
    const EVP_MD* digest = find_digest(*name);
    if (digest == nullptr || has_any_length(digest)) {
        return openssl::throw_failure(info.GetIsolate(), no_such_digest(*name));
    }
    openssl::HmacContext context(HMAC_CTX_new());
    const auto bytes = key->span();
    // Null would mean the key of last time.
    const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());
    if (context == nullptr ||
        HMAC_Init_ex(context.get(), data, static_cast<int>(bytes.size()), digest, nullptr) != 1) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take());
    }
    hmac->context = std::move(context);
}

void update_hmac(const Info& info) {
    HmacHandle* hmac = unwrap<HmacHandle>(info);
    if (hmac == nullptr) return;
    auto data = data_of(info, 0);
    if (!data) return;
    const auto bytes = data->span();
    info.GetReturnValue().Set(hmac->context != nullptr &&
                              HMAC_Update(hmac->context.get(), bytes.data(), bytes.size()) == 1);
}

// digest(encoding): empty when it is over.
void digest_hmac(const Info& info) {
    HmacHandle* hmac = unwrap<HmacHandle>(info);
    if (hmac == nullptr) return;
    const ErrorScope errors;
    std::uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (hmac->context != nullptr) {
        const bool done = HMAC_Final(hmac->context.get(), digest, &size) == 1;
        hmac->context.reset();
        if (!done) return openssl::throw_failure(info.GetIsolate(), Failure::take());
    }
    give_back(info, {digest, size}, encoding_of(info, 0));
}

// Names of all that can be fetched, aliases too.
void hashes(const Info& info) {
    std::vector<std::string> names;
    EVP_MD_do_all_sorted(
        [](const EVP_MD*, const char* from, const char*, void* list) {
            if (from == nullptr || find_digest(from) == nullptr) return;
            static_cast<std::vector<std::string>*>(list)->emplace_back(from);
        },
        &names);
    ERR_clear_error();
    give_names(info, names);
}

void is_digest(const Info& info) {
    const auto name = text_of(info, 0);
    if (name) info.GetReturnValue().Set(find_digest(*name) != nullptr);
    ERR_clear_error();
}

// timingSafeEqual(a, b): both of one size.
void timing_safe_equal(const Info& info) {
    auto one = optional_bytes(info, 0);
    auto other = optional_bytes(info, 1);
    if (!one || !other || one->size() != other->size()) {
        return throw_range_error(info.GetIsolate(), "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
                                 "Input buffers must have the same byte length");
    }
    info.GetReturnValue().Set(
        CRYPTO_memcmp(one->span().data(), other->span().data(), one->size()) == 0);
}

}  // namespace

void add_hashes(NativeModule& module) {
    module.handle<HashHandle>("Hash")
        .method("init", &init_hash)
        .method("update", &update_hash)
        .method("digest", &digest_hash);
    module.handle<HmacHandle>("Hmac")
        .method("init", &init_hmac)
        .method("update", &update_hmac)
        .method("digest", &digest_hmac);
    module.raw("oneShot", &one_shot)
        .raw("digestInPool", &digest_in_pool)
        .raw("hmacInPool", &hmac_in_pool)
        .raw("hashes", &hashes)
        .raw("isDigest", &is_digest)
        .raw("timingSafeEqual", &timing_safe_equal);
}

}  // namespace plinth::api::crypto
