// SPDX-License-Identifier: MIT
// Socket addresses: from text and port to what the system takes, and back. The text is also what a
// policy is asked about, so it is made of the address itself, never of what the script wrote.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <uv.h>
#include <v8.h>

namespace plinth {

/// An IPv4 or IPv6 address with its port.
class Address {
  public:
    /// Nothing unless `text` is a numeric address of that family (4 or 6; 0: either).
    static std::optional<Address> parse(const std::string& text, std::uint16_t port,
                                        int family = 0);
    static Address from(const sockaddr* address);

    const sockaddr* system() const { return reinterpret_cast<const sockaddr*>(&storage_); }
    sockaddr* system() { return reinterpret_cast<sockaddr*>(&storage_); }
    int family() const;  ///< 4, 6, or 0 for none.
    std::uint16_t port() const;
    /// "127.0.0.1", "::1", "fe80::1%eth0".
    std::string host() const;
    /// As host(), but an IPv4 address that is written as IPv6 as what it is, and without a zone.
    std::string plain_host() const;
    /// "127.0.0.1:80", "[::1]:80"; an IPv4 address that is written as IPv6 as what it is.
    std::string resource() const;
    /// { address, family: 'IPv4' | 'IPv6', port }
    v8::Local<v8::Object> to_js(v8::Local<v8::Context> context) const;

  private:
    sockaddr_storage storage_{};
};

/// `find(sockaddr*, length*)` is one of uv_x_getsockname; a negative status is its failure.
template <class Find>
std::optional<Address> find_address(Find find, int& status) {
    Address found;
    int length = sizeof(sockaddr_storage);
    status = find(found.system(), &length);
    if (status < 0) return std::nullopt;
    return found;
}

}  // namespace plinth
