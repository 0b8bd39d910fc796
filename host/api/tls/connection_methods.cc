// SPDX-License-Identifier: MIT
// The methods of the class Tls: bytes in and out, and what is known of a session.

#include <climits>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "host/api/tls/connection.h"
#include "host/env/errors.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/certificate.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;
using openssl::Certificate;
using openssl::ErrorScope;
using Failure = openssl::Failure;
using Bytes = std::vector<std::uint8_t>;

TlsConnection* started(const Info& info) {
    TlsConnection* self = unwrap<TlsConnection>(info);
    return self == nullptr || !self->started() || self->asks() ? nullptr : self;
}

void give_back(const Info& info, std::span<const std::uint8_t> bytes) {
    v8::Local<v8::Uint8Array> buffer;
    if (make_buffer(Env::from(info), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

v8::Local<v8::Value> to_buffer(const Info& info, std::span<const std::uint8_t> bytes) {
    v8::Local<v8::Uint8Array> buffer;
    if (!make_buffer(Env::from(info), bytes).ToLocal(&buffer)) {
        return v8::Undefined(info.GetIsolate());
    }
    return buffer;
}

v8::Local<v8::String> text(const Info& info, std::string_view value) {
    return to_string(info.GetIsolate(), value);
}

Bytes bytes_of(const Info& info, int argument) {
    auto held = HeldBytes::from(info.GetIsolate(), info[argument]);
    if (!held) return {};
    const auto span = held->span();
    return {span.begin(), span.end()};
}

// start(context, isServer, requestCert, rejectUnauthorized, stopsAtHello, keepsSessions)
void start(const Info& info) {
    TlsConnection* self = unwrap<TlsConnection>(info);
    if (self == nullptr || self->started()) return;
    SecureContext* context = handle_of<SecureContext>(info[0]);
    const ErrorScope errors;
    const TlsConnection::Settings settings{
        info[1]->IsTrue() ? TlsConnection::Side::Server : TlsConnection::Side::Client,
        info[2]->IsTrue(), info[3]->IsTrue(), info[4]->IsTrue(), info[5]->IsTrue()};
    if (context == nullptr || context->get() == nullptr || !self->start(*context, settings)) {
        openssl::throw_failure(info.GetIsolate(), Failure::take("SSL_new failed"));
    }
}

void receive(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    if (auto bytes = HeldBytes::from(info.GetIsolate(), info[0])) self->receive(bytes->span());
}

void advance(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const unsigned happened = self->advance();
    if (self->settle()) info.GetReturnValue().Set(happened);
}

void give_back_buffer(const Info& info, const Bytes& bytes) {
    Env& env = Env::from(info);
    auto owned = OwnedBytes::allocate(env, bytes.size());
    if (!owned) {
        return throw_range_error(info.GetIsolate(), "ERR_MEMORY_ALLOCATION_FAILED",
                                 "Failed to allocate memory");
    }
    if (!bytes.empty()) std::memcpy(owned->data(), bytes.data(), bytes.size());
    info.GetReturnValue().Set(make_array_buffer(env, std::move(*owned)));
}

// takePlain() and takeEncrypted(): an ArrayBuffer.
void take_plain(const Info& info) {
    if (TlsConnection* self = started(info)) give_back_buffer(info, self->take_plain());
}

void take_encrypted(const Info& info) {
    if (TlsConnection* self = started(info)) give_back_buffer(info, self->take_encrypted());
}

void take_failure(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr || !self->failure()) return;
    info.GetReturnValue().Set(
        openssl::to_js(info.GetIsolate()->GetCurrentContext(), *self->failure()));
    self->failure().reset();
}

// [kind, id, data, kind, id, data, ...]
void take_news(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const std::vector<TlsNews> news = std::move(self->news());
    self->news().clear();
    std::vector<v8::Local<v8::Value>> values;
    for (const TlsNews& one : news) {
        values.push_back(v8::Integer::New(info.GetIsolate(), static_cast<int>(one.kind)));
        values.push_back(to_buffer(info, one.id));
        values.push_back(to_buffer(info, one.data));
    }
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), values.data(), values.size()));
}

// write(data, encoding): how many bytes were taken; -2: later, see kWritten; -1: failed.
void write(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return info.GetReturnValue().Set(-1);
    Encoding encoding = Encoding::Utf8;
    if (info[1]->IsUint32() &&
        info[1].As<v8::Uint32>()->Value() <= static_cast<std::uint32_t>(Encoding::Base64Url)) {
        encoding = static_cast<Encoding>(info[1].As<v8::Uint32>()->Value());
    }
    auto bytes = HeldBytes::from(info.GetIsolate(), info[0], encoding);
    const int taken = bytes ? self->write(bytes->span()) : -1;
    if (!self->settle()) return info.GetReturnValue().Set(-1);
    info.GetReturnValue().Set(taken == 1   ? static_cast<double>(bytes->size())
                              : taken == 0 ? -2.0
                                           : -1.0);
}

// useSharedKeys(hint): false when the hint is too long.
void use_shared_keys(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    std::optional<std::string> hint;
    if (info[0]->IsString()) hint = to_utf8(info.GetIsolate(), info[0]);
    info.GetReturnValue().Set(self->use_shared_keys(hint));
}

void shutdown(const Info& info) {
    if (TlsConnection* self = started(info)) self->shutdown();
}

// hello(): [sessionId, serverName, protocols, hasTicket, asksForOcsp]
void hello(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    const TlsConnection::Hello& said = self->hello();
    v8::Local<v8::Value> values[] = {to_buffer(info, said.session_id), text(info, said.server_name),
                                     to_buffer(info, said.protocols),
                                     v8::Boolean::New(isolate, said.has_ticket),
                                     v8::Boolean::New(isolate, said.asks_for_ocsp)};
    info.GetReturnValue().Set(v8::Array::New(isolate, values, 5));
}

// answerHello(context, session, ocsp, protocol or false): undefined for what is not answered.
void answer_hello(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    TlsConnection::Answer answer;
    answer.context = handle_of<SecureContext>(info[0]);
    if (answer.context != nullptr && answer.context->get() == nullptr) answer.context = nullptr;
    answer.session = bytes_of(info, 1);
    answer.ocsp = bytes_of(info, 2);
    if (info[3]->IsString()) answer.protocol = to_utf8(info.GetIsolate(), info[3]);
    if (answer.protocol && answer.protocol->size() > UINT8_MAX) answer.protocol->resize(UINT8_MAX);
    answer.refuses_protocols = info[3]->IsFalse();
    self->answer_hello(std::move(answer));
}

void stop_at_hello(const Info& info) {
    if (TlsConnection* self = started(info)) self->stop_at_hello();
}

void set_protocols(const Info& info) {
    if (TlsConnection* self = started(info)) self->set_protocols(bytes_of(info, 0));
}

// The one that both ends agreed on; undefined: none.
void protocol(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(self->ssl(), &name, &size);
    if (size > 0) {
        info.GetReturnValue().Set(text(info, {reinterpret_cast<const char*>(name), size}));
    }
}

void set_server_name(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr || !info[0]->IsString()) return;
    SSL_set_tlsext_host_name(self->ssl(), to_utf8(info.GetIsolate(), info[0]).c_str());
}

void server_name(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const char* name = SSL_get_servername(self->ssl(), TLSEXT_NAMETYPE_host_name);
    if (name != nullptr && *name != '\0') {
        info.GetReturnValue().Set(text(info, name));
    } else {
        info.GetReturnValue().Set(false);
    }
}

// verifyError(): [code, message], or undefined when the other end is who it says.
void verify_error(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    SSL* ssl = self->ssl();
    long result = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT;
    if (SSL_get0_peer_certificate(ssl) != nullptr) {
        result = SSL_get_verify_result(ssl);
    } else if (const SSL_CIPHER* cipher = SSL_get_current_cipher(ssl)) {
        // A shared key needs no certificate; nor does a session that goes on.
        const SSL_SESSION* session = SSL_get_session(ssl);
        if (SSL_CIPHER_get_auth_nid(cipher) == NID_auth_psk ||
            (session != nullptr && SSL_SESSION_get_protocol_version(session) == TLS1_3_VERSION &&
             SSL_session_reused(ssl) != 0)) {
            result = X509_V_OK;
        }
    }
    if (result == X509_V_OK) return;
    v8::Local<v8::Value> both[] = {text(info, openssl::verify_code(result)),
                                   text(info, X509_verify_cert_error_string(result))};
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), both, 2));
}

// Each certificate's issuer in it, as far as the chain goes; the last one is its own.
v8::MaybeLocal<v8::Object> with_issuers(Env& env, SSL* ssl, X509* leaf) {
    const v8::Local<v8::Context> context = env.context();
    v8::Local<v8::Object> first;
    if (!openssl::certificate_object(env, leaf).ToLocal(&first)) return {};
    const v8::Local<v8::String> key = to_string(env.isolate(), "issuerCertificate");
    v8::Local<v8::Object> last = first;
    X509_up_ref(leaf);
    Certificate current(leaf);
    const auto add = [&](X509* issuer) {
        v8::Local<v8::Object> object;
        if (!openssl::certificate_object(env, issuer).ToLocal(&object)) return false;
        last->CreateDataProperty(context, key, object).Check();
        last = object;
        X509_up_ref(issuer);
        current.reset(issuer);
        return true;
    };
    // First what the other end sent, then what this end knows.
    STACK_OF(X509)* sent = SSL_get_peer_cert_chain(ssl);
    const int most = sent == nullptr ? 0 : sk_X509_num(sent);
    for (int round = 0; round < most; ++round) {
        int found = -1;
        for (int i = 0; i < most && found < 0; ++i) {
            X509* candidate = sk_X509_value(sent, i);
            if (X509_cmp(candidate, current.get()) != 0 &&
                X509_check_issued(candidate, current.get()) == X509_V_OK) {
                found = i;
            }
        }
        if (found < 0 || !add(sk_X509_value(sent, found))) break;
    }
    const openssl::Owned<X509_STORE_CTX, &X509_STORE_CTX_free> search(X509_STORE_CTX_new());
    X509_STORE* store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
    if (X509_STORE_CTX_init(search.get(), store, nullptr, nullptr) == 1) {
        constexpr int kDeepest = 100;
        for (int i = 0; i < kDeepest; ++i) {
            if (X509_check_issued(current.get(), current.get()) == X509_V_OK) break;
            X509* issuer = nullptr;
            if (X509_STORE_CTX_get1_issuer(&issuer, search.get(), current.get()) != 1) break;
            const Certificate owned(issuer);
            if (!add(issuer)) break;
        }
    }
    if (X509_check_issued(current.get(), current.get()) == X509_V_OK) {
        last->CreateDataProperty(context, key, last).Check();
    }
    return first;
}

// peerCertificate(detailed): an object; undefined when there is none.
void peer_certificate(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    X509* leaf = SSL_get0_peer_certificate(self->ssl());
    if (leaf == nullptr) return;
    v8::Local<v8::Object> object;
    Env& env = Env::from(info);
    const bool made = info[0]->IsTrue() ? with_issuers(env, self->ssl(), leaf).ToLocal(&object)
                                        : openssl::certificate_object(env, leaf).ToLocal(&object);
    if (made) info.GetReturnValue().Set(object);
}

void own_certificate(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    X509* leaf = SSL_get_certificate(self->ssl());
    v8::Local<v8::Object> object;
    if (leaf != nullptr && openssl::certificate_object(Env::from(info), leaf).ToLocal(&object)) {
        info.GetReturnValue().Set(object);
    }
}

// cipher(): [name, standardName, version]
void cipher(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const SSL_CIPHER* used = SSL_get_current_cipher(self->ssl());
    if (used == nullptr) return;
    v8::Local<v8::Value> names[] = {text(info, SSL_CIPHER_get_name(used)),
                                    text(info, SSL_CIPHER_standard_name(used)),
                                    text(info, SSL_CIPHER_get_version(used))};
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names, 3));
}

void version(const Info& info) {
    if (TlsConnection* self = started(info)) {
        info.GetReturnValue().Set(text(info, SSL_get_version(self->ssl())));
    }
}

void session(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    SSL_SESSION* current = SSL_get_session(self->ssl());
    if (current == nullptr) return;
    const int size = i2d_SSL_SESSION(current, nullptr);
    if (size <= 0) return;
    Bytes bytes(static_cast<std::size_t>(size));
    std::uint8_t* to = bytes.data();
    i2d_SSL_SESSION(current, &to);
    give_back(info, bytes);
}

// setSession(bytes)
void set_session(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    const Bytes bytes = bytes_of(info, 0);
    const std::uint8_t* data = bytes.data();
    const openssl::Owned<SSL_SESSION, &SSL_SESSION_free> parsed(
        d2i_SSL_SESSION(nullptr, &data, static_cast<long>(bytes.size())));
    if (parsed == nullptr || SSL_set_session(self->ssl(), parsed.get()) != 1) {
        openssl::throw_failure(info.GetIsolate(), Failure::of("", "SSL_set_session error"));
    }
}

void session_reused(const Info& info) {
    if (TlsConnection* self = started(info)) {
        info.GetReturnValue().Set(SSL_session_reused(self->ssl()) != 0);
    }
}

void ticket(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const SSL_SESSION* current = SSL_get_session(self->ssl());
    if (current == nullptr) return;
    const unsigned char* data = nullptr;
    std::size_t size = 0;
    SSL_SESSION_get0_ticket(current, &data, &size);
    if (data != nullptr) give_back(info, {data, size});
}

template <std::size_t (*kGet)(const SSL*, void*, std::size_t)>
void finished(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    std::uint8_t bytes[EVP_MAX_MD_SIZE];
    const std::size_t size = kGet(self->ssl(), bytes, sizeof(bytes));
    if (size > 0) give_back(info, {bytes, std::min(size, sizeof(bytes))});
}

// ephemeralKey(): [type, name or undefined, bits], of a client.
void ephemeral_key(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr || self->is_server()) return;
    EVP_PKEY* raw = nullptr;
    if (SSL_get_peer_tmp_key(self->ssl(), &raw) != 1) return;
    const openssl::PrivateKey key(raw);
    v8::Isolate* isolate = info.GetIsolate();
    const int kind = EVP_PKEY_get_id(key.get());
    v8::Local<v8::Value> facts[] = {text(info, kind == EVP_PKEY_DH ? "DH" : "ECDH"),
                                    v8::Undefined(isolate),
                                    v8::Integer::New(isolate, EVP_PKEY_get_bits(key.get()))};
    if (kind == EVP_PKEY_EC) {
        char group[80];
        std::size_t size = 0;
        if (EVP_PKEY_get_group_name(key.get(), group, sizeof(group), &size) == 1) {
            facts[1] = text(info, group);
        }
    } else if (kind != EVP_PKEY_DH) {
        facts[1] = text(info, OBJ_nid2sn(kind));
    }
    info.GetReturnValue().Set(v8::Array::New(isolate, facts, 3));
}

const char* signature_name(int id) {
    switch (id) {
        case EVP_PKEY_RSA:
            return "RSA";
        case EVP_PKEY_RSA_PSS:
            return "RSA-PSS";
        case EVP_PKEY_DSA:
            return "DSA";
        case EVP_PKEY_EC:
            return "ECDSA";
        case NID_ED25519:
            return "Ed25519";
        case NID_ED448:
            return "Ed448";
        default:
            return OBJ_nid2sn(id);
    }
}

// What both ends can sign with: ["RSA-PSS+SHA256", ...]
void shared_algorithms(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    std::vector<v8::Local<v8::Value>> names;
    const int count =
        SSL_get_shared_sigalgs(self->ssl(), 0, nullptr, nullptr, nullptr, nullptr, nullptr);
    for (int i = 0; i < count; ++i) {
        int sign = 0;
        int hash = 0;
        SSL_get_shared_sigalgs(self->ssl(), i, &sign, &hash, nullptr, nullptr, nullptr);
        std::string name = signature_name(sign);
        name += '+';
        name += hash == NID_undef ? "UNDEF" : OBJ_nid2sn(hash);
        names.push_back(text(info, name));
    }
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names.data(), names.size()));
}

// exportKeyingMaterial(length, label, context or undefined)
void export_keying_material(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr || !info[0]->IsUint32() || !info[1]->IsString()) return;
    const ErrorScope errors;
    const std::uint32_t length = info[0].As<v8::Uint32>()->Value();
    if (length > INT_MAX) return;
    const std::string label = to_utf8(info.GetIsolate(), info[1]);
    const bool with_context = !info[2]->IsUndefined();
    const Bytes context = bytes_of(info, 2);
    Bytes material(length);
    if (SSL_export_keying_material(self->ssl(), material.data(), material.size(), label.c_str(),
                                   label.size(), context.data(), context.size(),
                                   with_context ? 1 : 0) != 1) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("SSL_export_keying_material"));
    }
    give_back(info, material);
}

// renegotiate(): asks for a new handshake; throws when that can't be.
void renegotiate(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    if (SSL_renegotiate(self->ssl()) != 1) {
        return openssl::throw_failure(info.GetIsolate(), Failure::take());
    }
    SSL_do_handshake(self->ssl());
}

// setVerifyMode(requestCert, rejectUnauthorized)
void set_verify_mode(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr || !self->is_server()) return;
    int verify = SSL_VERIFY_NONE;
    if (info[0]->IsTrue()) {
        verify = SSL_VERIFY_PEER;
        if (info[1]->IsTrue()) verify |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    }
    SSL_set_verify(self->ssl(), verify, [](int, X509_STORE_CTX*) { return 1; });
}

void request_ocsp(const Info& info) {
    if (TlsConnection* self = started(info)) {
        SSL_set_tlsext_status_type(self->ssl(), TLSEXT_STATUSTYPE_ocsp);
    }
}

// useContext(context): other keys and certificates than it was started with.
void use_context(const Info& info) {
    TlsConnection* self = started(info);
    SecureContext* context = handle_of<SecureContext>(info[0]);
    if (self == nullptr || context == nullptr || context->get() == nullptr) return;
    SSL_set_SSL_CTX(self->ssl(), context->get());
}

void set_max_fragment(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr || !info[0]->IsInt32()) return;
    info.GetReturnValue().Set(
        SSL_set_max_send_fragment(self->ssl(), info[0].As<v8::Int32>()->Value()) == 1);
}

// Every secret of connections of this context is told from here on.
void log_keys(const Info& info) {
    TlsConnection* self = started(info);
    if (self == nullptr) return;
    SSL_CTX_set_keylog_callback(SSL_get_SSL_CTX(self->ssl()), [](const SSL* ssl, const char* line) {
        if (TlsConnection* one = TlsConnection::of(ssl)) one->on_key_log(line);
    });
}

// Names of the ciphers that TLS knows, in lower case.
void ciphers(const Info& info) {
    openssl::prepare();
    const ErrorScope errors;
    const openssl::Owned<SSL_CTX, &SSL_CTX_free> context(SSL_CTX_new(TLS_method()));
    const openssl::Owned<SSL, &SSL_free> ssl(SSL_new(context.get()));
    const STACK_OF(SSL_CIPHER)* list = SSL_get_ciphers(ssl.get());
    std::vector<v8::Local<v8::Value>> names;
    const auto add = [&](std::string name) {
        for (char& c : name) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        names.push_back(text(info, name));
    };
    for (int i = 0; i < sk_SSL_CIPHER_num(list); ++i)
        add(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(list, i)));
    // Known, and not offered unless asked for.
    for (const char* more : {"tls_aes_128_ccm_8_sha256", "tls_aes_128_ccm_sha256"})
        add(more);
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names.data(), names.size()));
}

// The machine's authorities, as PEM; empty when they are not in a file.
void system_bundle(const Info& info) {
    const char* chosen = std::getenv(X509_get_default_cert_file_env());
    for (const char* file : {chosen != nullptr ? chosen : X509_get_default_cert_file(),
                             "/etc/ssl/certs/ca-certificates.crt"}) {
        std::ifstream in(file, std::ios::binary);
        if (!in) continue;
        const std::string all((std::istreambuf_iterator<char>(in)),
                              std::istreambuf_iterator<char>());
        return info.GetReturnValue().Set(text(info, all));
    }
    info.GetReturnValue().Set(text(info, ""));
}

}  // namespace

void add_connection(NativeModule& module) {
    module.handle<TlsConnection>("Tls")
        .method("start", &start)
        .method("receive", &receive)
        .method("advance", &advance)
        .method("takePlain", &take_plain)
        .method("takeEncrypted", &take_encrypted)
        .method("takeFailure", &take_failure)
        .method("takeNews", &take_news)
        .method("write", &write)
        .method("shutdown", &shutdown)
        .method("useSharedKeys", &use_shared_keys)
        .method("hello", &hello)
        .method("answerHello", &answer_hello)
        .method("stopAtHello", &stop_at_hello)
        .method("setALPNProtocols", &set_protocols)
        .method("getALPNNegotiatedProtocol", &protocol)
        .method("setServername", &set_server_name)
        .method("getServername", &server_name)
        .method("verifyError", &verify_error)
        .method("getPeerCertificate", &peer_certificate)
        .method("getCertificate", &own_certificate)
        .method("getCipher", &cipher)
        .method("getProtocol", &version)
        .method("getSession", &session)
        .method("setSession", &set_session)
        .method("isSessionReused", &session_reused)
        .method("getTLSTicket", &ticket)
        .method("getFinished", &finished<&SSL_get_finished>)
        .method("getPeerFinished", &finished<&SSL_get_peer_finished>)
        .method("getEphemeralKeyInfo", &ephemeral_key)
        .method("getSharedSigalgs", &shared_algorithms)
        .method("exportKeyingMaterial", &export_keying_material)
        .method("renegotiate", &renegotiate)
        .method("setVerifyMode", &set_verify_mode)
        .method("requestOCSP", &request_ocsp)
        .method("useContext", &use_context)
        .method("setMaxSendFragment", &set_max_fragment)
        .method("logKeys", &log_keys);
    module.raw("ciphers", &ciphers).raw("systemBundle", &system_bundle);
}

}  // namespace plinth::api
