// SPDX-License-Identifier: MIT
// IPv6 addresses in URLs. https://url.spec.whatwg.org/#concept-ipv6-parser

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "host/api/url/host.h"
#include "host/api/url/percent.h"

namespace plinth::api {
namespace {

using Pieces = std::array<std::uint16_t, 8>;

// "1.2.3.4" at the end of an address, as two pieces.
bool parse_tail(std::string_view text, Pieces& pieces, std::size_t at) {
    int seen = 0;
    while (!text.empty()) {
        if (seen > 0) {
            if (text[0] != '.' || seen == 4) return false;
            text.remove_prefix(1);
        }
        int number = -1;
        while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
            if (number == 0) return false;  // No leading zeroes.
            number = (number < 0 ? 0 : number * 10) + (text[0] - '0');
            if (number > 255) return false;
            text.remove_prefix(1);
        }
        if (number < 0) return false;
        std::uint16_t& piece = pieces[at + static_cast<std::size_t>(seen / 2)];
        piece = static_cast<std::uint16_t>(piece * 256 + number);
        ++seen;
    }
    return seen == 4;
}

// Moves what follows "::" to the end.
void spread(Pieces& pieces, std::size_t count, std::size_t compress) {
    std::size_t to = 7;
    for (std::size_t left = count - compress; left > 0; --left, --to) {
        std::swap(pieces[to], pieces[compress + left - 1]);
    }
}

std::optional<Pieces> parse_pieces(std::string_view text) {
    Pieces pieces{};
    std::size_t count = 0;
    std::optional<std::size_t> compress;
    if (text.starts_with(':')) {
        if (!text.starts_with("::")) return std::nullopt;
        text.remove_prefix(2);
        compress = 0;
    }
    while (!text.empty()) {
        if (count == 8) return std::nullopt;
        if (text[0] == ':') {
            if (compress) return std::nullopt;
            text.remove_prefix(1);
            compress = count;
            continue;
        }
        std::uint16_t value = 0;
        std::size_t length = 0;
        while (length < 4 && length < text.size() && hex_value(text[length]) >= 0) {
            value = static_cast<std::uint16_t>(value * 16 + hex_value(text[length++]));
        }
        if (length < text.size() && text[length] == '.') {
            if (length == 0 || count > 6 || !parse_tail(text, pieces, count)) return std::nullopt;
            count += 2;
            break;
        }
        text.remove_prefix(length);
        if (!text.empty()) {
            if (text[0] != ':' || text.size() == 1) return std::nullopt;
            text.remove_prefix(1);
        }
        pieces[count++] = value;
    }
    if (compress) {
        if (count < 8) spread(pieces, count, *compress);
    } else if (count != 8) {
        return std::nullopt;
    }
    return pieces;
}

struct Run {
    std::size_t start = 8;
    std::size_t length = 1;  // A single zero is not compressed.
};

Run longest_zeroes(const Pieces& pieces) {
    Run longest;
    for (std::size_t start = 0; start < 8; ++start) {
        std::size_t end = start;
        while (end < 8 && pieces[end] == 0)
            ++end;
        if (end - start > longest.length) longest = {start, end - start};
        if (end > start) start = end;
    }
    return longest;
}

}  // namespace

std::optional<std::string> parse_ipv6(std::string_view input) {
    const std::optional<Pieces> pieces = parse_pieces(input);
    if (!pieces) return std::nullopt;
    const Run zeroes = longest_zeroes(*pieces);
    std::string text = "[";
    for (std::size_t at = 0; at < 8; ++at) {
        if (at == zeroes.start) {
            text += at == 0 ? "::" : ":";
            at += zeroes.length - 1;
            continue;
        }
        char piece[8];
        std::snprintf(piece, sizeof(piece), "%x", (*pieces)[at]);
        text += piece;
        if (at < 7) text += ':';
    }
    return text + "]";
}

}  // namespace plinth::api
