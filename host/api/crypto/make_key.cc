// SPDX-License-Identifier: MIT
// Making keys, and prime numbers: in the thread pool, unless a script asked for it at once.

#include "host/api/crypto/key.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

using openssl::BigNumber;
using openssl::PrivateKeyContext;

// What a script chose, already checked.
struct Choice {
    std::string kind;
    std::int64_t bits = 0;
    std::int64_t exponent = 0;
    std::string digest;
    std::string mask_digest;
    std::int64_t salt_length = -1;
    std::string curve;
    bool explicit_curve = false;
    std::string group;
    Bytes prime;
    std::int64_t generator = 2;
    std::int64_t divisor = -1;
};

EVP_PKEY* generate(EVP_PKEY_CTX* context) {
    EVP_PKEY* key = nullptr;
    return EVP_PKEY_keygen(context, &key) == 1 ? key : nullptr;
}

EVP_PKEY* make_rsa(const Choice& choice) {
    const bool pss = choice.kind == "rsa-pss";
    const PrivateKeyContext context(
        EVP_PKEY_CTX_new_id(pss ? EVP_PKEY_RSA_PSS : EVP_PKEY_RSA, nullptr));
    const BigNumber exponent(BN_new());
    BN_set_word(exponent.get(), static_cast<BN_ULONG>(choice.exponent));
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), static_cast<int>(choice.bits)) <= 0 ||
        EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context.get(), exponent.get()) <= 0) {
        return nullptr;
    }
    if (pss) {
        const EVP_MD* digest = choice.digest.empty() ? nullptr : find_digest(choice.digest);
        const EVP_MD* mask = choice.mask_digest.empty() ? digest : find_digest(choice.mask_digest);
        if (digest != nullptr && EVP_PKEY_CTX_set_rsa_pss_keygen_md(context.get(), digest) <= 0) {
            return nullptr;
        }
        if (mask != nullptr && EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md(context.get(), mask) <= 0) {
            return nullptr;
        }
        std::int64_t salt = choice.salt_length;
        if (salt < 0 && digest != nullptr) salt = EVP_MD_get_size(digest);
        if (salt >= 0 &&
            EVP_PKEY_CTX_set_rsa_pss_keygen_saltlen(context.get(), static_cast<int>(salt)) <= 0) {
            return nullptr;
        }
    }
    return generate(context.get());
}

EVP_PKEY* with_parameters(EVP_PKEY* parameters) {
    const openssl::PrivateKey owned(parameters);
    if (parameters == nullptr) return nullptr;
    const PrivateKeyContext context(EVP_PKEY_CTX_new(parameters, nullptr));
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1) return nullptr;
    return generate(context.get());
}

EVP_PKEY* make_dsa(const Choice& choice) {
    const PrivateKeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, nullptr));
    EVP_PKEY* parameters = nullptr;
    if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_dsa_paramgen_bits(context.get(), static_cast<int>(choice.bits)) <= 0 ||
        (choice.divisor >= 0 && EVP_PKEY_CTX_set_dsa_paramgen_q_bits(
                                    context.get(), static_cast<int>(choice.divisor)) <= 0) ||
        EVP_PKEY_paramgen(context.get(), &parameters) != 1) {
        return nullptr;
    }
    return with_parameters(parameters);
}

EVP_PKEY* make_curve(const Choice& choice) {
    const PrivateKeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
    EVP_PKEY* parameters = nullptr;
    if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), curve_of(choice.curve)) <= 0 ||
        EVP_PKEY_CTX_set_ec_param_enc(context.get(), choice.explicit_curve
                                                         ? OPENSSL_EC_EXPLICIT_CURVE
                                                         : OPENSSL_EC_NAMED_CURVE) <= 0 ||
        EVP_PKEY_paramgen(context.get(), &parameters) != 1) {
        return nullptr;
    }
    return with_parameters(parameters);
}

EVP_PKEY* make_dh(const Choice& choice) {
    if (!choice.group.empty()) {
        openssl::DhParameters dh(DH_new_by_nid(OBJ_sn2nid(choice.group.c_str())));
        if (dh == nullptr) return nullptr;
        EVP_PKEY* parameters = EVP_PKEY_new();
        EVP_PKEY_assign(parameters, EVP_PKEY_DH, dh.release());
        return with_parameters(parameters);
    }
    if (!choice.prime.empty()) {
        openssl::DhParameters dh(DH_new());
        BIGNUM* prime =
            BN_bin2bn(choice.prime.data(), static_cast<int>(choice.prime.size()), nullptr);
        BIGNUM* generator = BN_new();
        BN_set_word(generator, static_cast<BN_ULONG>(choice.generator));
        if (DH_set0_pqg(dh.get(), prime, nullptr, generator) != 1) return nullptr;
        EVP_PKEY* parameters = EVP_PKEY_new();
        EVP_PKEY_assign(parameters, EVP_PKEY_DH, dh.release());
        return with_parameters(parameters);
    }
    const PrivateKeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_DH, nullptr));
    EVP_PKEY* parameters = nullptr;
    if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_dh_paramgen_prime_len(context.get(), static_cast<int>(choice.bits)) <= 0 ||
        EVP_PKEY_CTX_set_dh_paramgen_generator(context.get(), static_cast<int>(choice.generator)) <=
            0 ||
        EVP_PKEY_paramgen(context.get(), &parameters) != 1) {
        return nullptr;
    }
    return with_parameters(parameters);
}

EVP_PKEY* make_other(const std::string& kind) {
    const int id = kind == "ed25519"  ? EVP_PKEY_ED25519
                   : kind == "ed448"  ? EVP_PKEY_ED448
                   : kind == "x25519" ? EVP_PKEY_X25519
                                      : EVP_PKEY_X448;
    const PrivateKeyContext context(EVP_PKEY_CTX_new_id(id, nullptr));
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1) return nullptr;
    return generate(context.get());
}

EVP_PKEY* make(const Choice& choice) {
    if (choice.kind == "rsa" || choice.kind == "rsa-pss") return make_rsa(choice);
    if (choice.kind == "dsa") return make_dsa(choice);
    if (choice.kind == "ec") return make_curve(choice);
    if (choice.kind == "dh") return make_dh(choice);
    return make_other(choice.kind);
}

std::string optional_text(const Info& info, int argument) {
    return info[argument]->IsString() ? to_utf8(info.GetIsolate(), info[argument]) : "";
}

// generateKeyPair(kind, [numbers and names by kind, see below], callback): [public, private].
//   (kind, bits, exponent, digest, maskDigest, saltLength, curve, explicit, group, prime,
//    generator, divisor, callback)
void generate_key_pair(const Info& info) {
    const auto kind = text_of(info, 0);
    if (!kind) return;
    Choice choice;
    choice.kind = *kind;
    choice.bits = number_of(info, 1);
    choice.exponent = number_of(info, 2);
    choice.digest = optional_text(info, 3);
    choice.mask_digest = optional_text(info, 4);
    choice.salt_length = number_of(info, 5, -1);
    choice.curve = optional_text(info, 6);
    choice.explicit_curve = info[7]->IsTrue();
    choice.group = optional_text(info, 8);
    if (auto prime = optional_bytes(info, 9)) {
        choice.prime.assign(prime->span().begin(), prime->span().end());
    }
    choice.generator = number_of(info, 10, 2);
    choice.divisor = number_of(info, 11, -1);
    for (const auto& [name, prefix] : {std::pair(choice.digest, "Invalid digest: "),
                                       std::pair(choice.mask_digest, "Invalid MGF1 digest: ")}) {
        if (name.empty() || find_digest(name) != nullptr) continue;
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::of("ERR_CRYPTO_INVALID_DIGEST", prefix + name, Failure::Kind::TypeError));
    }
    if (choice.kind == "ec" && curve_of(choice.curve) == NID_undef) {
        return openssl::throw_failure(
            info.GetIsolate(), Failure::of("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name",
                                           Failure::Kind::TypeError));
    }
    run(info, "KEYPAIRGENREQUEST", info[12], [choice]() -> Outcome {
        const ErrorScope errors;
        EVP_PKEY* made = make(choice);
        if (made == nullptr) return Failure::take("Key generation job failed");
        const KeyRef key(made);
        return ToValue([key](Env& env) -> v8::MaybeLocal<v8::Value> {
            v8::Local<v8::Value> both[2];
            if (!make_key(env, key, false).ToLocal(&both[0]) ||
                !make_key(env, key, true).ToLocal(&both[1])) {
                return {};
            }
            return v8::Array::New(env.isolate(), both, 2);
        });
    });
}

BigNumber number_from(const Info& info, int argument) {
    auto bytes = optional_bytes(info, argument);
    if (!bytes) return nullptr;
    const auto span = bytes->span();
    return BigNumber(BN_bin2bn(span.data(), static_cast<int>(span.size()), nullptr));
}

// generatePrime(bits, safe, add, rem, callback)
void generate_prime(const Info& info) {
    const std::int64_t bits = number_of(info, 0);
    // Differs from Node: larger ones would keep a thread of the pool, which all plugins share, busy
    // for hours.
    constexpr std::int64_t kMostBits = 16384;
    if (bits < 1 || bits > kMostBits) {
        return throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE",
                                 "The value of \"size\" is out of range. It must be <= 16384");
    }
    const bool safe = info[1]->IsTrue();
    const std::shared_ptr<BIGNUM> add(number_from(info, 2).release(), &BN_clear_free);
    const std::shared_ptr<BIGNUM> rem(number_from(info, 3).release(), &BN_clear_free);
    if (add != nullptr) {
        // Otherwise the search would never end.
        if (BN_num_bits(add.get()) > bits) {
            return throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE", "invalid options.add");
        }
        if (rem != nullptr && BN_cmp(add.get(), rem.get()) != 1) {
            return throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE", "invalid options.rem");
        }
    }
    run(info, "RANDOMPRIMEREQUEST", info[4], [bits, safe, add, rem]() -> Outcome {
        const ErrorScope errors;
        const BigNumber prime(BN_secure_new());
        if (BN_generate_prime_ex(prime.get(), static_cast<int>(bits), safe ? 1 : 0, add.get(),
                                 rem.get(), nullptr) != 1) {
            return Failure::take("Generating prime failed");
        }
        Bytes bytes(static_cast<std::size_t>((bits + 7) / 8));
        BN_bn2binpad(prime.get(), bytes.data(), static_cast<int>(bytes.size()));
        return outcome_of(std::move(bytes));
    });
}

// checkPrime(candidate, checks, callback)
void check_prime(const Info& info) {
    const std::shared_ptr<BIGNUM> candidate(number_from(info, 0).release(), &BN_clear_free);
    if (candidate == nullptr) return;
    const int checks = static_cast<int>(std::min<std::int64_t>(number_of(info, 1), INT32_MAX));
    run(info, "CHECKPRIMEREQUEST", info[2], [candidate, checks]() -> Outcome {
        const ErrorScope errors;
        const openssl::BigNumberContext context(BN_CTX_new());
        const int answer = BN_is_prime_ex(candidate.get(), checks, context.get(), nullptr);
        if (answer < 0) return Failure::take();
        return outcome_of(answer == 1);
    });
}

}  // namespace

void add_key_making(NativeModule& module) {
    module.raw("generateKeyPair", &generate_key_pair);
}

void add_primes(NativeModule& module) {
    module.raw("generatePrime", &generate_prime).raw("checkPrime", &check_prime);
}

}  // namespace plinth::api::crypto
