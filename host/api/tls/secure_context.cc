// SPDX-License-Identifier: MIT
// What a context is made of. Which of it a script asked for, and in which order, is the JavaScript
// half's business.

#include "host/api/tls/secure_context.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "host/api/tls/connection.h"
#include "host/env/errors.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;
using openssl::BasicInput;
using openssl::Certificate;
using openssl::ErrorScope;
using Failure = openssl::Failure;
using TicketKeys = std::array<std::uint8_t, SecureContext::kTicketKeysSize>;
using SharedTicketKeys = std::shared_ptr<TicketKeys>;

constexpr int kLeastDhBits = 1024;
constexpr int kFineDhBits = 2048;

BasicInput input_of(std::span<const std::uint8_t> bytes) {
    BasicInput input(BIO_new(BIO_s_mem()));
    if (input != nullptr && !bytes.empty()) {
        BIO_write(input.get(), bytes.data(), static_cast<int>(bytes.size()));
    }
    return input;
}

// As in Node: of OpenSSL's error only what went wrong.
Failure take_reason() {
    const Failure failure = Failure::take("");
    return Failure::of("", failure.reason.empty() ? "Unknown error" : failure.reason);
}

// Answers OpenSSL's question for a passphrase; without one, that there is none: never by asking
// whoever sits at the terminal.
int give_passphrase(char* buffer, int size, int, void* data) {
    const auto* passphrase = static_cast<const std::optional<std::string>*>(data);
    if (!*passphrase) return 0;
    const std::string& text = **passphrase;
    if (text.size() > static_cast<std::size_t>(size)) return -1;
    std::memcpy(buffer, text.data(), text.size());
    return static_cast<int>(text.size());
}

int no_passphrase(char*, int, int, void*) {
    return 0;
}

// Slots of an SSL_CTX.
int ticket_slot() {
    static const int slot = SSL_CTX_get_ex_new_index(
        0, nullptr, nullptr, nullptr, [](void*, void* data, CRYPTO_EX_DATA*, int, long, void*) {
            delete static_cast<SharedTicketKeys*>(data);
        });
    return slot;
}

// A ticket is encrypted with keys that a script may set, as servers behind one address must.
int use_ticket_keys(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                    HMAC_CTX* hmac, int encrypts) {
    constexpr std::size_t kPart = 16;
    const auto* shared =
        static_cast<SharedTicketKeys*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), ticket_slot()));
    if (shared == nullptr) return -1;
    const std::uint8_t* keys = (*shared)->data();
    if (encrypts != 0) {
        std::memcpy(name, keys, kPart);
        if (RAND_bytes(iv, kPart) != 1) return -1;
    } else if (std::memcmp(name, keys, kPart) != 0) {
        return 0;  // Another server's, or an old one: a full handshake.
    }
    const std::uint8_t* hmac_key = keys + kPart;
    const std::uint8_t* cipher_key = keys + 2 * kPart;
    if (HMAC_Init_ex(hmac, hmac_key, kPart, EVP_sha256(), nullptr) != 1 ||
        EVP_CipherInit_ex(cipher, EVP_aes_128_cbc(), nullptr, cipher_key, iv, encrypts) != 1) {
        return -1;
    }
    return 1;
}

// Read one by one, when a chain needs them: reading all of them would cost a game a frame.
void look_into_system(X509_STORE* store) {
    const char* chosen = std::getenv(X509_get_default_cert_dir_env());
    const std::string folder = chosen != nullptr ? chosen : X509_get_default_cert_dir();
    if (X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir())) {
        X509_LOOKUP_add_dir(lookup, folder.c_str(), X509_FILETYPE_PEM);
    }
    // A folder without OpenSSL's links, or none: all of them are in a file.
    static const bool has_links = [&folder] {
        std::error_code failed;
        for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
            if (entry.path().extension() == ".0") return true;
        }
        return false;
    }();
    if (!has_links) X509_STORE_load_file(store, X509_get_default_cert_file());
    ERR_clear_error();
}

}  // namespace

SecureContext::Problem SecureContext::start(int least_version, int most_version) {
    context_.reset(SSL_CTX_new(TLS_method()));
    SSL_CTX* context = context_.get();
    if (context == nullptr) return Failure::take("SSL_CTX_new failed");
    // As Node's own build of OpenSSL has it; Debian's asks for more.
    SSL_CTX_set_security_level(context, 1);
    // As in Node; tls/socket bounds how often.
    SSL_CTX_set_options(context,
                        SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
    SSL_CTX_clear_mode(context, SSL_MODE_NO_AUTO_CHAIN);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_SERVER |
                                                SSL_SESS_CACHE_NO_INTERNAL |
                                                SSL_SESS_CACHE_NO_AUTO_CLEAR);
    if (SSL_CTX_set_min_proto_version(context, least_version) != 1 ||
        SSL_CTX_set_max_proto_version(context, most_version) != 1) {
        return Failure::take("Protocol versions are not supported");
    }
    ticket_keys_ = std::make_shared<TicketKeys>();
    if (RAND_bytes(ticket_keys_->data(), kTicketKeysSize) != 1) return Failure::take();
    auto shared = std::make_unique<SharedTicketKeys>(ticket_keys_);
    if (SSL_CTX_set_ex_data(context, ticket_slot(), shared.get()) == 1) shared.release();
    SSL_CTX_set_tlsext_ticket_key_cb(context, &use_ticket_keys);
    listen_to(context);
    return std::nullopt;
}

SecureContext::Problem SecureContext::set_key(Bytes pem,
                                              const std::optional<std::string>& passphrase) {
    const BasicInput input = input_of(pem);
    auto phrase = passphrase;
    const openssl::PrivateKey key(
        PEM_read_bio_PrivateKey(input.get(), nullptr, &give_passphrase, &phrase));
    if (key == nullptr) return Failure::take("PEM_read_bio_PrivateKey");
    if (SSL_CTX_use_PrivateKey(get(), key.get()) != 1) {
        return Failure::take("SSL_CTX_use_PrivateKey");
    }
    return std::nullopt;
}

SecureContext::Problem SecureContext::use_chain(Certificate leaf, openssl::CertificateStack rest) {
    if (SSL_CTX_use_certificate(get(), leaf.get()) != 1) {
        return Failure::take("SSL_CTX_use_certificate_chain");
    }
    SSL_CTX_clear_extra_chain_certs(get());
    issuer_.reset();
    for (int i = 0; i < sk_X509_num(rest.get()); ++i) {
        X509* certificate = sk_X509_value(rest.get(), i);
        if (SSL_CTX_add1_chain_cert(get(), certificate) != 1) {
            return Failure::take("SSL_CTX_use_certificate_chain");
        }
        if (issuer_ == nullptr && X509_check_issued(certificate, leaf.get()) == X509_V_OK) {
            X509_up_ref(certificate);
            issuer_.reset(certificate);
        }
    }
    if (issuer_ == nullptr) {
        // It may be among the authorities.
        X509_STORE_CTX* search = X509_STORE_CTX_new();
        X509* found = nullptr;
        if (search != nullptr &&
            X509_STORE_CTX_init(search, SSL_CTX_get_cert_store(get()), nullptr, nullptr) == 1 &&
            X509_STORE_CTX_get1_issuer(&found, search, leaf.get()) == 1) {
            issuer_.reset(found);
        }
        X509_STORE_CTX_free(search);
    }
    certificate_ = std::move(leaf);
    return std::nullopt;
}

SecureContext::Problem SecureContext::set_certificate(Bytes pem) {
    const BasicInput input = input_of(pem);
    Certificate leaf(PEM_read_bio_X509_AUX(input.get(), nullptr, &no_passphrase, nullptr));
    if (leaf == nullptr) return Failure::take("SSL_CTX_use_certificate_chain");
    openssl::CertificateStack rest(sk_X509_new_null());
    while (X509* next = PEM_read_bio_X509(input.get(), nullptr, &no_passphrase, nullptr))
        sk_X509_push(rest.get(), next);
    const unsigned long last = ERR_peek_last_error();
    const bool at_end =
        ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
    if (last != 0 && !at_end) return Failure::take("SSL_CTX_use_certificate_chain");
    ERR_clear_error();
    return use_chain(std::move(leaf), std::move(rest));
}

SecureContext::Problem SecureContext::add_authorities(Bytes pem) {
    const BasicInput input = input_of(pem);
    X509_STORE* store = own_store();
    for (;;) {
        const Certificate one(PEM_read_bio_X509_AUX(input.get(), nullptr, &no_passphrase, nullptr));
        if (one == nullptr) break;
        X509_STORE_add_cert(store, one.get());
        SSL_CTX_add_client_CA(get(), one.get());
    }
    ERR_clear_error();
    return std::nullopt;
}

// Those that were needed before are there already, whoever needed them.
void SecureContext::add_system_authorities() {
    static X509_STORE* const shared = [] {
        X509_STORE* store = X509_STORE_new();
        look_into_system(store);
        return store;
    }();
    SSL_CTX_set1_cert_store(get(), shared);
    shares_store_ = true;
}

X509_STORE* SecureContext::own_store() {
    if (shares_store_) {
        X509_STORE* store = X509_STORE_new();
        look_into_system(store);
        SSL_CTX_set_cert_store(get(), store);
        shares_store_ = false;
    }
    return SSL_CTX_get_cert_store(get());
}

SecureContext::Problem SecureContext::add_revocations(Bytes pem) {
    const BasicInput input = input_of(pem);
    const openssl::Owned<X509_CRL, &X509_CRL_free> list(
        PEM_read_bio_X509_CRL(input.get(), nullptr, &no_passphrase, nullptr));
    if (list == nullptr) return Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to parse CRL");
    X509_STORE* store = own_store();
    X509_STORE_add_crl(store, list.get());
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return std::nullopt;
}

SecureContext::Problem SecureContext::load_pfx(Bytes data,
                                               const std::optional<std::string>& passphrase) {
    const BasicInput input = input_of(data);
    const openssl::Owned<PKCS12, &PKCS12_free> pfx(d2i_PKCS12_bio(input.get(), nullptr));
    if (pfx == nullptr) return take_reason();
    EVP_PKEY* key = nullptr;
    X509* leaf = nullptr;
    STACK_OF(X509)* others = nullptr;
    const int parsed =
        PKCS12_parse(pfx.get(), passphrase ? passphrase->c_str() : nullptr, &key, &leaf, &others);
    const openssl::PrivateKey owned_key(key);
    Certificate owned_leaf(leaf);
    openssl::CertificateStack owned_others(others);
    if (parsed != 1) return take_reason();
    if (leaf == nullptr) {
        return Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Unable to load PFX certificate");
    }
    if (key == nullptr) {
        return Failure::of("ERR_CRYPTO_OPERATION_FAILED",
                           "Unable to load private key from PFX data");
    }
    openssl::CertificateStack chain(
        owned_others == nullptr ? sk_X509_new_null() : X509_chain_up_ref(owned_others.get()));
    if (auto problem = use_chain(std::move(owned_leaf), std::move(chain))) return problem;
    if (SSL_CTX_use_PrivateKey(get(), owned_key.get()) != 1) return Failure::take();
    X509_STORE* store = own_store();
    for (int i = 0; i < sk_X509_num(owned_others.get()); ++i) {
        X509* authority = sk_X509_value(owned_others.get(), i);
        X509_STORE_add_cert(store, authority);
        SSL_CTX_add_client_CA(get(), authority);
    }
    ERR_clear_error();
    return std::nullopt;
}

SecureContext::Problem SecureContext::set_dh_parameters(Bytes pem, bool& weak) {
    const BasicInput input = input_of(pem);
    const openssl::DhParameters parameters(
        PEM_read_bio_DHparams(input.get(), nullptr, &no_passphrase, nullptr));
    weak = false;
    if (parameters == nullptr) return std::nullopt;
    const BIGNUM* prime = nullptr;
    DH_get0_pqg(parameters.get(), &prime, nullptr, nullptr);
    const int bits = BN_num_bits(prime);
    if (bits < kLeastDhBits) {
        return Failure::of("ERR_INVALID_ARG_VALUE", "DH parameter is less than 1024 bits",
                           Failure::Kind::Error);
    }
    weak = bits < kFineDhBits;
    if (SSL_CTX_set_tmp_dh(get(), parameters.get()) != 1) {
        return Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Error setting temp DH parameter");
    }
    return std::nullopt;
}

namespace {

// The object, once it was started.
SecureContext* started(const Info& info) {
    SecureContext* self = unwrap<SecureContext>(info);
    return self == nullptr || self->get() == nullptr ? nullptr : self;
}

void throw_problem(const Info& info, const SecureContext::Problem& problem) {
    if (problem) openssl::throw_failure(info.GetIsolate(), *problem);
}

std::optional<std::string> passphrase_of(const Info& info, int argument) {
    auto bytes = HeldBytes::from(info.GetIsolate(), info[argument]);
    if (!bytes) return std::nullopt;
    const auto span = bytes->span();
    return std::string(reinterpret_cast<const char*>(span.data()), span.size());
}

int int_of(const Info& info, int argument) {
    return info[argument]->IsInt32() ? info[argument].As<v8::Int32>()->Value() : 0;
}

// start(leastVersion, mostVersion)
void start(const Info& info) {
    SecureContext* self = unwrap<SecureContext>(info);
    if (self == nullptr || self->get() != nullptr) return;
    openssl::prepare();
    const ErrorScope errors;
    throw_problem(info, self->start(int_of(info, 0), int_of(info, 1)));
}

// For methods that take bytes.
template <SecureContext::Problem (SecureContext::*kMethod)(SecureContext::Bytes)>
void take_bytes(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr) return;
    auto bytes = HeldBytes::from(info.GetIsolate(), info[0]);
    if (!bytes) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "Bytes are expected");
    }
    const ErrorScope errors;
    throw_problem(info, (self->*kMethod)(bytes->span()));
}

// For methods that take bytes and a passphrase.
template <SecureContext::Problem (SecureContext::*kMethod)(SecureContext::Bytes,
                                                           const std::optional<std::string>&)>
void take_secret(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr) return;
    auto bytes = HeldBytes::from(info.GetIsolate(), info[0]);
    if (!bytes) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "Bytes are expected");
    }
    const ErrorScope errors;
    throw_problem(info, (self->*kMethod)(bytes->span(), passphrase_of(info, 1)));
}

void add_system_authorities(const Info& info) {
    if (SecureContext* self = started(info)) self->add_system_authorities();
}

// setDHParam(pem, or true for OpenSSL's own): true when it is a weak one.
void set_dh(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    if (info[0]->IsTrue()) {
        SSL_CTX_set_dh_auto(self->get(), 1);
        return;
    }
    auto bytes = HeldBytes::from(info.GetIsolate(), info[0]);
    if (!bytes) return;
    bool weak = false;
    throw_problem(info, self->set_dh_parameters(bytes->span(), weak));
    info.GetReturnValue().Set(weak);
}

// For settings that are text, of which OpenSSL says whether it likes it.
template <int (*kSet)(SSL_CTX*, const char*)>
void take_text(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr || !info[0]->IsString()) return;
    const ErrorScope errors;
    const std::string text = to_utf8(info.GetIsolate(), info[0]);
    if (kSet(self->get(), text.c_str()) == 1) return;
    openssl::throw_failure(info.GetIsolate(), Failure::take("Failed to set ciphers"));
}

int set_ciphers(SSL_CTX* context, const char* list) {
    if (SSL_CTX_set_cipher_list(context, list) == 1) return 1;
    // None of the old kind is no mistake when it was asked for.
    return *list == '\0' && ERR_GET_REASON(ERR_peek_error()) == SSL_R_NO_CIPHER_MATCH ? 1 : 0;
}

int set_groups(SSL_CTX* context, const char* list) {
    return static_cast<int>(SSL_CTX_set1_groups_list(context, const_cast<char*>(list)));
}

void set_curves(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr || !info[0]->IsString()) return;
    const ErrorScope errors;
    const std::string text = to_utf8(info.GetIsolate(), info[0]);
    if (set_groups(self->get(), text.c_str()) == 1) return;
    openssl::throw_failure(info.GetIsolate(),
                           Failure::of("ERR_CRYPTO_OPERATION_FAILED", "Failed to set ECDH curve"));
}

int set_signature_algorithms(SSL_CTX* context, const char* list) {
    return static_cast<int>(SSL_CTX_set1_sigalgs_list(context, list));
}

int set_session_context(SSL_CTX* context, const char* text) {
    return SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(text),
                                          static_cast<unsigned>(std::strlen(text)));
}

void set_options(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr || !info[0]->IsNumber()) return;
    SSL_CTX_set_options(self->get(), static_cast<std::uint64_t>(info[0].As<v8::Number>()->Value()));
}

void set_session_timeout(const Info& info) {
    SecureContext* self = started(info);
    if (self != nullptr) SSL_CTX_set_timeout(self->get(), int_of(info, 0));
}

// versions(least, most): what is given is set; returns both.
void versions(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr) return;
    if (info[0]->IsInt32()) SSL_CTX_set_min_proto_version(self->get(), int_of(info, 0));
    if (info[1]->IsInt32()) SSL_CTX_set_max_proto_version(self->get(), int_of(info, 1));
    v8::Isolate* isolate = info.GetIsolate();
    v8::Local<v8::Value> both[] = {
        v8::Integer::New(isolate, static_cast<int>(SSL_CTX_get_min_proto_version(self->get()))),
        v8::Integer::New(isolate, static_cast<int>(SSL_CTX_get_max_proto_version(self->get())))};
    info.GetReturnValue().Set(v8::Array::New(isolate, both, 2));
}

// ticketKeys(new ones): sets them when they are given; returns those that are in use.
void ticket_keys(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr) return;
    auto& keys = self->ticket_keys();
    const auto given = view_bytes(info[0]);
    if (given && given->size() == keys.size()) {
        std::memcpy(keys.data(), given->data(), keys.size());
    }
    v8::Local<v8::Uint8Array> buffer;
    if (make_buffer(Env::from(info), std::span<const std::uint8_t>(keys)).ToLocal(&buffer)) {
        info.GetReturnValue().Set(buffer);
    }
}

// certificate(): DER, and issuer().
template <X509* (SecureContext::*kWhich)() const>
void certificate(const Info& info) {
    SecureContext* self = started(info);
    if (self == nullptr || (self->*kWhich)() == nullptr) return;
    std::uint8_t* bytes = nullptr;
    const int size = i2d_X509((self->*kWhich)(), &bytes);
    v8::Local<v8::Uint8Array> buffer;
    if (size > 0 &&
        make_buffer(Env::from(info), {bytes, static_cast<std::size_t>(size)}).ToLocal(&buffer)) {
        info.GetReturnValue().Set(buffer);
    }
    OPENSSL_free(bytes);
}

// Opaque to scripts; Node's addons take it.
void external(const Info& info) {
    if (SecureContext* self = started(info)) {
        info.GetReturnValue().Set(v8::External::New(info.GetIsolate(), self->get()));
    }
}

}  // namespace

void add_secure_context(NativeModule& module) {
    module.handle<SecureContext>("SecureContext")
        .method("start", &start)
        .method("setKey", &take_secret<&SecureContext::set_key>)
        .method("setCert", &take_bytes<&SecureContext::set_certificate>)
        .method("addCACert", &take_bytes<&SecureContext::add_authorities>)
        .method("addRootCerts", &add_system_authorities)
        .method("addCRL", &take_bytes<&SecureContext::add_revocations>)
        .method("loadPKCS12", &take_secret<&SecureContext::load_pfx>)
        .method("setDHParam", &set_dh)
        .method("setCiphers", &take_text<&set_ciphers>)
        .method("setCipherSuites", &take_text<&SSL_CTX_set_ciphersuites>)
        .method("setSigalgs", &take_text<&set_signature_algorithms>)
        .method("setECDHCurve", &set_curves)
        .method("setSessionIdContext", &take_text<&set_session_context>)
        .method("setOptions", &set_options)
        .method("setSessionTimeout", &set_session_timeout)
        .getter("_external", &external)
        .method("versions", &versions)
        .method("ticketKeys", &ticket_keys)
        .method("getCertificate", &certificate<&SecureContext::certificate>)
        .method("getIssuer", &certificate<&SecureContext::issuer>);
}

}  // namespace plinth::api
