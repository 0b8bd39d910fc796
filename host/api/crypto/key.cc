// SPDX-License-Identifier: MIT
// Reading keys from PEM, DER and JWK, and writing them so. What a script may leave out, and what it
// means, is the JavaScript half's.

#include "host/api/crypto/key.h"

#include <cstring>

#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

using openssl::BasicInput;
using openssl::BigNumber;

enum class Format { Der = 0, Pem = 1 };
enum class Encoding { Pkcs1 = 0, Pkcs8 = 1, Spki = 2, Sec1 = 3 };

using Passphrase = std::optional<std::string>;

int give_passphrase(char* buffer, int size, int, void* data) {
    auto* passphrase = static_cast<Passphrase*>(data);
    if (!*passphrase) return -1;
    if ((*passphrase)->size() > static_cast<std::size_t>(size)) return -1;
    std::memcpy(buffer, (*passphrase)->data(), (*passphrase)->size());
    return static_cast<int>((*passphrase)->size());
}

Passphrase passphrase_of(const Info& info, int argument) {
    auto bytes = optional_bytes(info, argument);
    if (!bytes) return std::nullopt;
    const auto span = bytes->span();
    return std::string(reinterpret_cast<const char*>(span.data()), span.size());
}

bool needs_passphrase(const Passphrase& passphrase) {
    if (passphrase) return false;
    const unsigned long error = ERR_peek_error();
    return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_BAD_PASSWORD_READ;
}

// A public key in PEM: "PUBLIC KEY", "RSA PUBLIC KEY", or in a certificate.
EVP_PKEY* read_public_pem(std::span<const std::uint8_t> bytes, Passphrase& passphrase) {
    const auto attempt = [&bytes](auto read) -> EVP_PKEY* {
        const BasicInput input(input_of(bytes));
        ERR_clear_error();
        return read(input.get());
    };
    if (EVP_PKEY* key = attempt([&](BIO* in) {
            return PEM_read_bio_PUBKEY(in, nullptr, &give_passphrase, &passphrase);
        })) {
        return key;
    }
    if (EVP_PKEY* key = attempt([&](BIO* in) -> EVP_PKEY* {
            RSA* rsa = PEM_read_bio_RSAPublicKey(in, nullptr, &give_passphrase, &passphrase);
            if (rsa == nullptr) return nullptr;
            EVP_PKEY* made = EVP_PKEY_new();
            EVP_PKEY_assign_RSA(made, rsa);
            return made;
        })) {
        return key;
    }
    return attempt([&](BIO* in) -> EVP_PKEY* {
        const openssl::Certificate certificate(
            PEM_read_bio_X509(in, nullptr, &give_passphrase, &passphrase));
        return certificate == nullptr ? nullptr : X509_get_pubkey(certificate.get());
    });
}

EVP_PKEY* read_public_der(std::span<const std::uint8_t> bytes, Encoding encoding) {
    const unsigned char* data = bytes.data();
    const auto size = static_cast<long>(bytes.size());
    if (encoding == Encoding::Pkcs1) return d2i_PublicKey(EVP_PKEY_RSA, nullptr, &data, size);
    return d2i_PUBKEY(nullptr, &data, size);
}

// Whether it is an EncryptedPrivateKeyInfo: a sequence that begins with a sequence.
bool is_encrypted_pkcs8(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < 2 || bytes[0] != 0x30) return false;
    const std::size_t header = (bytes[1] & 0x80U) != 0 ? 2U + (bytes[1] & 0x7fU) : 2U;
    return bytes.size() > header && bytes[header] == 0x30;
}

EVP_PKEY* read_private_der(std::span<const std::uint8_t> bytes, Encoding encoding,
                           Passphrase& passphrase) {
    const unsigned char* data = bytes.data();
    const auto size = static_cast<long>(bytes.size());
    if (encoding == Encoding::Pkcs1) return d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &data, size);
    if (encoding == Encoding::Sec1) return d2i_PrivateKey(EVP_PKEY_EC, nullptr, &data, size);
    const BasicInput input(input_of(bytes));
    if (is_encrypted_pkcs8(bytes)) {
        return d2i_PKCS8PrivateKey_bio(input.get(), nullptr, &give_passphrase, &passphrase);
    }
    const openssl::Owned<PKCS8_PRIV_KEY_INFO, &PKCS8_PRIV_KEY_INFO_free> info(
        d2i_PKCS8_PRIV_KEY_INFO_bio(input.get(), nullptr));
    return info == nullptr ? nullptr : EVP_PKCS82PKEY(info.get());
}

// Whether PKCS#1 DER is of a private key: a sequence that begins with a version.
bool is_private_pkcs1(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < 2 || bytes[0] != 0x30) return false;
    const std::size_t header = (bytes[1] & 0x80U) != 0 ? 2U + (bytes[1] & 0x7fU) : 2U;
    return bytes.size() > header + 2 && bytes[header] == 0x02 && bytes[header + 1] == 1 &&
           bytes[header + 2] <= 1;
}

KeyHandle* fresh_key(const Info& info) {
    KeyHandle* self = unwrap<KeyHandle>(info);
    return self == nullptr || self->key ? nullptr : self;
}

// parse(isPrivate, data, format, encoding, passphrase). A private key of PEM text may stand for its
// public one. Returns false when a passphrase is needed.
void parse(const Info& info) {
    KeyHandle* self = fresh_key(info);
    if (self == nullptr) return;
    auto data = bytes_of(info, 1);
    if (!data) return;
    const auto bytes = data->span();
    const auto format = static_cast<Format>(number_of(info, 2));
    const auto encoding = static_cast<Encoding>(number_of(info, 3));
    Passphrase passphrase = passphrase_of(info, 4);
    const ErrorScope errors;
    const auto read_private_pem = [&]() {
        const BasicInput input(input_of(bytes));
        return PEM_read_bio_PrivateKey(input.get(), nullptr, &give_passphrase, &passphrase);
    };
    EVP_PKEY* key = nullptr;
    if (info[0]->IsTrue()) {
        key = format == Format::Pem ? read_private_pem()
                                    : read_private_der(bytes, encoding, passphrase);
        self->is_private = true;
        if (key == nullptr && needs_passphrase(passphrase)) {
            return info.GetReturnValue().Set(false);
        }
    } else if (format == Format::Pem) {
        key = read_public_pem(bytes, passphrase);
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (key == nullptr && text.find("PRIVATE KEY-----") != std::string_view::npos) {
            ERR_clear_error();
            key = read_private_pem();
            if (key == nullptr && needs_passphrase(passphrase)) {
                return info.GetReturnValue().Set(false);
            }
        }
    } else if (encoding == Encoding::Pkcs8 || encoding == Encoding::Sec1 ||
               (encoding == Encoding::Pkcs1 && is_private_pkcs1(bytes))) {
        key = read_private_der(bytes, encoding, passphrase);
    } else {
        key = read_public_der(bytes, encoding);
    }
    if (key == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(), Failure::take(info[0]->IsTrue() ? "Failed to read private key"
                                                               : "Failed to read asymmetric key"));
    }
    ERR_clear_error();
    self->key = KeyRef(key);
    info.GetReturnValue().Set(true);
}

bool write_public(BIO* out, EVP_PKEY* key, Format format, Encoding encoding) {
    if (encoding == Encoding::Pkcs1) {
        const RSA* rsa = EVP_PKEY_get0_RSA(key);
        if (rsa == nullptr) return false;
        return (format == Format::Pem ? PEM_write_bio_RSAPublicKey(out, rsa)
                                      : i2d_RSAPublicKey_bio(out, rsa)) == 1;
    }
    return (format == Format::Pem ? PEM_write_bio_PUBKEY(out, key) : i2d_PUBKEY_bio(out, key)) == 1;
}

struct Protection {
    const EVP_CIPHER* cipher = nullptr;
    Passphrase passphrase;
    char* text() { return passphrase ? passphrase->data() : nullptr; }
    int size() const { return passphrase ? static_cast<int>(passphrase->size()) : 0; }
};

bool write_private(BIO* out, EVP_PKEY* key, Format format, Encoding encoding, Protection protect) {
    if (encoding == Encoding::Pkcs8) {
        return (format == Format::Pem
                    ? PEM_write_bio_PKCS8PrivateKey(out, key, protect.cipher, protect.text(),
                                                    protect.size(), nullptr, nullptr)
                    : i2d_PKCS8PrivateKey_bio(out, key, protect.cipher, protect.text(),
                                              protect.size(), nullptr, nullptr)) == 1;
    }
    auto* phrase = reinterpret_cast<unsigned char*>(protect.text());
    if (encoding == Encoding::Pkcs1) {
        const RSA* rsa = EVP_PKEY_get0_RSA(key);
        if (rsa == nullptr) return false;
        return (format == Format::Pem
                    ? PEM_write_bio_RSAPrivateKey(out, rsa, protect.cipher, phrase, protect.size(),
                                                  nullptr, nullptr)
                    : i2d_RSAPrivateKey_bio(out, rsa)) == 1;
    }
    const EC_KEY* curve = EVP_PKEY_get0_EC_KEY(key);
    if (curve == nullptr) return false;
    return (format == Format::Pem ? PEM_write_bio_ECPrivateKey(out, curve, protect.cipher, phrase,
                                                               protect.size(), nullptr, nullptr)
                                  : i2d_ECPrivateKey_bio(out, curve)) == 1;
}

KeyHandle* filled_key(const Info& info) {
    KeyHandle* self = unwrap<KeyHandle>(info);
    return self == nullptr || !self->key ? nullptr : self;
}

// export(isPrivate, format, encoding, cipher, passphrase): a Buffer, or PEM text.
void export_key(const Info& info) {
    KeyHandle* self = filled_key(info);
    if (self == nullptr) return;
    const auto format = static_cast<Format>(number_of(info, 1));
    const auto encoding = static_cast<Encoding>(number_of(info, 2));
    Protection protect;
    const ErrorScope errors;
    if (info[3]->IsString()) {
        protect.cipher = find_cipher(to_utf8(info.GetIsolate(), info[3]));
        if (protect.cipher == nullptr) {
            return openssl::throw_failure(
                info.GetIsolate(), Failure::of("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher"));
        }
        protect.passphrase = passphrase_of(info, 4);
        if (!protect.passphrase) protect.passphrase = "";
    }
    const BasicInput out(BIO_new(BIO_s_mem()));
    EVP_PKEY* key = self->key.get();
    const bool wants_private = info[0]->IsTrue();
    if (wants_private && !self->is_private) return;
    const bool done = wants_private ? write_private(out.get(), key, format, encoding, protect)
                                    : write_public(out.get(), key, format, encoding);
    if (!done) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take("Failed to encode the key"));
    }
    char* data = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(out.get(), &data));
    if (format == Format::Pem) {
        info.GetReturnValue().Set(to_string(info.GetIsolate(), {data, size}));
    } else {
        give_back(info, {reinterpret_cast<const std::uint8_t*>(data), size});
    }
}

std::string type_name(int id) {
    switch (id) {
        case EVP_PKEY_RSA:
            return "rsa";
        case EVP_PKEY_RSA_PSS:
            return "rsa-pss";
        case EVP_PKEY_DSA:
            return "dsa";
        case EVP_PKEY_DH:
        case EVP_PKEY_DHX:
            return "dh";
        case EVP_PKEY_EC:
            return "ec";
        case EVP_PKEY_ED25519:
            return "ed25519";
        case EVP_PKEY_ED448:
            return "ed448";
        case EVP_PKEY_X25519:
            return "x25519";
        case EVP_PKEY_X448:
            return "x448";
        default:
            return "";
    }
}

void type(const Info& info) {
    KeyHandle* self = filled_key(info);
    if (self == nullptr) return;
    const std::string name = type_name(EVP_PKEY_get_id(self->key.get()));
    if (!name.empty()) info.GetReturnValue().Set(to_string(info.GetIsolate(), name));
}

class Details {
  public:
    explicit Details(v8::Local<v8::Context> context)
        : context_(context), object_(v8::Object::New(context->GetIsolate())) {}
    void set(const char* name, v8::Local<v8::Value> value) {
        object_->CreateDataProperty(context_, to_string(context_->GetIsolate(), name), value)
            .Check();
    }
    void set(const char* name, int number) {
        set(name, v8::Integer::New(context_->GetIsolate(), number).As<v8::Value>());
    }
    void set(const char* name, std::string_view text) {
        set(name, to_string(context_->GetIsolate(), text).As<v8::Value>());
    }
    v8::Local<v8::Object> object() const { return object_; }

  private:
    v8::Local<v8::Context> context_;
    v8::Local<v8::Object> object_;
};

std::string lower(const char* text) {
    std::string result = text == nullptr ? "" : text;
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

// The rules that an RSA-PSS key is bound to, if it is.
void add_pss_rules(Details& details, EVP_PKEY* key) {
    const RSA* rsa = EVP_PKEY_get0_RSA(key);
    const RSA_PSS_PARAMS* rules = rsa == nullptr ? nullptr : RSA_get0_pss_params(rsa);
    if (rules == nullptr) return;
    int hash = NID_sha1;
    int mask_hash = NID_sha1;
    std::int64_t salt = 20;
    if (rules->hashAlgorithm != nullptr) hash = OBJ_obj2nid(rules->hashAlgorithm->algorithm);
    if (rules->maskGenAlgorithm != nullptr && rules->maskHash != nullptr) {
        mask_hash = OBJ_obj2nid(rules->maskHash->algorithm);
    } else if (rules->maskGenAlgorithm != nullptr) {
        const openssl::Owned<X509_ALGOR, &X509_ALGOR_free> mask(
            static_cast<X509_ALGOR*>(ASN1_TYPE_unpack_sequence(
                ASN1_ITEM_rptr(X509_ALGOR), rules->maskGenAlgorithm->parameter)));
        if (mask != nullptr) mask_hash = OBJ_obj2nid(mask->algorithm);
    }
    if (rules->saltLength != nullptr) ASN1_INTEGER_get_int64(&salt, rules->saltLength);
    details.set("hashAlgorithm", lower(OBJ_nid2ln(hash)));
    details.set("mgf1HashAlgorithm", lower(OBJ_nid2ln(mask_hash)));
    details.set("saltLength", static_cast<int>(salt));
}

// details(): modulusLength, publicExponent, namedCurve, ...
void details(const Info& info) {
    KeyHandle* self = filled_key(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    Details facts(context);
    EVP_PKEY* key = self->key.get();
    switch (EVP_PKEY_get_id(key)) {
        case EVP_PKEY_RSA:
        case EVP_PKEY_RSA_PSS: {
            const RSA* rsa = EVP_PKEY_get0_RSA(key);
            const BIGNUM* modulus = nullptr;
            const BIGNUM* exponent = nullptr;
            RSA_get0_key(rsa, &modulus, &exponent, nullptr);
            facts.set("modulusLength", BN_num_bits(modulus));
            std::uint8_t bytes[8] = {};
            if (BN_bn2lebinpad(exponent, bytes, sizeof(bytes)) > 0) {
                std::uint64_t word = 0;
                std::memcpy(&word, bytes, sizeof(word));
                facts.set("publicExponent",
                          v8::BigInt::NewFromUnsigned(isolate, word).As<v8::Value>());
            }
            if (EVP_PKEY_get_id(key) == EVP_PKEY_RSA_PSS) add_pss_rules(facts, key);
            break;
        }
        case EVP_PKEY_DSA: {
            const DSA* dsa = EVP_PKEY_get0_DSA(key);
            const BIGNUM* p = nullptr;
            const BIGNUM* q = nullptr;
            DSA_get0_pqg(dsa, &p, &q, nullptr);
            facts.set("modulusLength", BN_num_bits(p));
            facts.set("divisorLength", BN_num_bits(q));
            break;
        }
        case EVP_PKEY_EC: {
            const EC_GROUP* group = EC_KEY_get0_group(EVP_PKEY_get0_EC_KEY(key));
            const int id = EC_GROUP_get_curve_name(group);
            if (id != NID_undef) facts.set("namedCurve", std::string_view(OBJ_nid2sn(id)));
            break;
        }
        default:
            break;
    }
    info.GetReturnValue().Set(facts.object());
}

void equals(const Info& info) {
    KeyHandle* self = filled_key(info);
    const KeyHandle* other = handle_of<KeyHandle>(info[0]);
    if (self == nullptr || other == nullptr) return;
    const ErrorScope errors;
    info.GetReturnValue().Set(other->key && self->is_private == other->is_private &&
                              EVP_PKEY_eq(self->key.get(), other->key.get()) == 1);
}

// check(): whether its numbers are those of a key, as far as can be told.
void check(const Info& info) {
    KeyHandle* self = filled_key(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    const openssl::PrivateKeyContext context(EVP_PKEY_CTX_new(self->key.get(), nullptr));
    const int holds = context == nullptr ? 0
                      : self->is_private ? EVP_PKEY_check(context.get())
                                         : EVP_PKEY_public_check(context.get());
    info.GetReturnValue().Set(holds == 1);
}

// toPublic(): the other half of a private key.
void to_public(const Info& info) {
    KeyHandle* self = filled_key(info);
    if (self == nullptr) return;
    v8::Local<v8::Value> made;
    if (make_key(Env::from(info), self->key, false).ToLocal(&made)) {
        info.GetReturnValue().Set(made);
    }
}

// adopt(key): the same key in a fresh object, which is public.
void adopt(const Info& info) {
    KeyHandle* self = fresh_key(info);
    const KeyHandle* other = handle_of<KeyHandle>(info[0]);
    if (self == nullptr || other == nullptr) return;
    self->key = other->key;
    self->is_private = info[1]->IsTrue() && other->is_private;
}

// --- JWK: numbers as base64url text, whose making is the JavaScript half's --------------------

v8::Local<v8::Value> number_bytes(const Info& info, const BIGNUM* number, int size = 0) {
    if (number == nullptr) return v8::Undefined(info.GetIsolate());
    Bytes bytes(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(number)));
    if (BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size())) < 0) {
        return v8::Undefined(info.GetIsolate());
    }
    v8::Local<v8::Uint8Array> buffer;
    if (!make_buffer(Env::from(info), std::span<const std::uint8_t>(bytes)).ToLocal(&buffer)) {
        return v8::Undefined(info.GetIsolate());
    }
    return buffer;
}

void rsa_numbers(const Info& info, const RSA* rsa, bool is_private) {
    const BIGNUM *n = nullptr, *e = nullptr, *d = nullptr;
    const BIGNUM *p = nullptr, *q = nullptr;
    const BIGNUM *dp = nullptr, *dq = nullptr, *qi = nullptr;
    RSA_get0_key(rsa, &n, &e, &d);
    std::vector<v8::Local<v8::Value>> values = {number_bytes(info, n), number_bytes(info, e)};
    if (is_private) {
        RSA_get0_factors(rsa, &p, &q);
        RSA_get0_crt_params(rsa, &dp, &dq, &qi);
        for (const BIGNUM* number : {d, p, q, dp, dq, qi})
            values.push_back(number_bytes(info, number));
    }
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), values.data(), values.size()));
}

// numbers(): of RSA [n, e, d, p, q, dp, dq, qi], of EC [x, y, d, curve], of the others [x, d].
void numbers(const Info& info) {
    KeyHandle* self = filled_key(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    EVP_PKEY* key = self->key.get();
    if (const RSA* rsa = EVP_PKEY_get0_RSA(key)) return rsa_numbers(info, rsa, self->is_private);
    v8::Isolate* isolate = info.GetIsolate();
    if (const EC_KEY* curve = EVP_PKEY_get0_EC_KEY(key)) {
        const EC_GROUP* group = EC_KEY_get0_group(curve);
        const int size = (EC_GROUP_get_degree(group) + 7) / 8;
        const BigNumber x(BN_new());
        const BigNumber y(BN_new());
        EC_POINT_get_affine_coordinates(group, EC_KEY_get0_public_key(curve), x.get(), y.get(),
                                        nullptr);
        const BIGNUM* secret = self->is_private ? EC_KEY_get0_private_key(curve) : nullptr;
        const char* name = OBJ_nid2sn(EC_GROUP_get_curve_name(group));
        const int order = (EC_GROUP_order_bits(group) + 7) / 8;
        v8::Local<v8::Value> values[] = {
            number_bytes(info, x.get(), size), number_bytes(info, y.get(), size),
            number_bytes(info, secret, order), to_string(isolate, name == nullptr ? "" : name)};
        return info.GetReturnValue().Set(v8::Array::New(isolate, values, 4));
    }
    std::uint8_t bytes[64];
    std::size_t size = sizeof(bytes);
    v8::Local<v8::Value> values[] = {v8::Undefined(isolate), v8::Undefined(isolate)};
    const auto to_value = [&](std::size_t length) -> v8::Local<v8::Value> {
        v8::Local<v8::Uint8Array> buffer;
        if (!make_buffer(Env::from(info), std::span<const std::uint8_t>(bytes, length))
                 .ToLocal(&buffer)) {
            return v8::Undefined(isolate);
        }
        return buffer;
    };
    if (EVP_PKEY_get_raw_public_key(key, bytes, &size) == 1) values[0] = to_value(size);
    size = sizeof(bytes);
    if (self->is_private && EVP_PKEY_get_raw_private_key(key, bytes, &size) == 1) {
        values[1] = to_value(size);
    }
    OPENSSL_cleanse(bytes, sizeof(bytes));
    info.GetReturnValue().Set(v8::Array::New(isolate, values, 2));
}

BIGNUM* number_argument(const Info& info, int argument) {
    auto bytes = optional_bytes(info, argument);
    if (!bytes || bytes->size() == 0) return nullptr;
    const auto span = bytes->span();
    return BN_bin2bn(span.data(), static_cast<int>(span.size()), nullptr);
}

// fromRsa(n, e, d, p, q, dp, dq, qi): false for numbers that are none of a key.
void from_rsa(const Info& info) {
    KeyHandle* self = fresh_key(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    openssl::Owned<RSA, &RSA_free> rsa(RSA_new());
    BIGNUM* n = number_argument(info, 0);
    BIGNUM* e = number_argument(info, 1);
    BIGNUM* d = number_argument(info, 2);
    if (n == nullptr || e == nullptr || RSA_set0_key(rsa.get(), n, e, d) != 1) {
        BN_free(n);
        BN_free(e);
        BN_clear_free(d);
        return info.GetReturnValue().Set(false);
    }
    if (d != nullptr) {
        BIGNUM* p = number_argument(info, 3);
        BIGNUM* q = number_argument(info, 4);
        if (p == nullptr || q == nullptr || RSA_set0_factors(rsa.get(), p, q) != 1) {
            BN_clear_free(p);
            BN_clear_free(q);
            return info.GetReturnValue().Set(false);
        }
        BIGNUM* dp = number_argument(info, 5);
        BIGNUM* dq = number_argument(info, 6);
        BIGNUM* qi = number_argument(info, 7);
        if (dp == nullptr || dq == nullptr || qi == nullptr ||
            RSA_set0_crt_params(rsa.get(), dp, dq, qi) != 1) {
            BN_clear_free(dp);
            BN_clear_free(dq);
            BN_clear_free(qi);
            return info.GetReturnValue().Set(false);
        }
    }
    EVP_PKEY* key = EVP_PKEY_new();
    EVP_PKEY_assign_RSA(key, rsa.release());
    self->key = KeyRef(key);
    self->is_private = d != nullptr;
    info.GetReturnValue().Set(true);
}

// fromCurve(curve, x, y, d), or fromCurve(curve, point, undefined, d): false when it is not on it.
void from_curve(const Info& info) {
    KeyHandle* self = fresh_key(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const ErrorScope errors;
    const int id = curve_of(*name);
    openssl::EcKey curve(id == NID_undef ? nullptr : EC_KEY_new_by_curve_name(id));
    if (curve == nullptr) return info.GetReturnValue().Set(false);
    bool fine = true;
    if (info[2]->IsUndefined()) {
        auto point_bytes = optional_bytes(info, 1);
        const EC_GROUP* group = EC_KEY_get0_group(curve.get());
        const openssl::EcPoint point(EC_POINT_new(group));
        fine = point_bytes &&
               EC_POINT_oct2point(group, point.get(), point_bytes->span().data(),
                                  point_bytes->size(), nullptr) == 1 &&
               EC_KEY_set_public_key(curve.get(), point.get()) == 1;
    } else {
        const BigNumber x(number_argument(info, 1));
        const BigNumber y(number_argument(info, 2));
        fine = x != nullptr && y != nullptr &&
               EC_KEY_set_public_key_affine_coordinates(curve.get(), x.get(), y.get()) == 1;
    }
    const BigNumber secret(number_argument(info, 3));
    if (fine && secret != nullptr) {
        fine = EC_KEY_set_private_key(curve.get(), secret.get()) == 1;
    }
    if (!fine) return info.GetReturnValue().Set(false);
    EVP_PKEY* key = EVP_PKEY_new();
    EVP_PKEY_assign_EC_KEY(key, curve.release());
    self->key = KeyRef(key);
    self->is_private = secret != nullptr;
    info.GetReturnValue().Set(true);
}

// fromRaw(type, isPrivate, bytes): of Ed25519 and its kin.
void from_raw(const Info& info) {
    KeyHandle* self = fresh_key(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    auto bytes = bytes_of(info, 2);
    if (!bytes) return;
    const ErrorScope errors;
    const int id = *name == "ed25519"  ? EVP_PKEY_ED25519
                   : *name == "ed448"  ? EVP_PKEY_ED448
                   : *name == "x25519" ? EVP_PKEY_X25519
                                       : EVP_PKEY_X448;
    const auto span = bytes->span();
    EVP_PKEY* key = info[1]->IsTrue()
                        ? EVP_PKEY_new_raw_private_key(id, nullptr, span.data(), span.size())
                        : EVP_PKEY_new_raw_public_key(id, nullptr, span.data(), span.size());
    if (key == nullptr) return info.GetReturnValue().Set(false);
    self->key = KeyRef(key);
    self->is_private = info[1]->IsTrue();
    info.GetReturnValue().Set(true);
}

// Sets the function that makes the class's objects; called once by the JavaScript half.
void remember_class(const Info& info) {
    if (!info[0]->IsFunction()) return;
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    const v8::Local<v8::Private> key =
        v8::Private::ForApi(info.GetIsolate(), to_string(info.GetIsolate(), "plinth.crypto.Key"));
    context->Global()->SetPrivate(context, key, info[0]).Check();
}

}  // namespace

BIO* input_of(std::span<const std::uint8_t> bytes) {
    BIO* input = BIO_new(BIO_s_mem());
    if (input != nullptr && !bytes.empty()) {
        BIO_write(input, bytes.data(), static_cast<int>(bytes.size()));
    }
    return input;
}

int curve_of(const std::string& name) {
    int id = EC_curve_nist2nid(name.c_str());
    if (id == NID_undef) id = OBJ_sn2nid(name.c_str());
    return id;
}

bool signs_at_once(int kind) {
    return kind == EVP_PKEY_ED25519 || kind == EVP_PKEY_ED448;
}

v8::MaybeLocal<v8::Value> make_key(Env& env, const KeyRef& key, bool is_private) {
    v8::Isolate* isolate = env.isolate();
    const v8::Local<v8::Context> context = env.context();
    const v8::Local<v8::Private> name =
        v8::Private::ForApi(isolate, to_string(isolate, "plinth.crypto.Key"));
    v8::Local<v8::Value> made;
    v8::Local<v8::Object> object;
    if (!context->Global()->GetPrivate(context, name).ToLocal(&made) || !made->IsFunction() ||
        !made.As<v8::Function>()->NewInstance(context).ToLocal(&object)) {
        return {};
    }
    KeyHandle* handle = handle_of<KeyHandle>(object);
    if (handle == nullptr) return {};
    handle->key = key;
    handle->is_private = is_private;
    return object;
}

KeyRef key_of(const Info& info, int argument) {
    const KeyHandle* handle = handle_of<KeyHandle>(info[argument]);
    if (handle != nullptr && handle->key) return handle->key;
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "A key is expected");
    return {};
}

void add_keys(NativeModule& module) {
    module.handle<KeyHandle>("Key")
        .method("parse", &parse)
        .method("export", &export_key)
        .method("type", &type)
        .method("details", &details)
        .method("equals", &equals)
        .method("check", &check)
        .method("toPublic", &to_public)
        .method("adopt", &adopt)
        .method("numbers", &numbers)
        .method("fromRsa", &from_rsa)
        .method("fromCurve", &from_curve)
        .method("fromRaw", &from_raw);
    module.raw("rememberKeyClass", &remember_class);
}

}  // namespace plinth::api::crypto
