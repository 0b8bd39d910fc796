// SPDX-License-Identifier: MIT
// The state of a TLS session, and OpenSSL's callbacks. What scripts see is connection_methods.cc's.

#include "host/api/tls/connection.h"

#include <algorithm>
#include <cstring>

#include "host/env/errors.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

constexpr std::size_t kRecord = SSL3_RT_MAX_PLAIN_LENGTH;

// All that OpenSSL has to say, as it prints it; the code is TLS's own.
openssl::Failure take_tls_failure() {
    const unsigned long first = ERR_peek_error();
    openssl::Failure failure = openssl::describe(first);
    std::string text;
    ERR_print_errors_cb(
        [](const char* line, std::size_t size, void* to) {
            static_cast<std::string*>(to)->append(line, size);
            return 1;
        },
        &text);
    failure.message = text;
    if (!failure.reason.empty() && failure.code.rfind("ERR_SSL_", 0) != 0) {
        const std::size_t at = failure.code.find("OSSL_");
        std::string name = failure.reason;
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
            return c == ' ' ? '_' : static_cast<char>(std::toupper(c));
        });
        if (at != std::string::npos) failure.code = "ERR_SSL_" + name;
    }
    return failure;
}

std::vector<std::uint8_t> copy(const std::uint8_t* data, std::size_t size) {
    return data == nullptr ? std::vector<std::uint8_t>()
                           : std::vector<std::uint8_t>(data, data + size);
}

}  // namespace

bool TlsConnection::start(SecureContext& context, const Settings& settings) {
    ssl_.reset(SSL_new(context.get()));
    if (ssl_ == nullptr) return false;
    settings_ = settings;
    BIO* in = BIO_new(BIO_s_mem());
    BIO* out = BIO_new(BIO_s_mem());
    if (in == nullptr || out == nullptr) return false;
    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(ssl(), in, out);
    SSL_set_app_data(ssl(), this);
    SSL_set_mode(ssl(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_clear_mode(ssl(), SSL_MODE_AUTO_RETRY);
    // Whether a certificate is good enough is decided, once it is here, by the script.
    int verify = SSL_VERIFY_NONE;
    if (is_server() && settings.asks_for_certificate) {
        verify = SSL_VERIFY_PEER;
        if (settings.refuses_without) verify |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    }
    SSL_set_verify(ssl(), verify, [](int, X509_STORE_CTX*) { return 1; });
    if (is_server()) {
        SSL_set_accept_state(ssl());
    } else {
        SSL_set_connect_state(ssl());
    }
    return true;
}

void TlsConnection::receive(Bytes encrypted) {
    if (encrypted.empty()) return;
    BIO_write(SSL_get_rbio(ssl()), encrypted.data(), static_cast<int>(encrypted.size()));
}

void TlsConnection::fail(int result) {
    switch (SSL_get_error(ssl(), result)) {
        case SSL_ERROR_SSL:
            failed_ = true;
            failure_ = take_tls_failure();
            return;
        case SSL_ERROR_ZERO_RETURN:
            peer_closed_ = true;
            return;
        case SSL_ERROR_SYSCALL:
            // Over memory this is the end without a goodbye.
            if (ERR_peek_error() == 0) return;
            failed_ = true;
            failure_ = take_tls_failure();
            return;
        default:
            return;  // It waits for bytes, or for the script.
    }
}

bool TlsConnection::shake_hands(unsigned& happened) {
    const int result = SSL_do_handshake(ssl());
    if (result != 1) {
        fail(result);
        return false;
    }
    secure_ = true;
    happened |= kSecure;
    return true;
}

void TlsConnection::read_all(unsigned& happened) {
    std::size_t before = BIO_ctrl_pending(SSL_get_rbio(ssl())) + 1;
    for (;;) {
        const std::size_t size = plain_.size();
        plain_.resize(size + kRecord);
        std::size_t read = 0;
        const int result = SSL_read_ex(ssl(), plain_.data() + size, kRecord, &read);
        plain_.resize(size + read);
        const std::size_t left = BIO_ctrl_pending(SSL_get_rbio(ssl()));
        if (result == 1) {
            before = left;
            if (read == kRecord || left == 0) continue;
            // Who wrote less than fits meant it as a whole.
            happened |= kMore;
            return;
        }
        // Each session is told of while it is the current one.
        const bool has_session = std::any_of(news_.begin(), news_.end(), [](const TlsNews& one) {
            return one.kind == TlsNews::Kind::Session;
        });
        if (SSL_get_error(ssl(), result) == SSL_ERROR_WANT_READ && left > 0 && left < before) {
            before = left;
            if (!has_session) continue;
            happened |= kMore;
            return;
        }
        fail(result);
        return;
    }
}

void TlsConnection::write_pending(unsigned& happened) {
    if (pending_.empty()) return;
    std::size_t written = 0;
    const int result = SSL_write_ex(ssl(), pending_.data(), pending_.size(), &written);
    if (result != 1) return fail(result);
    pending_.clear();
    happened |= kWritten;
}

unsigned TlsConnection::advance() {
    unsigned happened = 0;
    const openssl::ErrorScope errors;
    if (!failed_ && !stopped_at_hello_) {
        if (secure_ || shake_hands(happened)) {
            read_all(happened);
            if (!failed_) write_pending(happened);
        }
    }
    if (stopped_at_hello_ && !answer_) happened |= kClientHello;
    if (!plain_.empty()) happened |= kPlain;
    if (BIO_ctrl_pending(SSL_get_wbio(ssl())) > 0) happened |= kEncrypted;
    if (failure_) happened |= kFailed;
    if (peer_closed_) happened |= kClosedByPeer;
    if (!news_.empty()) happened |= kNews;
    return happened;
}

int TlsConnection::write(Bytes plain) {
    if (failed_) return -1;
    if (plain.empty()) return 1;
    const openssl::ErrorScope errors;
    std::size_t written = 0;
    const int result = SSL_write_ex(ssl(), plain.data(), plain.size(), &written);
    if (result == 1) return 1;
    fail(result);
    if (failed_) return -1;
    pending_.assign(plain.begin(), plain.end());
    return 0;
}

void TlsConnection::shutdown() {
    const openssl::ErrorScope errors;
    if (failed_ || SSL_in_init(ssl()) != 0) return;
    SSL_shutdown(ssl());
}

std::vector<std::uint8_t> TlsConnection::take_encrypted() {
    BIO* out = SSL_get_wbio(ssl());
    std::vector<std::uint8_t> bytes(BIO_ctrl_pending(out));
    if (!bytes.empty()) BIO_read(out, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

void TlsConnection::set_protocols(Bytes list) {
    if (is_server()) {
        protocols_.assign(list.begin(), list.end());
    } else {
        SSL_set_alpn_protos(ssl(), list.data(), static_cast<unsigned>(list.size()));
    }
}

void TlsConnection::answer_hello(Answer answer) {
    if (!stopped_at_hello_) return;
    stopped_at_hello_ = false;
    settings_.stops_at_hello = false;
    if (answer.context != nullptr) {
        SSL_CTX_up_ref(answer.context->get());
        kept_context_.reset(answer.context->get());
    }
    answer_ = std::move(answer);
}

// --- OpenSSL's callbacks ---------------------------------------------------------------------

TlsConnection* TlsConnection::of(const SSL* ssl) {
    return static_cast<TlsConnection*>(SSL_get_app_data(ssl));
}

int TlsConnection::on_client_hello() {
    if (!settings_.stops_at_hello) return SSL_CLIENT_HELLO_SUCCESS;
    const unsigned char* data = nullptr;
    std::size_t size = SSL_client_hello_get0_session_id(ssl(), &data);
    hello_.session_id = copy(data, size);
    if (SSL_client_hello_get0_ext(ssl(), TLSEXT_TYPE_session_ticket, &data, &size) == 1) {
        hello_.has_ticket = size > 0;
    }
    // List length, kind, name length, name: RFC 6066, 3.
    if (SSL_client_hello_get0_ext(ssl(), TLSEXT_TYPE_server_name, &data, &size) == 1 && size > 5) {
        const std::size_t length = static_cast<std::size_t>(data[3]) << 8U | data[4];
        if (data[2] == TLSEXT_NAMETYPE_host_name && length <= size - 5) {
            hello_.server_name.assign(reinterpret_cast<const char*>(data + 5), length);
        }
    }
    if (SSL_client_hello_get0_ext(ssl(), TLSEXT_TYPE_application_layer_protocol_negotiation, &data,
                                  &size) == 1 &&
        size > 2) {
        hello_.protocols = copy(data + 2, size - 2);
    }
    hello_.asks_for_ocsp =
        SSL_client_hello_get0_ext(ssl(), TLSEXT_TYPE_status_request, &data, &size) == 1;
    stopped_at_hello_ = true;
    return SSL_CLIENT_HELLO_RETRY;
}

int TlsConnection::on_certificate() {
    if (kept_context_ == nullptr) return 1;
    SSL_CTX* context = kept_context_.get();
    // The handshake fails for want of a certificate; this says why.
    if (SSL_CTX_get0_certificate(context) == nullptr && !uses_shared_keys_) {
        SSL_use_certificate(ssl(), nullptr);
    }
    if (SSL_set_SSL_CTX(ssl(), context) == nullptr) return 0;
    // Who may sign a client's certificate is the new context's to say, too.
    SSL_set1_verify_cert_store(ssl(), SSL_CTX_get_cert_store(context));
    const STACK_OF(X509_NAME)* names = SSL_CTX_get_client_CA_list(context);
    if (names != nullptr) {
        SSL_set_client_CA_list(ssl(), SSL_dup_CA_list(const_cast<STACK_OF(X509_NAME)*>(names)));
    }
    return 1;
}

int TlsConnection::on_protocols(const unsigned char** chosen, unsigned char* size, Bytes offered) {
    if (answer_ && answer_->refuses_protocols) return SSL_TLSEXT_ERR_ALERT_FATAL;
    if (answer_ && answer_->protocol) {
        *chosen = reinterpret_cast<const unsigned char*>(answer_->protocol->data());
        *size = static_cast<unsigned char>(answer_->protocol->size());
        return SSL_TLSEXT_ERR_OK;
    }
    if (protocols_.empty()) return SSL_TLSEXT_ERR_NOACK;
    unsigned char* found = nullptr;
    const int status = SSL_select_next_proto(&found, size, protocols_.data(),
                                             static_cast<unsigned>(protocols_.size()),
                                             offered.data(), static_cast<unsigned>(offered.size()));
    *chosen = found;
    return status == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int TlsConnection::on_new_session(SSL_SESSION* session) {
    if (!settings_.keeps_sessions) return 0;
    const int size = i2d_SSL_SESSION(session, nullptr);
    if (size <= 0) return 0;
    TlsNews news{
        TlsNews::Kind::Session, {}, std::vector<std::uint8_t>(static_cast<std::size_t>(size))};
    std::uint8_t* to = news.data.data();
    i2d_SSL_SESSION(session, &to);
    unsigned id_size = 0;
    const unsigned char* id = SSL_SESSION_get_id(session, &id_size);
    news.id = copy(id, id_size);
    news_.push_back(std::move(news));
    return 0;
}

SSL_SESSION* TlsConnection::on_get_session() {
    if (!answer_ || answer_->session.empty()) return nullptr;
    const std::uint8_t* data = answer_->session.data();
    return d2i_SSL_SESSION(nullptr, &data, static_cast<long>(answer_->session.size()));
}

int TlsConnection::on_ocsp() {
    if (!is_server()) {
        const unsigned char* data = nullptr;
        const long size = SSL_get_tlsext_status_ocsp_resp(ssl(), &data);
        news_.push_back({TlsNews::Kind::OcspResponse,
                         {},
                         copy(data, size > 0 ? static_cast<std::size_t>(size) : 0)});
        return 1;
    }
    if (!answer_ || answer_->ocsp.empty()) return SSL_TLSEXT_ERR_NOACK;
    auto* data = static_cast<unsigned char*>(OPENSSL_malloc(answer_->ocsp.size()));
    if (data == nullptr) return SSL_TLSEXT_ERR_NOACK;
    std::memcpy(data, answer_->ocsp.data(), answer_->ocsp.size());
    SSL_set_tlsext_status_ocsp_resp(ssl(), data, static_cast<long>(answer_->ocsp.size()));
    return SSL_TLSEXT_ERR_OK;
}

bool TlsConnection::use_shared_keys(const std::optional<std::string>& hint) {
    uses_shared_keys_ = true;
    if (!is_server()) {
        SSL_set_psk_client_callback(
            ssl(), [](SSL* ssl, const char* about, char* identity, unsigned most_identity,
                      unsigned char* key, unsigned most_key) {
                TlsConnection* self = of(ssl);
                return self == nullptr
                           ? 0U
                           : self->on_shared_key(about, {identity, most_identity}, {key, most_key});
            });
        return true;
    }
    SSL_set_psk_server_callback(
        ssl(), [](SSL* ssl, const char* identity, unsigned char* key, unsigned most_key) {
            TlsConnection* self = of(ssl);
            return self == nullptr ? 0U : self->on_shared_key(identity, {}, {key, most_key});
        });
    const openssl::ErrorScope errors;
    return !hint || SSL_use_psk_identity_hint(ssl(), hint->c_str()) == 1;
}

// The size of the key; 0: there is none, and the handshake fails. What the script throws is thrown
// by the call of its that is below.
unsigned TlsConnection::on_shared_key(const char* about, std::span<char> identity,
                                      std::span<std::uint8_t> key) {
    if (asks_ || over_) return 0;
    v8::Isolate* isolate = env().isolate();
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::Local<v8::Value> function;
    if (!object()->Get(context, to_string(isolate, "onpsk")).ToLocal(&function) ||
        !function->IsFunction()) {
        return 0;
    }
    const auto size_of = [&](std::size_t size) {
        return v8::Integer::NewFromUnsigned(isolate, static_cast<std::uint32_t>(size));
    };
    v8::Local<v8::Value> argv[] = {v8::Null(isolate), size_of(key.size()),
                                   size_of(identity.size())};
    if (about != nullptr) argv[0] = to_string(isolate, about);
    asks_ = true;
    v8::Local<v8::Value> answer;
    const bool answered =
        function.As<v8::Function>()->Call(context, object(), 3, argv).ToLocal(&answer);
    asks_ = false;
    if (!answered || over_ || !answer->IsArray()) return 0;
    v8::Local<v8::Value> given;
    if (!answer.As<v8::Array>()->Get(context, 0).ToLocal(&given)) return 0;
    auto bytes = HeldBytes::from(isolate, given);
    if (!bytes || bytes->size() > key.size()) return 0;
    if (!identity.empty()) {
        v8::Local<v8::Value> name;
        if (!answer.As<v8::Array>()->Get(context, 1).ToLocal(&name) || !name->IsString()) return 0;
        const std::string text = to_utf8(isolate, name);
        if (text.size() > identity.size()) return 0;
        // There is room for the end behind it.
        std::memcpy(identity.data(), text.c_str(), text.size() + 1);
    }
    std::memcpy(key.data(), bytes->span().data(), bytes->size());
    return static_cast<unsigned>(bytes->size());
}

void TlsConnection::on_key_log(const char* line) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(line);
    TlsNews news{TlsNews::Kind::KeyLog, {}, copy(bytes, std::strlen(line))};
    news.data.push_back('\n');
    news_.push_back(std::move(news));
}

// That the first one is over is told by advance(). TLS 1.3 has no second one.
void TlsConnection::on_handshake(TlsNews::Kind kind) {
    const bool starts = kind == TlsNews::Kind::HandshakeStart;
    if (starts ? is_server() : secure_ && SSL_version(ssl()) < TLS1_3_VERSION) {
        news_.push_back({kind, {}, {}});
    }
}

void listen_to(SSL_CTX* context) {
    SSL_CTX_set_client_hello_cb(
        context,
        [](SSL* ssl, int*, void*) {
            TlsConnection* self = TlsConnection::of(ssl);
            return self == nullptr ? SSL_CLIENT_HELLO_SUCCESS : self->on_client_hello();
        },
        nullptr);
    SSL_CTX_set_cert_cb(
        context,
        [](SSL* ssl, void*) {
            TlsConnection* self = TlsConnection::of(ssl);
            return self == nullptr ? 1 : self->on_certificate();
        },
        nullptr);
    SSL_CTX_set_alpn_select_cb(
        context,
        [](SSL* ssl, const unsigned char** chosen, unsigned char* size, const unsigned char* in,
           unsigned length, void*) {
            TlsConnection* self = TlsConnection::of(ssl);
            return self == nullptr ? SSL_TLSEXT_ERR_NOACK
                                   : self->on_protocols(chosen, size, {in, length});
        },
        nullptr);
    SSL_CTX_sess_set_new_cb(context, [](SSL* ssl, SSL_SESSION* session) {
        TlsConnection* self = TlsConnection::of(ssl);
        return self == nullptr ? 0 : self->on_new_session(session);
    });
    SSL_CTX_sess_set_get_cb(context,
                            [](SSL* ssl, const unsigned char*, int, int* keeps) -> SSL_SESSION* {
                                *keeps = 0;
                                TlsConnection* self = TlsConnection::of(ssl);
                                return self == nullptr ? nullptr : self->on_get_session();
                            });
    SSL_CTX_set_tlsext_status_cb(
        context, +[](SSL* ssl, void*) -> int {
            TlsConnection* self = TlsConnection::of(ssl);
            return self == nullptr ? SSL_TLSEXT_ERR_NOACK : self->on_ocsp();
        });
    SSL_CTX_set_info_callback(context, [](const SSL* ssl, int where, int) {
        TlsConnection* self = TlsConnection::of(ssl);
        if (self == nullptr) return;
        if ((where & SSL_CB_HANDSHAKE_START) != 0) {
            self->on_handshake(TlsNews::Kind::HandshakeStart);
        } else if ((where & SSL_CB_HANDSHAKE_DONE) != 0) {
            self->on_handshake(TlsNews::Kind::HandshakeDone);
        }
    });
}

}  // namespace plinth::api
