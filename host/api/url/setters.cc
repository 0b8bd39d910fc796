// SPDX-License-Identifier: MIT
// The parser's states, entered in the middle ("state override" in the specification).

#include "host/api/url/setters.h"

#include <algorithm>
#include <string>

#include "host/api/url/parser.h"
#include "host/api/url/percent.h"

namespace plinth::api {
namespace {

void set_protocol(UrlRecord& url, std::string_view value) {
    const std::string with_colon = std::string(value) + ":";
    const std::size_t length = scheme_length(with_colon);
    if (length == 0) return;
    std::string scheme = lower_scheme(with_colon.substr(0, length));
    if (is_special_scheme(scheme) != url.special()) return;
    if (scheme == "file" && (url.has_credentials() || url.port)) return;
    if (url.scheme == "file" && (!url.host || url.host->empty())) return;
    url.scheme = std::move(scheme);
    if (url.port == default_port(url.scheme)) url.port.reset();
}

void set_credential(UrlRecord& url, std::string& field, std::string_view value) {
    if (url.cannot_have_credentials()) return;
    field.clear();
    percent_encode(value, EncodeSet::Userinfo, field);
}

std::string_view leading_digits(std::string_view text) {
    return text.substr(0, std::min(text.size(), text.find_first_not_of("0123456789")));
}

void set_file_host(UrlRecord& url, std::string_view text) {
    if (text.empty()) {
        url.host.emplace();
    } else if (set_host(url, text) && url.host == "localhost") {
        url.host->clear();
    }
}

void set_host_part(UrlRecord& url, std::string_view value, bool with_port) {
    if (url.opaque_path) return;
    const std::string_view text = value.substr(0, authority_end(value, url.special()));
    const std::string_view until_hash = text.substr(0, text.find('#'));
    if (url.scheme == "file") return set_file_host(url, until_hash);
    const std::size_t colon = port_colon(until_hash);
    const bool has_colon = colon != std::string_view::npos;
    if (has_colon && (colon == 0 || !with_port)) return;
    const std::string_view host = until_hash.substr(0, colon);
    if (host.empty() && (url.special() || url.has_credentials() || url.port)) return;
    if (!set_host(url, host) || !has_colon) return;
    const std::string_view digits = leading_digits(until_hash.substr(colon + 1));
    if (!digits.empty()) set_port(url, digits);
}

void set_port_part(UrlRecord& url, std::string_view value) {
    if (url.cannot_have_credentials()) return;
    const std::string_view digits = leading_digits(value);
    if (value.empty()) {
        url.port.reset();
    } else if (!digits.empty()) {
        const auto before = url.port;
        if (!set_port(url, digits)) url.port = before;
    }
}

void set_pathname(UrlRecord& url, std::string_view value) {
    if (url.opaque_path) return;
    url.path.clear();
    const bool has_slash =
        !value.empty() && (value[0] == '/' || (value[0] == '\\' && url.special()));
    if (!value.empty() || url.special()) {
        append_path(url, has_slash ? value.substr(1) : value);
    } else if (!url.host) {
        url.path = "/";
    }
}

// Spaces at the end would be lost when the text is parsed again.
void strip_opaque_path(UrlRecord& url) {
    if (!url.opaque_path || url.query || url.fragment) return;
    while (url.path.ends_with(' '))
        url.path.pop_back();
}

void set_search(UrlRecord& url, std::string_view value) {
    if (value.empty()) {
        url.query.reset();
        return strip_opaque_path(url);
    }
    set_query(url, value.substr(value[0] == '?' ? 1 : 0));
}

void set_hash(UrlRecord& url, std::string_view value) {
    if (value.empty()) {
        url.fragment.reset();
        return strip_opaque_path(url);
    }
    set_fragment(url, value.substr(value[0] == '#' ? 1 : 0));
}

}  // namespace

void set_part(UrlRecord& url, UrlPart part, std::string_view value) {
    if (part == UrlPart::Username) return set_credential(url, url.username, value);
    if (part == UrlPart::Password) return set_credential(url, url.password, value);
    const std::string cleaned = without_newlines(value);
    switch (part) {
        case UrlPart::Protocol:
            return set_protocol(url, cleaned);
        case UrlPart::Host:
            return set_host_part(url, cleaned, true);
        case UrlPart::Hostname:
            return set_host_part(url, cleaned, false);
        case UrlPart::Port:
            return set_port_part(url, cleaned);
        case UrlPart::Pathname:
            return set_pathname(url, cleaned);
        case UrlPart::Search:
            return set_search(url, cleaned);
        case UrlPart::Hash:
            return set_hash(url, cleaned);
        default:
            return;
    }
}

}  // namespace plinth::api
