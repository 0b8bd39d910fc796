// SPDX-License-Identifier: MIT
// Text encodings, written for the common case: ASCII goes by the block, the rest by tables.

#include "host/io/codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "host/io/codec_simd.h"

namespace plinth {

std::optional<Encoding> parse_encoding(std::string_view name) {
    static constexpr std::pair<std::string_view, Encoding> kNames[] = {
        {"utf8", Encoding::Utf8},           {"utf-8", Encoding::Utf8},
        {"ucs2", Encoding::Utf16},          {"ucs-2", Encoding::Utf16},
        {"utf16le", Encoding::Utf16},       {"utf-16le", Encoding::Utf16},
        {"latin1", Encoding::Latin1},       {"binary", Encoding::Latin1},
        {"ascii", Encoding::Ascii},         {"base64", Encoding::Base64},
        {"base64url", Encoding::Base64Url}, {"hex", Encoding::Hex},
    };
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; };
    for (const auto& [known, encoding] : kNames) {
        if (known.size() != name.size()) continue;
        std::size_t same = 0;
        while (same < name.size() && lower(name[same]) == known[same])
            ++same;
        if (same == name.size()) return encoding;
    }
    return std::nullopt;
}

}  // namespace plinth

namespace plinth::codec {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080u;

std::uint64_t load64(const void* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

std::uint32_t load32(const void* at) {
    std::uint32_t word;
    std::memcpy(&word, at, sizeof(word));
    return word;
}

// Whether 16 bytes from here are ASCII.
bool ascii_block(const std::uint8_t* at) {
    return ((load64(at) | load64(at + 8)) & kHighBits) == 0;
}

bool ascii_block(const char16_t* at) {
    constexpr std::uint64_t kAboveAscii = 0xFF80FF80FF80FF80u;
    return ((load64(at) | load64(at + 4) | load64(at + 8) | load64(at + 12)) & kAboveAscii) == 0;
}

constexpr std::size_t kBlock = 16;

template <class From, class To>
void convert_block(const From* from, To* to) {
    for (std::size_t i = 0; i < kBlock; ++i)
        to[i] = static_cast<To>(from[i]);
}

constexpr bool is_high(char32_t unit) {
    return (unit & 0xFC00) == 0xD800;
}
constexpr bool is_low(char32_t unit) {
    return (unit & 0xFC00) == 0xDC00;
}
constexpr bool is_surrogate(char32_t unit) {
    return (unit & 0xF800) == 0xD800;
}

constexpr char32_t join(char32_t high, char32_t low) {
    return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF);
}

constexpr std::size_t utf8_size(char32_t code) {
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

std::size_t put_utf8(char32_t code, std::uint8_t* out) {
    const auto last = [&](unsigned shift) {
        return static_cast<std::uint8_t>(0x80 | ((code >> shift) & 0x3F));
    };
    if (code < 0x80) {
        out[0] = static_cast<std::uint8_t>(code);
        return 1;
    }
    if (code < 0x800) {
        out[0] = static_cast<std::uint8_t>(0xC0 | (code >> 6));
        out[1] = last(0);
        return 2;
    }
    if (code < 0x10000) {
        out[0] = static_cast<std::uint8_t>(0xE0 | (code >> 12));
        out[1] = last(6);
        out[2] = last(0);
        return 3;
    }
    out[0] = static_cast<std::uint8_t>(0xF0 | (code >> 18));
    out[1] = last(12);
    out[2] = last(6);
    out[3] = last(0);
    return 4;
}

// One step of UTF-8: a well-formed sequence, or the maximal part of an ill-formed one.
struct Sequence {
    char32_t code = 0xFFFD;
    unsigned size = 1;
    bool valid = false;
};

constexpr bool is_continuation(std::uint8_t byte) {
    return (byte & 0xC0) == 0x80;
}

// The Unicode Standard, table 3-7: only the second byte has a range of its own.
Sequence next_sequence(const std::uint8_t* at, std::size_t left) {
    const std::uint8_t lead = at[0];
    if (lead < 0x80) return {lead, 1, true};
    if (lead < 0xC2 || lead > 0xF4 || left < 2) return {};
    const std::uint8_t second = at[1];
    if (lead < 0xE0) {
        if (!is_continuation(second)) return {};
        return {static_cast<char32_t>((lead & 0x1F) << 6 | (second & 0x3F)), 2, true};
    }
    const std::uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) return {};
    if (left < 3 || !is_continuation(at[2])) return {0xFFFD, 2, false};
    if (lead < 0xF0) {
        return {static_cast<char32_t>((lead & 0xF) << 12 | (second & 0x3F) << 6 | (at[2] & 0x3F)),
                3, true};
    }
    if (left < 4 || !is_continuation(at[3])) return {0xFFFD, 3, false};
    return {static_cast<char32_t>((lead & 7) << 18 | (second & 0x3F) << 12 | (at[2] & 0x3F) << 6 |
                                  (at[3] & 0x3F)),
            4, true};
}

// Three-byte characters are most of what is not ASCII: their shape is checked in one word.
// Returns 0 when there is none.
char32_t three_byte_character(const std::uint8_t* at, std::size_t left) {
    if (left < 4) return 0;
    const std::uint32_t word = load32(at);
    if ((word & 0xC0C0F0u) != 0x8080E0u) return 0;
    const char32_t code = (word & 0xF) << 12 | (word >> 8 & 0x3F) << 6 | (word >> 16 & 0x3F);
    return code < 0x800 || is_surrogate(code) ? 0 : code;
}

struct NextCode {
    char32_t code;
    std::size_t units;
};

// Halves of characters become U+FFFD.
NextCode next_code(const char16_t* at, const char16_t* end) {
    if (!is_surrogate(*at)) return {*at, 1};
    if (is_high(*at) && end - at > 1 && is_low(at[1])) return {join(*at, at[1]), 2};
    return {0xFFFD, 1};
}

// Up to `end`, or to one before it if that begins a pair. There is room for three bytes a unit.
void encode_roomy(const char16_t*& from, const char16_t* end, std::uint8_t*& out) {
    const char16_t* at = from;
    std::uint8_t* to = out;
    while (at < end) {
        const char16_t unit = *at;
        if (unit < 0x80) {
            if (static_cast<std::size_t>(end - at) >= kBlock && ascii_block(at)) {
                convert_block(at, to);
                at += kBlock;
                to += kBlock;
                continue;
            }
            do {
                *to++ = static_cast<std::uint8_t>(*at++);
            } while (at < end && *at < 0x80 && (at - from) % kBlock != 0);
        } else if (unit < 0x800) {
            *to++ = static_cast<std::uint8_t>(0xC0 | (unit >> 6));
            *to++ = static_cast<std::uint8_t>(0x80 | (unit & 0x3F));
            ++at;
        } else if (!is_surrogate(unit)) {
            *to++ = static_cast<std::uint8_t>(0xE0 | (unit >> 12));
            *to++ = static_cast<std::uint8_t>(0x80 | ((unit >> 6) & 0x3F));
            *to++ = static_cast<std::uint8_t>(0x80 | (unit & 0x3F));
            ++at;
        } else {
            if (is_high(unit) && at + 1 == end) break;  // What follows may be its other half.
            const auto [code, units] = next_code(at, end);
            to += put_utf8(code, to);
            at += units;
        }
    }
    from = at;
    out = to;
}

}  // namespace

bool is_ascii(Bytes bytes) {
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    while (left >= 4 * kBlock) {
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < 4 * kBlock; i += sizeof(seen))
            seen |= load64(at + i);
        if ((seen & kHighBits) != 0) return false;
        at += 4 * kBlock;
        left -= 4 * kBlock;
    }
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < left; ++i)
        seen |= at[i];
    return seen < 0x80;
}

bool is_utf8(Bytes bytes) {
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    while (left > 0) {
        std::size_t size;
        if (*at < 0x80) {
            size = left >= kBlock && ascii_block(at) ? kBlock : 1;
        } else if (three_byte_character(at, left) != 0) {
            size = 3;
        } else {
            const Sequence sequence = next_sequence(at, left);
            if (!sequence.valid) return false;
            size = sequence.size;
        }
        at += size;
        left -= size;
    }
    return true;
}

// Every unit above ASCII costs one byte more, above U+07FF two; a pair of surrogates counts as six
// this way and takes four.
std::size_t utf8_length(Units text) {
    std::size_t total = text.size();
    constexpr std::size_t kChunk =
        8192;  // So that 16-bit lanes of a vectorised sum can't overflow.
    for (std::size_t start = 0; start < text.size(); start += kChunk) {
        const std::size_t end = std::min(text.size(), start + kChunk);
        const std::size_t pairs_end = std::min(end, text.size() - 1);
        std::uint16_t extra = 0;
        std::uint16_t pairs = 0;
        for (std::size_t i = start; i < end; ++i) {
            extra = static_cast<std::uint16_t>(extra + (text[i] >= 0x80) + (text[i] >= 0x800));
        }
        for (std::size_t i = start; i < pairs_end; ++i) {
            pairs = static_cast<std::uint16_t>(
                pairs + (((text[i] & 0xFC00) == 0xD800) & ((text[i + 1] & 0xFC00) == 0xDC00)));
        }
        total += extra;
        total -= std::size_t{2} * pairs;
    }
    return total;
}

std::size_t utf8_length(Bytes latin1) {
    if (is_ascii(latin1)) return latin1.size();
    std::size_t total = latin1.size();
    for (const std::uint8_t byte : latin1)
        total += byte >> 7;
    return total;
}

Progress utf8_encode(Units text, std::span<std::uint8_t> out) {
    // As far as there is room for whatever comes, nothing is asked about it.
    constexpr std::size_t kMostBytes = 3;  // Of a unit.
    const char16_t* at = text.data();
    const char16_t* const end = at + text.size();
    std::uint8_t* to = out.data();
    std::uint8_t* const out_end = to + out.size();
    while (at < end) {
        const auto roomy =
            std::min<std::size_t>(static_cast<std::size_t>(end - at),
                                  static_cast<std::size_t>(out_end - to) / kMostBytes);
        if (roomy == 0) break;
        const char16_t* const before = at;
        encode_roomy(at, at + roomy, to);
        if (at == before) break;  // Half of a pair is left.
    }
    while (at < end && to < out_end) {
        const auto [code, units] = next_code(at, end);
        if (static_cast<std::size_t>(out_end - to) < utf8_size(code)) break;
        to += put_utf8(code, to);
        at += units;
    }
    return {static_cast<std::size_t>(at - text.data()), static_cast<std::size_t>(to - out.data())};
}

Progress utf8_encode(Bytes latin1, std::span<std::uint8_t> out) {
    std::size_t read = 0;
    std::size_t written = 0;
    while (read < latin1.size() && written < out.size()) {
        const std::uint8_t byte = latin1[read];
        if (byte < 0x80) {
            const std::size_t room = std::min(latin1.size() - read, out.size() - written);
            if (room >= kBlock && ascii_block(&latin1[read])) {
                std::memcpy(&out[written], &latin1[read], kBlock);
                read += kBlock;
                written += kBlock;
                continue;
            }
            out[written++] = byte;
        } else {
            if (out.size() - written < 2) break;
            out[written++] = static_cast<std::uint8_t>(0xC0 | (byte >> 6));
            out[written++] = static_cast<std::uint8_t>(0x80 | (byte & 0x3F));
        }
        ++read;
    }
    return {read, written};
}

std::size_t utf8_decode(Bytes bytes, char16_t* out) {
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    char16_t* to = out;
    while (left > 0) {
        if (*at < 0x80) {
            if (left >= kBlock && ascii_block(at)) {
                convert_block(at, to);
                at += kBlock;
                left -= kBlock;
                to += kBlock;
            } else {
                *to++ = *at++;
                --left;
            }
            continue;
        }
        if (const char32_t code = three_byte_character(at, left); code != 0) {
            *to++ = static_cast<char16_t>(code);
            at += 3;
            left -= 3;
            continue;
        }
        const Sequence sequence = next_sequence(at, left);
        if (sequence.code < 0x10000) {
            *to++ = static_cast<char16_t>(sequence.code);
        } else {
            *to++ = static_cast<char16_t>(0xD7C0 + (sequence.code >> 10));
            *to++ = static_cast<char16_t>(0xDC00 | (sequence.code & 0x3FF));
        }
        at += sequence.size;
        left -= sequence.size;
    }
    return static_cast<std::size_t>(to - out);
}

std::optional<std::size_t> utf8_decode_latin1(Bytes bytes, std::uint8_t* out) {
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint8_t* to = out;
    while (left > 0) {
        if (*at < 0x80) {
            if (left >= kBlock && ascii_block(at)) {
                std::memcpy(to, at, kBlock);
                at += kBlock;
                left -= kBlock;
                to += kBlock;
            } else {
                *to++ = *at++;
                --left;
            }
            continue;
        }
        // U+0080 to U+00FF are C2 80 to C3 BF.
        if ((*at & 0xFE) != 0xC2 || left < 2 || !is_continuation(at[1])) return std::nullopt;
        *to++ = static_cast<std::uint8_t>(*at << 6 | (at[1] & 0x3F));
        at += 2;
        left -= 2;
    }
    return static_cast<std::size_t>(to - out);
}

namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Two characters for each 12 bits.
using PairTable = std::array<std::array<std::uint8_t, 2>, 4096>;

constexpr PairTable make_pairs(std::string_view alphabet) {
    PairTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = {static_cast<std::uint8_t>(alphabet[i >> 6]),
                    static_cast<std::uint8_t>(alphabet[i & 63])};
    }
    return table;
}

constexpr PairTable kBase64Pairs = make_pairs(kBase64);
constexpr PairTable kBase64UrlPairs = make_pairs(kBase64Url);

// Encodes whole groups of three; returns how many bytes are left over (0 to 2).
std::size_t encode_groups(Bytes bytes, const PairTable& pairs, std::uint8_t*& out) {
    const std::uint8_t* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 3; left -= 3, at += 3, out += 4) {
        const unsigned group = static_cast<unsigned>(at[0] << 16 | at[1] << 8 | at[2]);
        std::memcpy(out, pairs[group >> 12].data(), 2);
        std::memcpy(out + 2, pairs[group & 0xFFF].data(), 2);
    }
    return left;
}

// The one or two bytes at the end; returns the characters written (2 or 3).
std::size_t encode_tail(const std::uint8_t* end, std::size_t left, const PairTable& pairs,
                        std::uint8_t* out) {
    const unsigned group =
        static_cast<unsigned>(left == 1 ? end[-1] << 16 : end[-2] << 16 | end[-1] << 8);
    std::memcpy(out, pairs[group >> 12].data(), 2);
    if (left == 1) return 2;
    out[2] = pairs[group & 0xFFF][0];
    return 3;
}

std::size_t encode_base64(Bytes bytes, const PairTable& pairs, simd::Alphabet alphabet,
                          std::uint8_t* out) {
    const std::uint8_t* const start = out;
    const std::size_t done = simd::base64_encode(bytes, alphabet, out);
    out += done / 3 * 4;
    const std::size_t left = encode_groups(bytes.subspan(done), pairs, out);
    if (left > 0) out += encode_tail(bytes.data() + bytes.size(), left, pairs, out);
    return static_cast<std::size_t>(out - start);
}

constexpr std::uint8_t kSkipped = 0x80;  // Not of the alphabet.
constexpr std::uint8_t kPadding = 0x81;  // '='.

using DigitTable = std::array<std::uint8_t, 256>;

constexpr DigitTable make_base64_digits() {
    DigitTable table{};
    table.fill(kSkipped);
    for (std::size_t i = 0; i < 64; ++i) {
        table[static_cast<std::uint8_t>(kBase64[i])] = static_cast<std::uint8_t>(i);
        table[static_cast<std::uint8_t>(kBase64Url[i])] = static_cast<std::uint8_t>(i);
    }
    table['='] = kPadding;
    return table;
}

constexpr DigitTable kBase64Digits = make_base64_digits();

constexpr DigitTable make_hex_digits() {
    DigitTable table{};
    table.fill(kSkipped);
    for (std::uint8_t i = 0; i < 10; ++i)
        table['0' + i] = i;
    for (std::uint8_t i = 0; i < 6; ++i) {
        table['a' + i] = static_cast<std::uint8_t>(10 + i);
        table['A' + i] = static_cast<std::uint8_t>(10 + i);
    }
    return table;
}

constexpr DigitTable kHexDigits = make_hex_digits();

std::uint8_t digit(const DigitTable& table, std::uint8_t character) {
    return table[character];
}
std::uint8_t digit(const DigitTable& table, char16_t character) {
    return character < 256 ? table[character] : kSkipped;
}

template <class Character>
std::size_t decode_base64(std::span<const Character> text, std::span<std::uint8_t> out) {
    const Character* at = text.data();
    const Character* const end = at + text.size();
    std::uint8_t* to = out.data();
    std::uint8_t* const to_end = to + out.size();
    while (true) {
        if constexpr (sizeof(Character) == 1) {
            const simd::Decoded block = simd::base64_decode({at, end}, {to, to_end});
            at += block.read;
            to += block.written;
        }
        // Whole groups without anything to skip.
        while (end - at >= 4 && to_end - to >= 3) {
            const unsigned a = digit(kBase64Digits, at[0]);
            const unsigned b = digit(kBase64Digits, at[1]);
            const unsigned c = digit(kBase64Digits, at[2]);
            const unsigned d = digit(kBase64Digits, at[3]);
            if (((a | b | c | d) & kSkipped) != 0) break;
            const unsigned group = a << 18 | b << 12 | c << 6 | d;
            to[0] = static_cast<std::uint8_t>(group >> 16);
            to[1] = static_cast<std::uint8_t>(group >> 8);
            to[2] = static_cast<std::uint8_t>(group);
            at += 4;
            to += 3;
        }
        // One group, by the character.
        unsigned group = 0;
        int digits = 0;
        bool ended = false;
        while (digits < 4) {
            if (at == end) {
                ended = true;
                break;
            }
            const std::uint8_t value = digit(kBase64Digits, *at++);
            if (value == kPadding) {
                ended = true;
                break;
            }
            if (value == kSkipped) continue;
            group = group << 6 | value;
            ++digits;
        }
        // Digits 2, 3 and 4 of a group complete its bytes 1, 2 and 3.
        group <<= 6 * (4 - digits);
        for (int i = 0; i < digits - 1 && to < to_end; ++i) {
            *to++ = static_cast<std::uint8_t>(group >> (16 - 8 * i));
        }
        if (ended || to == to_end) break;
    }
    return static_cast<std::size_t>(to - out.data());
}

template <class Character>
std::size_t decode_hex(std::span<const Character> text, std::span<std::uint8_t> out) {
    const std::size_t count = std::min(text.size() / 2, out.size());
    std::size_t done = 0;
    if constexpr (sizeof(Character) == 1) done = simd::hex_decode(text, out.first(count));
    for (; done < count; ++done) {
        const unsigned high = digit(kHexDigits, text[2 * done]);
        const unsigned low = digit(kHexDigits, text[2 * done + 1]);
        if (((high | low) & kSkipped) != 0) break;
        out[done] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return done;
}

constexpr PairTable make_hex_pairs() {
    PairTable table{};
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (std::size_t i = 0; i < 256; ++i) {
        table[i] = {static_cast<std::uint8_t>(kDigits[i >> 4]),
                    static_cast<std::uint8_t>(kDigits[i & 15])};
    }
    return table;
}

constexpr PairTable kHexPairs = make_hex_pairs();

}  // namespace

void base64_encode(Bytes bytes, std::uint8_t* out) {
    std::size_t size = encode_base64(bytes, kBase64Pairs, simd::Alphabet::Base64, out);
    while (size % 4 != 0)
        out[size++] = '=';
}

void base64url_encode(Bytes bytes, std::uint8_t* out) {
    encode_base64(bytes, kBase64UrlPairs, simd::Alphabet::Base64Url, out);
}

std::size_t base64_decode(Bytes text, std::span<std::uint8_t> out) {
    return decode_base64(text, out);
}
std::size_t base64_decode(Units text, std::span<std::uint8_t> out) {
    return decode_base64(text, out);
}

void hex_encode(Bytes bytes, std::uint8_t* out) {
    for (std::size_t i = simd::hex_encode(bytes, out); i < bytes.size(); ++i) {
        std::memcpy(out + 2 * i, kHexPairs[bytes[i]].data(), 2);
    }
}

std::size_t hex_decode(Bytes text, std::span<std::uint8_t> out) {
    return decode_hex(text, out);
}
std::size_t hex_decode(Units text, std::span<std::uint8_t> out) {
    return decode_hex(text, out);
}

// https://infra.spec.whatwg.org/#forgiving-base64-decode
ForgivingResult base64_decode_forgiving(Bytes text, std::uint8_t* out) {
    const auto is_space = [](std::uint8_t c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    };
    std::size_t written = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    unsigned group = 0;
    for (const std::uint8_t c : text) {
        if (is_space(c)) continue;
        const std::uint8_t value = kBase64Digits[c];
        if (value == kPadding) {
            ++padding;
            continue;
        }
        if (value == kSkipped || c == '-' || c == '_' || padding > 0) {
            return {Forgiving::BadCharacter, 0};
        }
        group = group << 6 | value;
        if (++digits % 4 != 0) continue;
        out[written++] = static_cast<std::uint8_t>(group >> 16);
        out[written++] = static_cast<std::uint8_t>(group >> 8);
        out[written++] = static_cast<std::uint8_t>(group);
        group = 0;
    }
    // "If data's length divides by 4 leaving no remainder", then up to two '=' are removed.
    if (padding > 0 && (padding > 2 || (digits + padding) % 4 != 0)) {
        return {Forgiving::BadCharacter, 0};
    }
    switch (digits % 4) {
        case 1:
            return {Forgiving::BadLength, 0};
        case 2:
            out[written++] = static_cast<std::uint8_t>(group >> 4);
            break;
        case 3:
            out[written++] = static_cast<std::uint8_t>(group >> 10);
            out[written++] = static_cast<std::uint8_t>(group >> 2);
            break;
        default:
            break;
    }
    return {Forgiving::Decoded, written};
}

}  // namespace plinth::codec
