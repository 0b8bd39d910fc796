// SPDX-License-Identifier: MIT
// Text to URLs. https://url.spec.whatwg.org/#concept-basic-url-parser, whose states are functions
// here; the setters share those for the parts.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/api/url/record.h"

namespace plinth::api {

/// Nothing if the text is no URL, or a relative one without a base.
std::optional<UrlRecord> parse_url(std::string_view input, const UrlRecord* base);

/// Without tabs and line ends, which are ignored anywhere in a URL.
std::string without_newlines(std::string_view input);
/// The length of the scheme that the text starts with, without the colon behind it; 0 for none.
std::size_t scheme_length(std::string_view input);
std::string lower_scheme(std::string_view scheme);

/// The end of what '/', '?' or (in special URLs) '\' ends.
std::size_t authority_end(std::string_view rest, bool special);
/// The colon before the port; npos if there is none. Colons of an IPv6 address do not count.
std::size_t port_colon(std::string_view host_and_port);
bool set_host(UrlRecord& url, std::string_view host);
/// Digits; false when they are too many. Default ports are left out.
bool set_port(UrlRecord& url, std::string_view digits);
/// Appends segments, of which the text before the first slash is the first.
void append_path(UrlRecord& url, std::string_view rest);
void set_query(UrlRecord& url, std::string_view query);
void set_fragment(UrlRecord& url, std::string_view fragment);

}  // namespace plinth::api
