// SPDX-License-Identifier: MIT
// The text encodings of Buffer as plain functions over bytes: UTF-8, UTF-16LE, Latin-1, ASCII,
// base64, base64url and hex. No V8 here; host/io/text.h joins them with JavaScript strings.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace plinth {

enum class Encoding : std::uint8_t { Ascii, Utf8, Base64, Utf16, Latin1, Hex, Base64Url };

/// The encoding that Node knows by this name ("utf-8", "UCS2", "binary", ...), whatever its case.
std::optional<Encoding> parse_encoding(std::string_view name);

}  // namespace plinth

namespace plinth::codec {

using Bytes = std::span<const std::uint8_t>;
using Units = std::span<const char16_t>;

bool is_ascii(Bytes bytes);
bool is_utf8(Bytes bytes);

/// What one call of an encoder took and made.
struct Progress {
    std::size_t read = 0;     ///< Units of text.
    std::size_t written = 0;  ///< Bytes.
};

/// Bytes that the text takes in UTF-8; a lone surrogate takes the three of U+FFFD.
std::size_t utf8_length(Units text);
std::size_t utf8_length(Bytes latin1);
/// Encodes until the text or the room is used up; never writes a part of a character.
Progress utf8_encode(Units text, std::span<std::uint8_t> out);
Progress utf8_encode(Bytes latin1, std::span<std::uint8_t> out);

/// Decodes into `out`, which has room for bytes.size() units; returns the units written. Each
/// maximal part of an ill-formed sequence becomes U+FFFD, as the WHATWG's decoder does.
std::size_t utf8_decode(Bytes bytes, char16_t* out);
/// The same for text that is all Latin-1; nothing when the text has anything else.
std::optional<std::size_t> utf8_decode_latin1(Bytes bytes, std::uint8_t* out);

constexpr std::size_t base64_length(std::size_t bytes) {
    return (bytes + 2) / 3 * 4;
}
constexpr std::size_t base64url_length(std::size_t bytes) {
    return (bytes * 4 + 2) / 3;
}
/// `out` has room for base64_length() characters, or base64url_length() of the unpadded kind.
void base64_encode(Bytes bytes, std::uint8_t* out);
void base64url_encode(Bytes bytes, std::uint8_t* out);
/// Both alphabets, mixed at will; what belongs to neither is skipped, '=' ends the text. Stops
/// when `out` is full. Returns the bytes written.
std::size_t base64_decode(Bytes text, std::span<std::uint8_t> out);
std::size_t base64_decode(Units text, std::span<std::uint8_t> out);

/// `out` has room for two characters a byte.
void hex_encode(Bytes bytes, std::uint8_t* out);
/// Stops at the first pair that is not two hex digits. Returns the bytes written.
std::size_t hex_decode(Bytes text, std::span<std::uint8_t> out);
std::size_t hex_decode(Units text, std::span<std::uint8_t> out);

/// What forgiving-base64 decode of the WHATWG (atob) makes of text.
enum class Forgiving : std::uint8_t { Decoded, BadCharacter, BadLength };
struct ForgivingResult {
    Forgiving outcome = Forgiving::Decoded;
    std::size_t written = 0;
};
/// `out` has room for text.size() / 4 * 3 + 3 bytes.
ForgivingResult base64_decode_forgiving(Bytes text, std::uint8_t* out);

}  // namespace plinth::codec
