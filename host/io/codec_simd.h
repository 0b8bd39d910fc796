// SPDX-License-Identifier: MIT
// The parts of the codec that go by vectors where the processor has them: each does as many whole
// blocks as it can and says how far it came. Elsewhere they do nothing, and codec.cc does it all.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace plinth::codec::simd {

enum class Alphabet : std::uint8_t { Base64, Base64Url };

struct Decoded {
    std::size_t read = 0;
    std::size_t written = 0;
};

/// Returns the bytes encoded, a multiple of 3.
std::size_t base64_encode(std::span<const std::uint8_t> bytes, Alphabet alphabet,
                          std::uint8_t* out);
/// Stops before a block with a character of neither alphabet. Writes no byte that does not count.
Decoded base64_decode(std::span<const std::uint8_t> text, std::span<std::uint8_t> out);

/// Returns the bytes encoded.
std::size_t hex_encode(std::span<const std::uint8_t> bytes, std::uint8_t* out);
/// Returns the bytes decoded; stops before a block that has anything but digits.
std::size_t hex_decode(std::span<const std::uint8_t> text, std::span<std::uint8_t> out);

}  // namespace plinth::codec::simd
