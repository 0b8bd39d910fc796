// SPDX-License-Identifier: MIT
// Secrets that two ends agree on: Diffie-Hellman, over numbers and over curves.

#include "host/api/crypto/key.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

using openssl::BigNumber;

// --- Over numbers ------------------------------------------------------------------------------

class DhHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    openssl::DhParameters dh;
};

BIGNUM* number_of_bytes(std::span<const std::uint8_t> bytes) {
    return BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
}

void give_back_number(const Info& info, const BIGNUM* number) {
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number)));
    BN_bn2bin(number, bytes.data());
    give_back(info, bytes);
}

// Node's names of groups; OpenSSL has the primes.
BIGNUM* group_prime(const std::string& name) {
    if (name == "modp1") return BN_get_rfc2409_prime_768(nullptr);
    if (name == "modp2") return BN_get_rfc2409_prime_1024(nullptr);
    if (name == "modp5") return BN_get_rfc3526_prime_1536(nullptr);
    if (name == "modp14") return BN_get_rfc3526_prime_2048(nullptr);
    if (name == "modp15") return BN_get_rfc3526_prime_3072(nullptr);
    if (name == "modp16") return BN_get_rfc3526_prime_4096(nullptr);
    if (name == "modp17") return BN_get_rfc3526_prime_6144(nullptr);
    if (name == "modp18") return BN_get_rfc3526_prime_8192(nullptr);
    return nullptr;
}

// initGroup(name): false when there is none.
void init_group(const Info& info) {
    DhHandle* self = unwrap<DhHandle>(info);
    if (self == nullptr || self->dh != nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    std::string lower = *name;
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    BIGNUM* prime = group_prime(lower);
    if (prime == nullptr) return info.GetReturnValue().Set(false);
    BIGNUM* generator = BN_new();
    BN_set_word(generator, 2);
    self->dh.reset(DH_new());
    DH_set0_pqg(self->dh.get(), prime, nullptr, generator);
    info.GetReturnValue().Set(true);
}

// init(prime or its size, generator as number or bytes): what DH_check() says.
void init(const Info& info) {
    DhHandle* self = unwrap<DhHandle>(info);
    if (self == nullptr || self->dh != nullptr) return;
    const ErrorScope errors;
    openssl::DhParameters dh(DH_new());
    if (info[0]->IsNumber()) {
        const auto bits = static_cast<int>(number_of(info, 0));
        if (bits < 2) {
            ERR_raise(ERR_LIB_DH, DH_R_MODULUS_TOO_SMALL);
            return openssl::throw_failure(info.GetIsolate(), Failure::take());
        }
        const auto generator = static_cast<int>(number_of(info, 1, 2));
        if (generator <= 1) {
            ERR_raise(ERR_LIB_DH, DH_R_BAD_GENERATOR);
            return openssl::throw_failure(info.GetIsolate(), Failure::take());
        }
        if (DH_generate_parameters_ex(dh.get(), bits, generator, nullptr) != 1) {
            return openssl::throw_failure(info.GetIsolate(),
                                          Failure::take("Initialization failed"));
        }
    } else {
        auto prime_bytes = bytes_of(info, 0);
        if (!prime_bytes) return;
        BigNumber prime(number_of_bytes(prime_bytes->span()));
        BigNumber generator(nullptr);
        if (info[1]->IsNumber()) {
            generator.reset(BN_new());
            const std::int64_t number = number_of(info, 1, 2);
            if (number > 1) BN_set_word(generator.get(), static_cast<BN_ULONG>(number));
        } else if (auto generator_bytes = bytes_of(info, 1)) {
            generator.reset(number_of_bytes(generator_bytes->span()));
        } else {
            return;
        }
        if (BN_is_zero(generator.get()) != 0 || BN_is_one(generator.get()) != 0) {
            ERR_raise(ERR_LIB_DH, DH_R_BAD_GENERATOR);
            return openssl::throw_failure(info.GetIsolate(), Failure::take());
        }
        DH_set0_pqg(dh.get(), prime.release(), nullptr, generator.release());
    }
    self->dh = std::move(dh);
}

DhHandle* ready(const Info& info) {
    DhHandle* self = unwrap<DhHandle>(info);
    return self == nullptr || self->dh == nullptr ? nullptr : self;
}

void verify_error(const Info& info) {
    DhHandle* self = ready(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    int codes = 0;
    if (DH_check(self->dh.get(), &codes) != 1) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("Checking DH parameters failed"));
    }
    info.GetReturnValue().Set(codes);
}

void generate_keys(const Info& info) {
    DhHandle* self = ready(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    if (DH_generate_key(self->dh.get()) != 1) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take("Key generation failed"));
    }
    const BIGNUM* key = nullptr;
    DH_get0_key(self->dh.get(), &key, nullptr);
    give_back_number(info, key);
}

Failure key_failure(const char* text) {
    return Failure::of("ERR_CRYPTO_INVALID_STATE", text);
}

// What the other end's key is no good for.
std::optional<Failure> key_problem(const DH* dh, const BIGNUM* key) {
    int codes = 0;
    if (DH_check_pub_key(dh, key, &codes) != 1 && codes == 0) return Failure::take();
    if ((codes & DH_CHECK_PUBKEY_TOO_SMALL) != 0) {
        return Failure::of("ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too small",
                           Failure::Kind::RangeError);
    }
    if ((codes & DH_CHECK_PUBKEY_TOO_LARGE) != 0) {
        return Failure::of("ERR_CRYPTO_INVALID_KEYLEN", "Supplied key is too large",
                           Failure::Kind::RangeError);
    }
    return std::nullopt;
}

// computeSecret(other): a Buffer as long as the prime.
void compute_secret(const Info& info) {
    DhHandle* self = ready(info);
    if (self == nullptr) return;
    auto other = bytes_of(info, 0);
    if (!other) return;
    const ErrorScope errors;
    const BigNumber key(number_of_bytes(other->span()));
    Bytes secret(static_cast<std::size_t>(DH_size(self->dh.get())));
    const int size = DH_compute_key_padded(secret.data(), key.get(), self->dh.get());
    if (size < 0) {
        if (const auto problem = key_problem(self->dh.get(), key.get())) {
            return openssl::throw_failure(info.GetIsolate(), *problem);
        }
        return openssl::throw_failure(info.GetIsolate(), Failure::take("Invalid key"));
    }
    give_back(info, secret);
}

enum class Part { Prime, Generator, PublicKey, PrivateKey };

template <Part kPart>
void part(const Info& info) {
    DhHandle* self = ready(info);
    if (self == nullptr) return;
    const BIGNUM *p = nullptr, *g = nullptr, *public_key = nullptr, *private_key = nullptr;
    DH_get0_pqg(self->dh.get(), &p, nullptr, &g);
    DH_get0_key(self->dh.get(), &public_key, &private_key);
    const BIGNUM* number = kPart == Part::Prime       ? p
                           : kPart == Part::Generator ? g
                           : kPart == Part::PublicKey ? public_key
                                                      : private_key;
    if (number == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(),
            key_failure(kPart == Part::PublicKey
                            ? "No public key - did you forget to generate one?"
                            : "No private key - did you forget to generate one?"));
    }
    give_back_number(info, number);
}

template <Part kPart>
void set_part(const Info& info) {
    DhHandle* self = ready(info);
    if (self == nullptr) return;
    auto bytes = bytes_of(info, 0);
    if (!bytes) return;
    BIGNUM* number = number_of_bytes(bytes->span());
    DH_set0_key(self->dh.get(), kPart == Part::PublicKey ? number : nullptr,
                kPart == Part::PrivateKey ? number : nullptr);
}

// --- Over curves -------------------------------------------------------------------------------

class EcdhHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    openssl::EcKey key;
    const EC_GROUP* group() const { return EC_KEY_get0_group(key.get()); }
};

void init_curve(const Info& info) {
    EcdhHandle* self = unwrap<EcdhHandle>(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const ErrorScope errors;
    const int id = OBJ_sn2nid(name->c_str());
    self->key.reset(id == NID_undef ? nullptr : EC_KEY_new_by_curve_name(id));
    if (self->key == nullptr) {
        openssl::throw_failure(info.GetIsolate(),
                               Failure::of("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name",
                                           Failure::Kind::TypeError));
    }
}

EcdhHandle* ready_curve(const Info& info) {
    EcdhHandle* self = unwrap<EcdhHandle>(info);
    return self == nullptr || self->key == nullptr ? nullptr : self;
}

void generate_curve_keys(const Info& info) {
    EcdhHandle* self = ready_curve(info);
    if (self == nullptr) return;
    if (EC_KEY_generate_key(self->key.get()) != 1) {
        openssl::throw_failure(info.GetIsolate(), Failure::of("ERR_CRYPTO_OPERATION_FAILED",
                                                              "Failed to generate key"));
    }
}

openssl::EcPoint point_of(const EC_GROUP* group, std::span<const std::uint8_t> bytes) {
    openssl::EcPoint point(EC_POINT_new(group));
    if (EC_POINT_oct2point(group, point.get(), bytes.data(), bytes.size(), nullptr) != 1) {
        return nullptr;
    }
    return point;
}

// computeSecret(point): undefined when it is not on the curve.
void compute_curve_secret(const Info& info) {
    EcdhHandle* self = ready_curve(info);
    if (self == nullptr) return;
    auto other = bytes_of(info, 0);
    if (!other) return;
    const ErrorScope errors;
    const EC_KEY* key = self->key.get();
    if (EC_KEY_get0_private_key(key) == nullptr || EC_KEY_check_key(key) != 1) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::of("ERR_CRYPTO_INVALID_KEYPAIR", "Invalid key pair",
                                                  Failure::Kind::RangeError));
    }
    const openssl::EcPoint point = point_of(self->group(), other->span());
    if (point == nullptr) return;
    Bytes secret(static_cast<std::size_t>((EC_GROUP_get_degree(self->group()) + 7) / 8));
    if (ECDH_compute_key(secret.data(), secret.size(), point.get(), key, nullptr) <= 0) {
        return openssl::throw_failure(info.GetIsolate(), Failure::of("ERR_CRYPTO_OPERATION_FAILED",
                                                                     "Failed to compute ECDH key"));
    }
    give_back(info, secret);
}

void give_back_point(const Info& info, const EC_GROUP* group, const EC_POINT* point, int form) {
    std::uint8_t* bytes = nullptr;
    const std::size_t size = EC_POINT_point2buf(
        group, point, static_cast<point_conversion_form_t>(form), &bytes, nullptr);
    if (size > 0) give_back(info, {bytes, size});
    OPENSSL_free(bytes);
}

void curve_public_key(const Info& info) {
    EcdhHandle* self = ready_curve(info);
    if (self == nullptr) return;
    const EC_POINT* point = EC_KEY_get0_public_key(self->key.get());
    if (point == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH public key"));
    }
    give_back_point(info, self->group(), point, static_cast<int>(number_of(info, 0, 4)));
}

void curve_private_key(const Info& info) {
    EcdhHandle* self = ready_curve(info);
    if (self == nullptr) return;
    const BIGNUM* number = EC_KEY_get0_private_key(self->key.get());
    if (number == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH private key"));
    }
    give_back_number(info, number);
}

void set_curve_private_key(const Info& info) {
    EcdhHandle* self = ready_curve(info);
    if (self == nullptr) return;
    auto bytes = bytes_of(info, 0);
    if (!bytes) return;
    const ErrorScope errors;
    const BigNumber number(number_of_bytes(bytes->span()));
    const EC_GROUP* group = self->group();
    const bool in_range = number != nullptr && BN_is_zero(number.get()) == 0 &&
                          BN_cmp(number.get(), EC_GROUP_get0_order(group)) < 0;
    if (!in_range) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::of("ERR_CRYPTO_INVALID_KEYTYPE",
                                                  "Private key is not valid for specified curve."));
    }
    openssl::EcKey fresh(EC_KEY_dup(self->key.get()));
    const openssl::EcPoint point(EC_POINT_new(group));
    if (fresh == nullptr || EC_KEY_set_private_key(fresh.get(), number.get()) != 1 ||
        EC_POINT_mul(group, point.get(), number.get(), nullptr, nullptr, nullptr) != 1 ||
        EC_KEY_set_public_key(fresh.get(), point.get()) != 1) {
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to convert BN to a private key"));
    }
    self->key = std::move(fresh);
}

void set_curve_public_key(const Info& info) {
    EcdhHandle* self = ready_curve(info);
    if (self == nullptr) return;
    auto bytes = bytes_of(info, 0);
    if (!bytes) return;
    const ErrorScope errors;
    const openssl::EcPoint point = point_of(self->group(), bytes->span());
    if (point == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT"));
    }
    if (EC_KEY_set_public_key(self->key.get(), point.get()) != 1) {
        openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to set generated public key"));
    }
}

// convertKey(point, curve, form)
void convert_key(const Info& info) {
    auto bytes = bytes_of(info, 0);
    if (!bytes) return;
    const auto name = text_of(info, 1);
    if (!name) return;
    const ErrorScope errors;
    const int id = OBJ_sn2nid(name->c_str());
    const openssl::EcGroup group(id == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(id));
    if (group == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(), Failure::of("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name",
                                           Failure::Kind::TypeError));
    }
    const openssl::EcPoint point = point_of(group.get(), bytes->span());
    if (point == nullptr) {
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT"));
    }
    give_back_point(info, group.get(), point.get(), static_cast<int>(number_of(info, 2, 4)));
}

void curves(const Info& info) {
    std::vector<EC_builtin_curve> all(EC_get_builtin_curves(nullptr, 0));
    EC_get_builtin_curves(all.data(), all.size());
    std::vector<v8::Local<v8::Value>> names;
    for (const EC_builtin_curve& curve : all)
        names.push_back(to_string(info.GetIsolate(), OBJ_nid2sn(curve.nid)));
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names.data(), names.size()));
}

// agree(privateKey, publicKey, callback): the secret of two keys of one kind.
void agree(const Info& info) {
    const KeyRef own = key_of(info, 0);
    if (!own) return;
    const KeyRef other = key_of(info, 1);
    if (!other) return;
    run(info, "DERIVEBITSREQUEST", info[2], [own, other]() -> Outcome {
        const ErrorScope errors;
        const openssl::PrivateKeyContext context(EVP_PKEY_CTX_new(own.get(), nullptr));
        std::size_t size = 0;
        if (context == nullptr || EVP_PKEY_derive_init(context.get()) != 1 ||
            EVP_PKEY_derive_set_peer(context.get(), other.get()) != 1 ||
            EVP_PKEY_derive(context.get(), nullptr, &size) != 1) {
            return Failure::take("diffieHellman failed");
        }
        Bytes secret(size);
        if (EVP_PKEY_derive(context.get(), secret.data(), &size) != 1) {
            return Failure::take("diffieHellman failed");
        }
        // Numbers may come out shorter: zeros lead.
        if (size < secret.size()) {
            Bytes padded(secret.size() - size);
            padded.insert(padded.end(), secret.begin(),
                          secret.begin() + static_cast<std::ptrdiff_t>(size));
            secret = std::move(padded);
        }
        return outcome_of(std::move(secret));
    });
}

}  // namespace

void add_diffie_hellman(NativeModule& module) {
    module.handle<DhHandle>("DiffieHellman")
        .method("initGroup", &init_group)
        .method("init", &init)
        .method("verifyError", &verify_error)
        .method("generateKeys", &generate_keys)
        .method("computeSecret", &compute_secret)
        .method("getPrime", &part<Part::Prime>)
        .method("getGenerator", &part<Part::Generator>)
        .method("getPublicKey", &part<Part::PublicKey>)
        .method("getPrivateKey", &part<Part::PrivateKey>)
        .method("setPublicKey", &set_part<Part::PublicKey>)
        .method("setPrivateKey", &set_part<Part::PrivateKey>);
    module.raw("agree", &agree);
}

void add_curves(NativeModule& module) {
    module.handle<EcdhHandle>("ECDH")
        .method("init", &init_curve)
        .method("generateKeys", &generate_curve_keys)
        .method("computeSecret", &compute_curve_secret)
        .method("getPublicKey", &curve_public_key)
        .method("getPrivateKey", &curve_private_key)
        .method("setPublicKey", &set_curve_public_key)
        .method("setPrivateKey", &set_curve_private_key);
    module.raw("convertKey", &convert_key).raw("curves", &curves);
}

}  // namespace plinth::api::crypto
