// SPDX-License-Identifier: MIT
// SecureContext: keys, certificates and rules that TLS connections share.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "host/env/native_module.h"
#include "host/io/memory_handle.h"
#include "host/io/openssl.h"

namespace plinth::api {

/// Owner, Thread, Calls JS: see MemoryHandle. The SSL_CTX lives as long as a connection uses it.
class SecureContext final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    using Failure = openssl::Failure;
    using Problem = std::optional<Failure>;
    using Bytes = std::span<const std::uint8_t>;
    static constexpr std::size_t kTicketKeysSize = 48;

    Problem start(int least_version, int most_version);
    Problem set_key(Bytes pem, const std::optional<std::string>& passphrase);
    /// The first is the certificate, those behind it its chain.
    Problem set_certificate(Bytes pem);
    Problem add_authorities(Bytes pem);
    /// The machine's.
    void add_system_authorities();
    Problem add_revocations(Bytes pem);
    Problem load_pfx(Bytes data, const std::optional<std::string>& passphrase);
    Problem set_dh_parameters(Bytes pem, bool& weak);

    SSL_CTX* get() const { return context_.get(); }
    X509* certificate() const { return certificate_.get(); }
    X509* issuer() const { return issuer_.get(); }
    std::array<std::uint8_t, kTicketKeysSize>& ticket_keys() { return *ticket_keys_; }

  private:
    /// The store of authorities, to be changed: nobody else's.
    X509_STORE* own_store();
    Problem use_chain(openssl::Certificate leaf, openssl::CertificateStack rest);

    openssl::Owned<SSL_CTX, &SSL_CTX_free> context_;
    bool shares_store_ = false;
    openssl::Certificate certificate_;
    openssl::Certificate issuer_;
    // Shared with the SSL_CTX, which connections keep.
    std::shared_ptr<std::array<std::uint8_t, kTicketKeysSize>> ticket_keys_;
};

/// The methods of the class SecureContext, and what is known without one.
void add_secure_context(NativeModule& module);

}  // namespace plinth::api
