// SPDX-License-Identifier: MIT
// The parts of a URL, each from its text. https://url.spec.whatwg.org/#url-parsing

#include <algorithm>

#include "host/api/url/char_set.h"
#include "host/api/url/host.h"
#include "host/api/url/parser.h"
#include "host/api/url/percent.h"
#include "host/api/url/segments.h"

namespace plinth::api {
namespace {

constexpr CharSet kSlashes("/");
constexpr CharSet kSpecialSlashes("/\\");
constexpr CharSet kEndsAuthority("/?");
constexpr CharSet kEndsSpecialAuthority("/?\\");

bool is_alpha(char character) {
    const char lower = static_cast<char>(character | 0x20);
    return lower >= 'a' && lower <= 'z';
}

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool same_but_for_case(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
}

bool is_single_dot(std::string_view segment) {
    return segment == "." || same_but_for_case(segment, "%2e");
}

bool is_double_dot(std::string_view segment) {
    return segment == ".." || same_but_for_case(segment, ".%2e") ||
           same_but_for_case(segment, "%2e.") || same_but_for_case(segment, "%2e%2e");
}

void append_segment(UrlRecord& url, std::string_view segment) {
    url.path += '/';
    if (url.scheme == "file" && url.path.size() == 1 && is_drive_letter(segment)) {
        url.path.append({segment[0], ':'});
    } else {
        percent_encode(segment, EncodeSet::Path, url.path);
    }
}

}  // namespace

bool is_drive_letter(std::string_view segment) {
    return segment.size() == 2 && is_alpha(segment[0]) && (segment[1] == ':' || segment[1] == '|');
}

bool starts_with_drive_letter(std::string_view text) {
    return is_drive_letter(text.substr(0, 2)) &&
           (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

void shorten_path(UrlRecord& url) {
    const bool drive_only = url.path.size() == 3 && is_alpha(url.path[1]) && url.path[2] == ':';
    if (url.scheme == "file" && drive_only) return;
    const std::size_t last = url.path.rfind('/');
    if (last != std::string::npos) url.path.resize(last);
}

std::string without_newlines(std::string_view input) {
    std::string text(input);
    std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
    return text;
}

std::size_t scheme_length(std::string_view input) {
    if (input.empty() || !is_alpha(input[0])) return 0;
    std::size_t length = 1;
    while (length < input.size() &&
           (is_alpha(input[length]) || is_digit(input[length]) || input[length] == '+' ||
            input[length] == '-' || input[length] == '.')) {
        ++length;
    }
    return length < input.size() && input[length] == ':' ? length : 0;
}

std::string lower_scheme(std::string_view scheme) {
    std::string lower(scheme);
    for (char& character : lower) {
        if (is_alpha(character)) character = static_cast<char>(character | 0x20);
    }
    return lower;
}

std::size_t authority_end(std::string_view rest, bool special) {
    return std::min(rest.size(), (special ? kEndsSpecialAuthority : kEndsAuthority).find_in(rest));
}

std::size_t port_colon(std::string_view host_and_port) {
    bool in_brackets = false;
    for (std::size_t at = 0; at < host_and_port.size(); ++at) {
        const char character = host_and_port[at];
        if (character == '[') in_brackets = true;
        if (character == ']') in_brackets = false;
        if (character == ':' && !in_brackets) return at;
    }
    return std::string_view::npos;
}

bool set_host(UrlRecord& url, std::string_view text) {
    std::optional<std::string> host = parse_host(text, url.special());
    if (!host) return false;
    url.host = std::move(*host);
    return true;
}

bool set_port(UrlRecord& url, std::string_view digits) {
    unsigned port = 0;
    for (const char digit : digits) {
        port = port * 10 + static_cast<unsigned>(digit - '0');
        if (port > 0xFFFF) return false;
    }
    url.port = static_cast<std::uint16_t>(port);
    if (digits.empty() || url.port == default_port(url.scheme)) url.port.reset();
    return true;
}

void append_path(UrlRecord& url, std::string_view rest) {
    const CharSet& slashes = url.special() ? kSpecialSlashes : kSlashes;
    for (;;) {
        const std::size_t end = slashes.find_in(rest);
        const bool is_last = end == std::string_view::npos;
        const std::string_view segment = rest.substr(0, end);
        if (is_double_dot(segment)) {
            shorten_path(url);
            if (is_last) url.path += '/';
        } else if (is_single_dot(segment)) {
            if (is_last) url.path += '/';
        } else {
            append_segment(url, segment);
        }
        if (is_last) return;
        rest.remove_prefix(end + 1);
    }
}

void set_query(UrlRecord& url, std::string_view query) {
    const EncodeSet set = url.special() ? EncodeSet::SpecialQuery : EncodeSet::Query;
    percent_encode(query, set, url.query.emplace());
}

void set_fragment(UrlRecord& url, std::string_view fragment) {
    percent_encode(fragment, EncodeSet::Fragment, url.fragment.emplace());
}

}  // namespace plinth::api
