// SPDX-License-Identifier: MIT
// One table of all sets: a bit a set.

#include "host/api/url/percent.h"

#include <array>
#include <cstdint>

namespace plinth::api {
namespace {

using Table = std::array<std::uint8_t, 256>;

constexpr std::uint8_t bit(EncodeSet set) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(set));
}

constexpr void add(Table& table, std::string_view characters, std::uint8_t sets) {
    for (const char character : characters) {
        table[static_cast<unsigned char>(character)] |= sets;
    }
}

constexpr Table make_table() {
    Table table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        if (byte < 0x20 || byte > 0x7E) table[byte] = 0xFF;
    }
    const std::uint8_t user = bit(EncodeSet::Userinfo);
    const std::uint8_t path = static_cast<std::uint8_t>(bit(EncodeSet::Path) | user);
    const std::uint8_t queries =
        static_cast<std::uint8_t>(bit(EncodeSet::Query) | bit(EncodeSet::SpecialQuery));
    const std::uint8_t fragment = bit(EncodeSet::Fragment);
    add(table, " \"<>", static_cast<std::uint8_t>(fragment | queries | path));
    add(table, "`", static_cast<std::uint8_t>(fragment | path));
    add(table, "#", static_cast<std::uint8_t>(queries | path));
    add(table, "'", bit(EncodeSet::SpecialQuery));
    add(table, "?{}", path);
    add(table, "/:;=@[\\]^|", user);
    return table;
}

constexpr Table kTable = make_table();

}  // namespace

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    const char lower = static_cast<char>(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void percent_encode(std::string_view text, EncodeSet set, std::string& out) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    const std::uint8_t mask = bit(set);
    std::size_t plain = 0;  // From here on, nothing was to be encoded.
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((kTable[byte] & mask) == 0) continue;
        out.append(text, plain, at - plain);
        out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
        plain = at + 1;
    }
    out.append(text, plain);
}

std::string percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size() &&
                            hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
        if (!escape) {
            out += text[at];
            continue;
        }
        out += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
        at += 2;
    }
    return out;
}

}  // namespace plinth::api
