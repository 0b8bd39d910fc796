// SPDX-License-Identifier: MIT
// OpenSSL as this tree uses it: owners for its objects, and its errors as values, shaped as Node
// shows them. What is done with it is host/api/crypto's and host/api/tls's business.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Some of what Node's API shows (parameters of a Diffie-Hellman group, a key's curve) has short
// names only in the interface of OpenSSL 1.1, which 3 still offers.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <v8.h>

namespace plinth::openssl {

template <auto kFree>
struct Free {
    template <class T>
    void operator()(T* object) const {
        kFree(object);
    }
};
template <class T, auto kFree>
using Owned = std::unique_ptr<T, Free<kFree>>;

using BasicInput = Owned<BIO, &BIO_free_all>;
using BigNumber = Owned<BIGNUM, &BN_clear_free>;
using BigNumberContext = Owned<BN_CTX, &BN_CTX_free>;
inline void free_certificates(STACK_OF(X509) * stack) {
    sk_X509_pop_free(stack, &X509_free);
}
using CertificateStack = Owned<STACK_OF(X509), &free_certificates>;
using CipherContext = Owned<EVP_CIPHER_CTX, &EVP_CIPHER_CTX_free>;
using DhParameters = Owned<DH, &DH_free>;
using EcGroup = Owned<EC_GROUP, &EC_GROUP_free>;
using EcKey = Owned<EC_KEY, &EC_KEY_free>;
using EcPoint = Owned<EC_POINT, &EC_POINT_free>;
using HmacContext = Owned<HMAC_CTX, &HMAC_CTX_free>;
using MdContext = Owned<EVP_MD_CTX, &EVP_MD_CTX_free>;
using PrivateKey = Owned<EVP_PKEY, &EVP_PKEY_free>;
using PrivateKeyContext = Owned<EVP_PKEY_CTX, &EVP_PKEY_CTX_free>;
using Certificate = Owned<X509, &X509_free>;
using CertificateStore = Owned<X509_STORE, &X509_STORE_free>;

/// Before the first call of OpenSSL: its configuration file is the machine's, not a plugin's, and
/// stays unread, as Node's build leaves it.
void prepare();

/// An operation that failed.
struct Failure {
    enum class Kind { Error, TypeError, RangeError };

    std::string message;
    std::string code;     ///< "ERR_OSSL_BAD_DECRYPT", "ERR_CRYPTO_INVALID_IV", ...; may be empty.
    std::string library;  ///< The next two are OpenSSL's; may be empty.
    std::string reason;
    std::vector<std::string> stack;  ///< What else OpenSSL had to say.
    Kind kind = Kind::Error;

    /// What this thread's queue of errors holds, which is empty then. `otherwise`: the message when
    /// there is none.
    static Failure take(std::string_view otherwise = "Operation failed");
    /// One of our own.
    static Failure of(std::string_view code, std::string_view message, Kind kind = Kind::Error);
};

/// The code and names of one of OpenSSL's error numbers.
Failure describe(unsigned long number);

v8::Local<v8::Value> to_js(v8::Local<v8::Context> context, const Failure& failure);
void throw_failure(v8::Isolate* isolate, const Failure& failure);

/// Forgets what went wrong before, so that take() tells of what follows; and what went wrong
/// inside, when it ends.
class ErrorScope {
  public:
    ErrorScope() { ERR_clear_error(); }
    ~ErrorScope() { ERR_clear_error(); }
    ErrorScope(const ErrorScope&) = delete;
    ErrorScope& operator=(const ErrorScope&) = delete;
};

}  // namespace plinth::openssl
