// SPDX-License-Identifier: MIT
// Signatures, at once or step by step, and RSA's encryption.

#include "host/api/crypto/key.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

constexpr int kNone = INT32_MIN;  // A setting that was not chosen.

/// How a script wants it signed.
struct Manner {
    int padding = kNone;
    int salt_length = kNone;
    bool fixed_size = false;  // IEEE P1363 instead of DER, of DSA and ECDSA.
};

Manner manner_of(const Info& info, int argument) {
    return {static_cast<int>(number_of(info, argument, kNone)),
            static_cast<int>(number_of(info, argument + 1, kNone)), info[argument + 2]->IsTrue()};
}

bool is_rsa(int kind) {
    return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
}

bool apply(const Manner& manner, EVP_PKEY_CTX* context, EVP_PKEY* key) {
    const int kind = EVP_PKEY_get_id(key);
    if (!is_rsa(kind)) return true;
    int padding = manner.padding;
    if (padding == kNone)
        padding = kind == EVP_PKEY_RSA_PSS ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
    if (EVP_PKEY_CTX_set_rsa_padding(context, padding) <= 0) return false;
    return padding != RSA_PKCS1_PSS_PADDING || manner.salt_length == kNone ||
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, manner.salt_length) > 0;
}

// Bytes of each of the two numbers of a signature; 0 for keys whose signatures have none.
std::size_t half_size(EVP_PKEY* key) {
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_DSA: {
            const BIGNUM* q = nullptr;
            DSA_get0_pqg(EVP_PKEY_get0_DSA(key), nullptr, &q, nullptr);
            return static_cast<std::size_t>(BN_num_bytes(q));
        }
        case EVP_PKEY_EC:
            return static_cast<std::size_t>(
                (EC_GROUP_order_bits(EC_KEY_get0_group(EVP_PKEY_get0_EC_KEY(key))) + 7) / 8);
        default:
            return 0;
    }
}

using Signature = openssl::Owned<ECDSA_SIG, &ECDSA_SIG_free>;

// DSA's and ECDSA's are written alike.
Bytes to_fixed(const Bytes& der, std::size_t half) {
    const unsigned char* data = der.data();
    const Signature signature(d2i_ECDSA_SIG(nullptr, &data, static_cast<long>(der.size())));
    Bytes fixed(2 * half);
    if (signature == nullptr ||
        BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), fixed.data(), static_cast<int>(half)) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), fixed.data() + half,
                     static_cast<int>(half)) < 0) {
        return {};
    }
    return fixed;
}

Bytes from_fixed(std::span<const std::uint8_t> fixed, std::size_t half) {
    if (fixed.size() != 2 * half) return {};
    const Signature signature(ECDSA_SIG_new());
    const int size = static_cast<int>(half);
    ECDSA_SIG_set0(signature.get(), BN_bin2bn(fixed.data(), size, nullptr),
                   BN_bin2bn(fixed.data() + half, size, nullptr));
    Bytes der(static_cast<std::size_t>(std::max(0, i2d_ECDSA_SIG(signature.get(), nullptr))));
    unsigned char* to = der.data();
    i2d_ECDSA_SIG(signature.get(), &to);
    return der;
}

Failure malformed() {
    return Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Malformed signature");
}

Outcome sign_all(const KeyRef& key, const EVP_MD* digest, std::span<const std::uint8_t> data,
                 const Manner& manner) {
    const ErrorScope errors;
    const openssl::MdContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), &key_context, digest, nullptr, key.get()) != 1 ||
        !apply(manner, key_context, key.get()) ||
        EVP_DigestSign(context.get(), nullptr, &size, data.data(), data.size()) != 1) {
        return Failure::take("Signing failed");
    }
    Bytes signature(size);
    if (EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) != 1) {
        return Failure::take("Signing failed");
    }
    signature.resize(size);
    if (const std::size_t half = half_size(key.get()); manner.fixed_size && half > 0) {
        signature = to_fixed(signature, half);
        if (signature.empty()) return malformed();
    }
    return outcome_of(std::move(signature));
}

Outcome verify_all(const KeyRef& key, const EVP_MD* digest, std::span<const std::uint8_t> data,
                   std::span<const std::uint8_t> given, const Manner& manner) {
    const ErrorScope errors;
    const openssl::MdContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    if (EVP_DigestVerifyInit(context.get(), &key_context, digest, nullptr, key.get()) != 1 ||
        !apply(manner, key_context, key.get())) {
        return Failure::take("Verification failed");
    }
    Bytes signature(given.begin(), given.end());
    if (const std::size_t half = half_size(key.get()); manner.fixed_size && half > 0) {
        signature = from_fixed(given, half);
        if (signature.empty()) return outcome_of(false);
    }
    return outcome_of(EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                       data.data(), data.size()) == 1);
}

// The digest that an argument names; null when there is none to name.
bool digest_of(const Info& info, int argument, std::string& name) {
    if (!info[argument]->IsString()) return true;
    name = to_utf8(info.GetIsolate(), info[argument]);
    if (find_digest(name) != nullptr) return true;
    openssl::throw_failure(info.GetIsolate(),
                           Failure::of("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name,
                                       Failure::Kind::TypeError));
    return false;
}

// sign(key, digest or null, data, padding, saltLength, fixedSize, callback)
void sign(const Info& info) {
    const KeyRef key = key_of(info, 0);
    std::string name;
    if (!key || !digest_of(info, 1, name)) return;
    auto data = bytes_of(info, 2);
    if (!data) return;
    run(info, "SIGNREQUEST", info[6],
        [key, name, data = *data, manner = manner_of(info, 3)]() mutable -> Outcome {
            const EVP_MD* digest = name.empty() ? nullptr : find_digest(name);
            return sign_all(key, digest, data.span(), manner);
        });
}

// verify(key, digest or null, data, signature, padding, saltLength, fixedSize, callback)
void verify(const Info& info) {
    const KeyRef key = key_of(info, 0);
    std::string name;
    if (!key || !digest_of(info, 1, name)) return;
    auto data = bytes_of(info, 2);
    if (!data) return;
    auto signature = bytes_of(info, 3);
    if (!signature) return;
    run(info, "SIGNREQUEST", info[7],
        [key, name, data = *data, signature = *signature,
         manner = manner_of(info, 4)]() mutable -> Outcome {
            const EVP_MD* digest = name.empty() ? nullptr : find_digest(name);
            return verify_all(key, digest, data.span(), signature.span(), manner);
        });
}

// --- Step by step: a digest, which is signed at the end ----------------------------------------

class SignHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    openssl::MdContext context;
    const EVP_MD* digest = nullptr;
};

void init(const Info& info) {
    SignHandle* self = unwrap<SignHandle>(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const ErrorScope errors;
    self->digest = find_digest(*name);
    self->context.reset(EVP_MD_CTX_new());
    if (self->digest == nullptr ||
        EVP_DigestInit_ex(self->context.get(), self->digest, nullptr) != 1) {
        self->context.reset();
        openssl::throw_failure(info.GetIsolate(),
                               Failure::of("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + *name,
                                           Failure::Kind::TypeError));
    }
}

void update(const Info& info) {
    SignHandle* self = unwrap<SignHandle>(info);
    if (self == nullptr || self->context == nullptr) return;
    auto data = data_of(info, 0);
    if (!data) return;
    EVP_DigestUpdate(self->context.get(), data->span().data(), data->size());
    info.GetReturnValue().Set(true);
}

// The digest, at the end; nothing after throwing.
std::optional<Bytes> finish(const Info& info, SignHandle& self) {
    if (self.context == nullptr) {
        openssl::throw_failure(info.GetIsolate(),
                               Failure::of("ERR_CRYPTO_INVALID_STATE", "Not initialised"));
        return std::nullopt;
    }
    Bytes digest(static_cast<std::size_t>(EVP_MD_get_size(self.digest)));
    const bool done = EVP_DigestFinal_ex(self.context.get(), digest.data(), nullptr) == 1;
    self.context.reset();
    if (done) return digest;
    openssl::throw_failure(info.GetIsolate(), Failure::take());
    return std::nullopt;
}

bool settle(const Manner& manner, EVP_PKEY_CTX* context, EVP_PKEY* key, const EVP_MD* digest) {
    return apply(manner, context, key) && EVP_PKEY_CTX_set_signature_md(context, digest) > 0;
}

Failure not_by_steps() {
    return Failure::of("ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation");
}

// sign(key, padding, saltLength, fixedSize): a Buffer.
void sign_end(const Info& info) {
    SignHandle* self = unwrap<SignHandle>(info);
    if (self == nullptr) return;
    const KeyRef key = key_of(info, 0);
    if (!key) return;
    const ErrorScope errors;
    if (signs_at_once(key.kind())) return openssl::throw_failure(info.GetIsolate(), not_by_steps());
    const auto digest = finish(info, *self);
    if (!digest) return;
    const Manner manner = manner_of(info, 1);
    const openssl::PrivateKeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
    std::size_t size = 0;
    if (context == nullptr || EVP_PKEY_sign_init(context.get()) <= 0 ||
        !settle(manner, context.get(), key.get(), self->digest) ||
        EVP_PKEY_sign(context.get(), nullptr, &size, digest->data(), digest->size()) <= 0) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("PEM_read_bio_PrivateKey failed"));
    }
    Bytes signature(size);
    if (EVP_PKEY_sign(context.get(), signature.data(), &size, digest->data(), digest->size()) <=
        0) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take("Signing failed"));
    }
    signature.resize(size);
    if (const std::size_t half = half_size(key.get()); manner.fixed_size && half > 0) {
        signature = to_fixed(signature, half);
        if (signature.empty()) return openssl::throw_failure(info.GetIsolate(), malformed());
    }
    give_back(info, signature);
}

// verify(key, signature, padding, saltLength, fixedSize)
void verify_end(const Info& info) {
    SignHandle* self = unwrap<SignHandle>(info);
    if (self == nullptr) return;
    const KeyRef key = key_of(info, 0);
    if (!key) return;
    auto given = bytes_of(info, 1);
    if (!given) return;
    const ErrorScope errors;
    if (signs_at_once(key.kind())) return openssl::throw_failure(info.GetIsolate(), not_by_steps());
    const auto digest = finish(info, *self);
    if (!digest) return;
    const Manner manner = manner_of(info, 2);
    const openssl::PrivateKeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
    if (context == nullptr || EVP_PKEY_verify_init(context.get()) <= 0 ||
        !settle(manner, context.get(), key.get(), self->digest)) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take("Verification failed"));
    }
    const auto span = given->span();
    Bytes signature(span.begin(), span.end());
    if (const std::size_t half = half_size(key.get()); manner.fixed_size && half > 0) {
        signature = from_fixed(span, half);
        if (signature.empty()) return info.GetReturnValue().Set(false);
    }
    info.GetReturnValue().Set(EVP_PKEY_verify(context.get(), signature.data(), signature.size(),
                                              digest->data(), digest->size()) == 1);
}

// --- RSA's encryption --------------------------------------------------------------------------

using Begin = int (*)(EVP_PKEY_CTX*);
using Go = int (*)(EVP_PKEY_CTX*, unsigned char*, std::size_t*, const unsigned char*, std::size_t);

int begin_recover(EVP_PKEY_CTX* context) {
    return EVP_PKEY_verify_recover_init(context);
}

Outcome rsa(const KeyRef& key, Begin begin, Go go, int padding, const std::string& digest_name,
            std::span<const std::uint8_t> label, bool has_label,
            std::span<const std::uint8_t> data) {
    const ErrorScope errors;
    const openssl::PrivateKeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
    if (context == nullptr || begin(context.get()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), padding) <= 0) {
        return Failure::take();
    }
    // Telling whether the padding was right gives the message away (CVE-2023-46809). An OpenSSL
    // that answers wrong padding with noise may go on.
    if (go == &EVP_PKEY_decrypt && padding == RSA_PKCS1_PADDING &&
        EVP_PKEY_CTX_ctrl_str(context.get(), "rsa_pkcs1_implicit_rejection", "1") <= 0) {
        return Failure::of("ERR_INVALID_ARG_VALUE",
                           "RSA_PKCS1_PADDING is no longer supported for private decryption",
                           Failure::Kind::TypeError);
    }
    if (!digest_name.empty()) {
        const EVP_MD* digest = find_digest(digest_name);
        if (digest == nullptr) {
            return Failure::of("ERR_OSSL_EVP_INVALID_DIGEST", "Invalid digest used");
        }
        if (EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest) <= 0) return Failure::take();
    }
    if (has_label && !label.empty()) {
        void* copy = OPENSSL_memdup(label.data(), label.size());
        if (EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(), copy, static_cast<int>(label.size())) <=
            0) {
            OPENSSL_free(copy);
            return Failure::take();
        }
    }
    std::size_t size = 0;
    if (go(context.get(), nullptr, &size, data.data(), data.size()) <= 0) return Failure::take();
    Bytes out(size);
    if (go(context.get(), out.data(), &size, data.data(), data.size()) <= 0) return Failure::take();
    out.resize(size);
    return outcome_of(std::move(out));
}

// (key, data, padding, digest or undefined, label or undefined, callback)
template <Begin kBegin, Go kGo>
void rsa_cipher(const Info& info) {
    const KeyRef key = key_of(info, 0);
    if (!key) return;
    auto data = bytes_of(info, 1);
    if (!data) return;
    const int padding = static_cast<int>(number_of(info, 2, RSA_PKCS1_PADDING));
    const std::string digest =
        info[3]->IsString() ? to_utf8(info.GetIsolate(), info[3]) : std::string();
    auto label = optional_bytes(info, 4);
    run(info, "CIPHERREQUEST", info[5],
        [key, data = *data, padding, digest, label]() mutable -> Outcome {
            return rsa(key, kBegin, kGo, padding, digest,
                       label ? std::span<const std::uint8_t>(label->span())
                             : std::span<const std::uint8_t>(),
                       label.has_value(), data.span());
        });
}

}  // namespace

void add_signing(NativeModule& module) {
    module.raw("sign", &sign).raw("verify", &verify);
    module.handle<SignHandle>("Sign")
        .method("init", &init)
        .method("update", &update)
        .method("sign", &sign_end)
        .method("verify", &verify_end);
}

void add_rsa_ciphers(NativeModule& module) {
    module.raw("publicEncrypt", &rsa_cipher<&EVP_PKEY_encrypt_init, &EVP_PKEY_encrypt>)
        .raw("privateDecrypt", &rsa_cipher<&EVP_PKEY_decrypt_init, &EVP_PKEY_decrypt>)
        .raw("privateEncrypt", &rsa_cipher<&EVP_PKEY_sign_init, &EVP_PKEY_sign>)
        .raw("publicDecrypt", &rsa_cipher<&begin_recover, &EVP_PKEY_verify_recover>);
}

}  // namespace plinth::api::crypto
