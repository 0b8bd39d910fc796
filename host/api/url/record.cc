// SPDX-License-Identifier: MIT
// https://url.spec.whatwg.org/#url-serializing

#include "host/api/url/record.h"

#include <array>

namespace plinth::api {
namespace {

struct SpecialScheme {
    std::string_view name;
    std::uint16_t port;  // 0: none.
};

constexpr std::array<SpecialScheme, 6> kSpecialSchemes = {
    {{"https", 443}, {"http", 80}, {"file", 0}, {"ws", 80}, {"wss", 443}, {"ftp", 21}}};

std::uint32_t end_of(const std::string& text) {
    return static_cast<std::uint32_t>(text.size());
}

void append_authority(const UrlRecord& url, UrlText& text) {
    std::string& href = text.href;
    UrlPositions& at = text.positions;
    href += "//";
    at.username_start = end_of(href);
    href += url.username;
    at.username_end = end_of(href);
    if (!url.password.empty()) href.append(":").append(url.password);
    at.password_end = end_of(href);
    if (url.has_credentials()) href += '@';
    at.host_start = end_of(href);
    href += *url.host;
    at.host_end = end_of(href);
    if (url.port) href.append(":").append(std::to_string(*url.port));
    at.port_end = end_of(href);
}

void append_no_authority(const UrlRecord& url, UrlText& text) {
    const std::uint32_t here = end_of(text.href);
    UrlPositions& at = text.positions;
    at.username_start = at.username_end = at.password_end = here;
    at.host_start = at.host_end = at.port_end = here;
    // Without this the path would read as a host.
    if (!url.opaque_path && url.path.starts_with("//")) text.href += "/.";
}

}  // namespace

bool is_special_scheme(std::string_view scheme) {
    if (scheme.size() < 2 || scheme.size() > 5) return false;
    for (const SpecialScheme& special : kSpecialSchemes) {
        if (special.name.size() == scheme.size() && special.name == scheme) return true;
    }
    return false;
}

std::optional<std::uint16_t> default_port(std::string_view scheme) {
    for (const SpecialScheme& special : kSpecialSchemes) {
        if (special.name == scheme && special.port != 0) return special.port;
    }
    return std::nullopt;
}

bool UrlRecord::special() const {
    return is_special_scheme(scheme);
}

UrlText serialize(const UrlRecord& url) {
    UrlText text;
    std::string& href = text.href;
    UrlPositions& at = text.positions;
    constexpr std::size_t kMarks = 16;  // Room for "://", ":", "@", a port, "?" and "#".
    href.reserve(kMarks + url.scheme.size() + url.username.size() + url.password.size() +
                 (url.host ? url.host->size() : 0) + url.path.size() +
                 (url.query ? url.query->size() : 0) + (url.fragment ? url.fragment->size() : 0));
    href.append(url.scheme).append(":");
    at.scheme_end = end_of(href);
    if (url.host) {
        append_authority(url, text);
    } else {
        append_no_authority(url, text);
    }
    at.path_start = end_of(href);
    href += url.path;
    at.query_start = end_of(href);
    if (url.query) href.append("?").append(*url.query);
    at.fragment_start = end_of(href);
    if (url.fragment) href.append("#").append(*url.fragment);
    return text;
}

}  // namespace plinth::api
