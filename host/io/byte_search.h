// SPDX-License-Identifier: MIT
// Finding bytes in bytes, forwards and backwards, in linear time whatever a script makes of them:
// no search can hang a frame.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace plinth {

inline constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);

/// The first place at or after `from` where `needle` lies in `hay`, at a multiple of `step` (1 or
/// 2) bytes. An empty needle is found at `from`, if that is inside.
std::size_t find_first(std::span<const std::uint8_t> hay, std::span<const std::uint8_t> needle,
                       std::size_t from, std::size_t step = 1);

/// The last such place at or before `from`.
std::size_t find_last(std::span<const std::uint8_t> hay, std::span<const std::uint8_t> needle,
                      std::size_t from, std::size_t step = 1);

}  // namespace plinth
