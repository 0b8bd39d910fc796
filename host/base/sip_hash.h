// SPDX-License-Identifier: MIT
// SipHash-2-4 with 128 bits: a keyed hash. Without the key nobody can make two texts that hash
// alike, or the hash of a text. https://www.aumasson.jp/siphash/siphash.pdf

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace plinth {

using SipKey = std::array<std::uint64_t, 2>;

/// 16 bytes.
std::array<std::uint64_t, 2> sip_hash(const SipKey& key, std::string_view bytes);

/// The hash as 32 hex digits.
std::string to_hex(const std::array<std::uint64_t, 2>& hash);

}  // namespace plinth
