// SPDX-License-Identifier: MIT
// TlsConnection: one TLS session between two ends, over bytes that somebody else carries: encrypted
// ones go in and come out, plain ones come out and go in. It never waits.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/api/tls/secure_context.h"
#include "host/io/memory_handle.h"
#include "host/io/openssl.h"

namespace plinth::api {

/// What a connection tells its script, which takes it when the native call is over: OpenSSL's own
/// callbacks run no JavaScript.
struct TlsNews {
    enum class Kind { Session = 1, KeyLog, OcspResponse, HandshakeStart, HandshakeDone };

    Kind kind;
    std::vector<std::uint8_t> id;  // Of a session.
    std::vector<std::uint8_t> data;
};

/// Owner, Thread: see MemoryHandle. Calls JS: for a shared key, within advance() and write(), which
/// are called from JavaScript; `asks()` is true meanwhile, and nothing else may be done to it then.
class TlsConnection final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    using Bytes = std::span<const std::uint8_t>;
    using Failure = openssl::Failure;

    /// Bits of what advance() found.
    enum Happened : unsigned {
        kPlain = 1,          // Decrypted bytes wait for take_plain().
        kEncrypted = 2,      // Bytes for the other end wait for take_encrypted().
        kFailed = 4,         // take_failure() says why; nothing more comes.
        kSecure = 8,         // The handshake is over.
        kClientHello = 16,   // A client said hello: answer_hello() goes on.
        kClosedByPeer = 32,  // It will send nothing more.
        kNews = 64,          // news() has some.
        kWritten = 128,      // What write() could not take is on its way.
        kMore = 256,         // It went as far as it does in one step.
    };

    enum class Side { Client, Server };
    struct Settings {
        Side side = Side::Client;
        bool asks_for_certificate = false;
        bool refuses_without = false;
        bool stops_at_hello = false;
        bool keeps_sessions = false;
    };

    bool start(SecureContext& context, const Settings& settings);
    bool started() const { return ssl_ != nullptr; }
    SSL* ssl() const { return ssl_.get(); }
    // It may come while a script is asked: then `this` goes when that is over, by settle().
    void close() override {
        over_ = true;
        if (!asks_) end_of_life();
    }
    bool asks() const { return asks_; }
    /// Behind advance() and write(): false when `this` is gone.
    bool settle() {
        if (!over_) return true;
        end_of_life();
        return false;
    }

    /// The object's method onpsk(identity or hint, most bytes of a key, most of an identity) is
    /// asked for [key, identity]. A server's hint says which keys it has. False: it is too long.
    bool use_shared_keys(const std::optional<std::string>& hint);

    bool is_server() const { return settings_.side == Side::Server; }
    void stop_at_hello() { settings_.stops_at_hello = true; }

    void receive(Bytes encrypted);
    unsigned advance();
    /// 1: it was taken. 0: later, see kWritten. -1: failed.
    int write(Bytes plain);
    /// Says goodbye: no more will be written.
    void shutdown();

    std::vector<std::uint8_t> take_plain() { return std::move(plain_); }
    std::vector<std::uint8_t> take_encrypted();
    std::optional<Failure>& failure() { return failure_; }
    std::vector<TlsNews>& news() { return news_; }

    /// Of a client that said hello.
    struct Answer {
        SecureContext* context = nullptr;  // Another one, for the name that it asked for.
        std::vector<std::uint8_t> session;
        std::vector<std::uint8_t> ocsp;
        std::optional<std::string> protocol;
        bool refuses_protocols = false;
    };
    void answer_hello(Answer answer);
    struct Hello {
        std::vector<std::uint8_t> session_id;
        std::string server_name;
        std::vector<std::uint8_t> protocols;
        bool has_ticket = false;
        bool asks_for_ocsp = false;
    };
    const Hello& hello() const { return hello_; }

    /// Protocols, each with its length before it, that this end speaks.
    void set_protocols(Bytes list);

    // OpenSSL's callbacks; see listen_to().
    static TlsConnection* of(const SSL* ssl);
    int on_client_hello();
    int on_certificate();
    int on_protocols(const unsigned char** chosen, unsigned char* size, Bytes offered);
    int on_new_session(SSL_SESSION* session);
    SSL_SESSION* on_get_session();
    int on_ocsp();
    unsigned on_shared_key(const char* about, std::span<char> identity,
                           std::span<std::uint8_t> key);
    void on_key_log(const char* line);
    void on_handshake(TlsNews::Kind kind);

  private:
    bool shake_hands(unsigned& happened);
    void read_all(unsigned& happened);
    void write_pending(unsigned& happened);
    void fail(int result);

    openssl::Owned<SSL, &SSL_free> ssl_;
    Settings settings_;
    std::vector<std::uint8_t> plain_;
    std::vector<std::uint8_t> pending_;  // Plain bytes that SSL_write() did not take.
    std::vector<std::uint8_t> protocols_;
    std::vector<TlsNews> news_;
    std::optional<Failure> failure_;
    Hello hello_;
    std::optional<Answer> answer_;
    openssl::Owned<SSL_CTX, &SSL_CTX_free> kept_context_;
    bool secure_ = false;
    bool stopped_at_hello_ = false;
    bool peer_closed_ = false;
    bool failed_ = false;
    bool uses_shared_keys_ = false;
    bool asks_ = false;
    bool over_ = false;
};

/// Lets connections of this context hear of what happens in them.
void listen_to(SSL_CTX* context);

void add_connection(NativeModule& module);

}  // namespace plinth::api
