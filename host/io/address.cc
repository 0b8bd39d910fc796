// SPDX-License-Identifier: MIT
// Addresses as libuv writes and reads them.

#include "host/io/address.h"

#include <cstring>

#include "host/env/errors.h"

namespace plinth {
namespace {

constexpr std::size_t kMappedPrefix = 12;  // Of the 16 bytes of ::ffff:a.b.c.d.

bool is_mapped(const sockaddr_in6& address) {
    static constexpr std::uint8_t kPrefix[kMappedPrefix] = {0, 0, 0, 0, 0,    0,
                                                            0, 0, 0, 0, 0xff, 0xff};
    return std::memcmp(&address.sin6_addr, kPrefix, kMappedPrefix) == 0;
}

std::uint16_t from_network(std::uint16_t port) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&port);
    return static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
}

}  // namespace

std::optional<Address> Address::parse(const std::string& text, std::uint16_t port, int family) {
    Address made;
    if (family != 6 &&
        uv_ip4_addr(text.c_str(), port, reinterpret_cast<sockaddr_in*>(&made.storage_)) == 0) {
        return made;
    }
    if (family != 4 &&
        uv_ip6_addr(text.c_str(), port, reinterpret_cast<sockaddr_in6*>(&made.storage_)) == 0) {
        return made;
    }
    return std::nullopt;
}

Address Address::from(const sockaddr* address) {
    Address made;
    const std::size_t size =
        address->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    std::memcpy(&made.storage_, address, size);
    return made;
}

int Address::family() const {
    return storage_.ss_family == AF_INET ? 4 : storage_.ss_family == AF_INET6 ? 6 : 0;
}

std::uint16_t Address::port() const {
    return from_network(storage_.ss_family == AF_INET6
                            ? reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_port
                            : reinterpret_cast<const sockaddr_in*>(&storage_)->sin_port);
}

std::string Address::host() const {
    char text[INET6_ADDRSTRLEN + UV_IF_NAMESIZE + 1] = {};
    if (storage_.ss_family == AF_INET) {
        uv_ip4_name(reinterpret_cast<const sockaddr_in*>(&storage_), text, sizeof(text));
        return text;
    }
    if (storage_.ss_family != AF_INET6) return {};
    const auto& address = *reinterpret_cast<const sockaddr_in6*>(&storage_);
    uv_ip6_name(&address, text, INET6_ADDRSTRLEN);
    const bool link_local =
        address.sin6_addr.s6_addr[0] == 0xfe && (address.sin6_addr.s6_addr[1] & 0xc0) == 0x80;
    if (!link_local || address.sin6_scope_id == 0) return text;
    char scope[UV_IF_NAMESIZE];
    std::size_t size = sizeof(scope);
    if (uv_if_indextoiid(address.sin6_scope_id, scope, &size) != 0) return text;
    return std::string(text) + '%' + scope;
}

std::string Address::plain_host() const {
    if (storage_.ss_family != AF_INET6) return host();
    const auto& address = *reinterpret_cast<const sockaddr_in6*>(&storage_);
    char text[INET6_ADDRSTRLEN] = {};
    if (is_mapped(address)) {
        uv_inet_ntop(AF_INET, address.sin6_addr.s6_addr + kMappedPrefix, text, sizeof(text));
    } else {
        uv_ip6_name(&address, text, sizeof(text));
    }
    return text;
}

std::string Address::resource() const {
    const std::string plain = plain_host();
    const bool is_v6 = plain.find(':') != std::string::npos;
    return (is_v6 ? '[' + plain + ']' : plain) + ':' + std::to_string(port());
}

v8::Local<v8::Object> Address::to_js(v8::Local<v8::Context> context) const {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Object> made = v8::Object::New(isolate);
    const auto set = [&](const char* name, v8::Local<v8::Value> value) {
        made->CreateDataProperty(context, to_string(isolate, name), value).Check();
    };
    set("address", to_string(isolate, host()));
    set("family", to_string(isolate, family() == 6 ? "IPv6" : "IPv4"));
    set("port", v8::Integer::New(isolate, port()));
    return made;
}

}  // namespace plinth
