// SPDX-License-Identifier: MIT
// Domains, IPv4 addresses and opaque hosts; IPv6 is ipv6.cc's.

#include "host/api/url/host.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "host/api/url/char_set.h"
#include "host/api/url/percent.h"

namespace plinth::api {
namespace {

constexpr CharSet kForbiddenInHost(std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17));

// What a domain is left as by all that follows, unless it is Punycode.
constexpr CharSet kSettled("abcdefghijklmnopqrstuvwxyz0123456789-._");

bool forbidden_in_domain(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte <= 0x1F || character == '%' || byte == 0x7F || kForbiddenInHost.has(character);
}

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

const UIDNA* uts46() {
    static const UIDNA* const made = [] {
        UErrorCode status = U_ZERO_ERROR;
        return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                   UIDNA_NONTRANSITIONAL_TO_ASCII |
                                   UIDNA_NONTRANSITIONAL_TO_UNICODE,
                               &status);
    }();
    return made;
}

// What browsers let pass: CheckHyphens and VerifyDnsLength are off.
constexpr std::uint32_t kTolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                     UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                     UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

using Convert = decltype(&uidna_nameToASCII_UTF8);

struct Converted {
    std::string text;
    bool ok = false;
};

Converted convert(std::string_view domain, Convert function) {
    Converted result;
    if (uts46() == nullptr) return result;
    result.text.resize(std::max<std::size_t>(64, domain.size() * 4));
    for (int attempt = 0; attempt < 2; ++attempt) {
        UIDNAInfo info = UIDNA_INFO_INITIALIZER;
        UErrorCode status = U_ZERO_ERROR;
        const std::int32_t size = function(
            uts46(), domain.data(), static_cast<std::int32_t>(domain.size()), result.text.data(),
            static_cast<std::int32_t>(result.text.size()), &info, &status);
        result.text.resize(static_cast<std::size_t>(std::max(size, 0)));
        if (status == U_BUFFER_OVERFLOW_ERROR) continue;
        result.ok = U_SUCCESS(status) && (info.errors & ~kTolerated) == 0;
        return result;
    }
    return result;
}

// Most domains need none of Unicode's tables.
bool is_plain(std::string_view domain) {
    const bool ascii = std::all_of(domain.begin(), domain.end(), [](char character) {
        return static_cast<unsigned char>(character) < 0x80;
    });
    return ascii && domain.find("xn--") == std::string_view::npos;
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& character : lower) {
        if (character >= 'A' && character <= 'Z') character = static_cast<char>(character | 0x20);
    }
    return lower;
}

// "0x1f", "017", "9": nothing if it is no number. All that is too large for an address is alike.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view part) {
    if (part.empty()) return std::nullopt;
    int radix = 10;
    if (part.size() >= 2 && part[0] == '0' && (part[1] | 0x20) == 'x') {
        part.remove_prefix(2);
        radix = 16;
    } else if (part.size() >= 2 && part[0] == '0') {
        part.remove_prefix(1);
        radix = 8;
    }
    std::uint64_t number = 0;
    for (const char character : part) {
        const int digit = hex_value(character);
        if (digit < 0 || digit >= radix) return std::nullopt;
        number = std::min<std::uint64_t>(
            number * static_cast<unsigned>(radix) + static_cast<unsigned>(digit), 1ull << 40);
    }
    return number;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t from = 0;;) {
        const std::size_t to = text.find(separator, from);
        parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
        if (to == std::string_view::npos) return parts;
        from = to + 1;
    }
}

bool ends_in_number(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    const std::string_view last = host.substr(host.rfind('.') + 1);
    if (last.empty()) return false;
    return std::all_of(last.begin(), last.end(), is_digit) || parse_ipv4_number(last).has_value();
}

std::optional<std::string> parse_ipv4(std::string_view host) {
    std::vector<std::string_view> parts = split(host, '.');
    if (parts.back().empty() && parts.size() > 1) parts.pop_back();
    if (parts.size() > 4) return std::nullopt;
    std::uint64_t address = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::optional<std::uint64_t> number = parse_ipv4_number(parts[i]);
        if (!number) return std::nullopt;
        if (i + 1 < parts.size()) {
            if (*number > 255) return std::nullopt;
            address |= *number << (8 * (3 - i));
        } else {
            if (*number >= 1ull << (8 * (4 - i))) return std::nullopt;
            address |= *number;
        }
    }
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) {
        text += std::to_string((address >> shift) & 0xFF);
        if (shift > 0) text += '.';
    }
    return text;
}

std::optional<std::string> parse_opaque_host(std::string_view input) {
    if (kForbiddenInHost.find_in(input) != std::string_view::npos) return std::nullopt;
    std::string host;
    percent_encode(input, EncodeSet::C0Control, host);
    return host;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
    const bool settled = std::all_of(domain.begin(), domain.end(),
                                     [](char character) { return kSettled.has(character); });
    if (settled && !domain.empty() && domain.find("xn--") == std::string_view::npos) {
        return std::string(domain);
    }
    std::string ascii = to_lower(domain);
    if (!is_plain(ascii)) {
        Converted converted = convert(domain, &uidna_nameToASCII_UTF8);
        if (!converted.ok) return std::nullopt;
        ascii = std::move(converted.text);
    }
    if (ascii.empty() || std::any_of(ascii.begin(), ascii.end(), forbidden_in_domain)) {
        return std::nullopt;
    }
    return ascii;
}

std::string domain_to_unicode(std::string_view domain) {
    return convert(domain, &uidna_nameToUnicodeUTF8).text;
}

std::optional<std::string> parse_host(std::string_view input, bool special) {
    if (input.starts_with('[')) {
        if (!input.ends_with(']')) return std::nullopt;
        return parse_ipv6(input.substr(1, input.size() - 2));
    }
    if (!special) return parse_opaque_host(input);
    const bool escaped = input.find('%') != std::string_view::npos;
    std::optional<std::string> domain =
        escaped ? domain_to_ascii(percent_decode(input)) : domain_to_ascii(input);
    if (domain && ends_in_number(*domain)) return parse_ipv4(*domain);
    return domain;
}

}  // namespace plinth::api
