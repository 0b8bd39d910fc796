// SPDX-License-Identifier: MIT
// The hosts of URLs: domains (through ICU's UTS 46), IPv4 and IPv6 addresses, opaque hosts.
// https://url.spec.whatwg.org/#host-parsing

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plinth::api {

/// The host as it is written in a URL; nothing if it is none.
std::optional<std::string> parse_host(std::string_view input, bool special);

/// A domain in Punycode; nothing if it is none.
std::optional<std::string> domain_to_ascii(std::string_view domain);
/// A domain as people read it. What is no valid label stays as it is.
std::string domain_to_unicode(std::string_view domain);

std::optional<std::string> parse_ipv6(std::string_view input);

}  // namespace plinth::api
