// SPDX-License-Identifier: MIT
// A parsed URL, and its text with the places of its parts. https://url.spec.whatwg.org/#concept-url
// What parses one is parser.h, what changes one part of one is setters.h.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plinth::api {

struct UrlRecord {
    std::string scheme;
    std::string username;
    std::string password;
    std::optional<std::string> host;
    std::optional<std::uint16_t> port;
    bool opaque_path = false;
    /// As it is written: each segment of a list follows a slash, so that "" is the empty list.
    std::string path;
    std::optional<std::string> query;
    std::optional<std::string> fragment;

    bool special() const;
    bool has_credentials() const { return !username.empty() || !password.empty(); }
    bool cannot_have_credentials() const { return !host || host->empty() || scheme == "file"; }
};

/// Where the parts of a URL's text lie, in the order of host/api/url/positions.js.
struct UrlPositions {
    std::uint32_t scheme_end = 0;  // Behind the colon.
    std::uint32_t username_start = 0;
    std::uint32_t username_end = 0;
    std::uint32_t password_end = 0;
    std::uint32_t host_start = 0;
    std::uint32_t host_end = 0;
    std::uint32_t port_end = 0;
    std::uint32_t path_start = 0;
    std::uint32_t query_start = 0;  // At the question mark, or where it would be.
    std::uint32_t fragment_start = 0;
};

struct UrlText {
    std::string href;
    UrlPositions positions;
};

UrlText serialize(const UrlRecord& url);

bool is_special_scheme(std::string_view scheme);
/// Nothing for schemes without one.
std::optional<std::uint16_t> default_port(std::string_view scheme);

}  // namespace plinth::api
