// SPDX-License-Identifier: MIT
// Reading places, and comparing them with addresses.

#include "host/supervisor/net_grants.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "host/io/address.h"
#include "host/io/files.h"

namespace plinth {
namespace {

// Addresses that are remembered for one name; the oldest is forgotten.
constexpr std::size_t kMostAddresses = 64;

Error broken(std::string_view text, const char* what) {
    Error error;
    error.code = "ERR_INVALID_PACKAGE_CONFIG";
    error.message = "\"" + std::string(text) + "\" " + what;
    return error;
}

std::optional<std::uint16_t> to_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return port;
}

// "80", "80,443", "8000-8100": pairs of first and last.
std::optional<std::vector<std::pair<std::uint16_t, std::uint16_t>>> to_ports(
    std::string_view text) {
    std::vector<std::pair<std::uint16_t, std::uint16_t>> ports;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        const std::size_t dash = part.find('-');
        const auto first = to_port(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : to_port(part.substr(dash + 1));
        if (!first || !last || *first > *last) return std::nullopt;
        ports.emplace_back(*first, *last);
        if (comma == std::string_view::npos) return ports;
        text.remove_prefix(comma + 1);
    }
}

std::string small_letters(std::string_view text) {
    std::string made(text);
    std::transform(made.begin(), made.end(), made.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (made.ends_with('.')) made.pop_back();
    return made;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 253 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_';
           });
}

// What follows host and ports in the text of an address: "1.2.3.4:80", "[::1]:80", "::1".
std::pair<std::string_view, std::string_view> split(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return {text, {}};
        const std::string_view rest = text.substr(end + 1);
        return {text.substr(1, end - 1), rest.starts_with(':') ? rest.substr(1) : rest};
    }
    const std::size_t colon = text.find(':');
    const bool is_v6 = colon != text.rfind(':');
    if (colon == std::string_view::npos || is_v6) return {text, {}};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1";
}

bool is_unspecified(std::string_view address) {
    return address == "0.0.0.0" || address == "::";
}

bool is_link_local(std::string_view address) {
    if (address.starts_with("169.254.")) return true;
    return address.starts_with("fe8") || address.starts_with("fe9") || address.starts_with("fea") ||
           address.starts_with("feb");
}

}  // namespace

Result<NetPlace> NetPlace::parse(std::string_view text, const std::string& data_folder) {
    NetPlace place;
    if (text.starts_with('/') || text.starts_with("./")) {
        place.kind_ = Kind::Path;
        const std::filesystem::path path = text.front() == '/'
                                               ? std::filesystem::path(text)
                                               : std::filesystem::path(data_folder) / text;
        place.host_ = canonical_path(path.lexically_normal().string());
        return place;
    }
    const auto [host, ports] = split(text);
    if (!ports.empty() && ports != "*") {
        auto read = to_ports(ports);
        if (!read) return broken(text, "has ports that are none: write 80, 80,443 or 8000-8100");
        place.ports_ = std::move(*read);
    }
    if (host == "*") return place;
    if (const auto address = Address::parse(std::string(host), 0)) {
        place.kind_ = Kind::Address;
        place.host_ = address->plain_host();
    } else if (is_name(host)) {
        place.host_ = small_letters(host);
        place.kind_ = place.host_ == "localhost" ? Kind::Localhost : Kind::Name;
    } else {
        return broken(text,
                      "names no place: write \"*\", \"localhost\", an address, a name or a "
                      "path, with ports behind a colon");
    }
    return place;
}

bool NetPlace::has_port(std::uint16_t port) const {
    return ports_.empty() || std::any_of(ports_.begin(), ports_.end(), [&](const auto& range) {
               return port >= range.first && port <= range.second;
           });
}

void NetGrants::add(Permission permission, NetPlace place) {
    if (place.kind() == NetPlace::Kind::Name || place.kind() == NetPlace::Kind::Localhost) {
        names_.push_back(place.host());
    }
    (permission == Permission::NetListen ? listen_ : connect_).push_back(std::move(place));
}

void NetGrants::add_name(std::string name) {
    names_.push_back(small_letters(name));
}

bool NetGrants::allow(Permission permission, std::string_view resource) const {
    const auto& places = permission == Permission::NetListen ? listen_ : connect_;
    if (resource.starts_with('/')) {
        return std::any_of(places.begin(), places.end(), [&](const NetPlace& place) {
            return place.kind() == NetPlace::Kind::Path && place.host() == resource;
        });
    }
    const auto [host, port_text] = split(resource);
    const auto port = to_port(port_text);
    // A descriptor of the game's ("fd:3") is no address, and nobody's to take.
    const auto address = Address::parse(std::string(host), 0);
    if (!port || !address) return false;
    const std::string plain = address->plain_host();
    return std::any_of(places.begin(), places.end(), [&](const NetPlace& place) {
        return matches(place, permission, plain, *port);
    });
}

bool NetGrants::matches(const NetPlace& place, Permission permission, const std::string& address,
                        std::uint16_t port) const {
    if (place.kind() == NetPlace::Kind::Path || !place.has_port(port)) return false;
    switch (place.kind()) {
        case NetPlace::Kind::Any:
            return true;
        case NetPlace::Kind::Localhost:
            // Who connects to no address in particular gets this machine.
            return is_loopback(address) ||
                   (permission == Permission::NetConnect && is_unspecified(address));
        case NetPlace::Kind::Address:
            return place.host() == address;
        default:
            break;
    }
    if (is_loopback(address) || is_unspecified(address) || is_link_local(address)) return false;
    const std::lock_guard lock(mutex_);
    const auto known = addresses_.find(place.host());
    return known != addresses_.end() &&
           std::find(known->second.begin(), known->second.end(), address) != known->second.end();
}

bool NetGrants::allow_lookup(std::string_view name) const {
    const std::string wanted = small_letters(name);
    return std::any_of(names_.begin(), names_.end(), [&](const std::string& granted) {
        return granted == "*" || granted == wanted;
    });
}

void NetGrants::resolved(std::string_view name, std::string_view address) {
    const std::string wanted = small_letters(name);
    const auto parsed = Address::parse(std::string(address), 0);
    if (!parsed || !allow_lookup(wanted)) return;
    const std::string plain = parsed->plain_host();
    const std::lock_guard lock(mutex_);
    std::vector<std::string>& known = addresses_[wanted];
    if (std::find(known.begin(), known.end(), plain) != known.end()) return;
    if (known.size() == kMostAddresses) known.erase(known.begin());
    known.push_back(plain);
}

}  // namespace plinth
