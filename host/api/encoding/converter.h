// SPDX-License-Identifier: MIT
// Bytes in any of ICU's encodings to UTF-16. Without state: what is incomplete at the end of a part
// is counted, and the caller puts it before the next part.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace plinth::api {

enum class OnInvalid { Replace, Fail };
enum class Part { Last, MoreFollows };

struct Decoded {
    std::u16string text;
    std::size_t incomplete = 0;  // Bytes at the end that belong to the next part.
};

/// Nothing if the bytes are invalid (OnInvalid::Fail), or ICU does not know `encoding`.
std::optional<Decoded> decode(std::span<const std::uint8_t> bytes, const std::string& encoding,
                              OnInvalid on_invalid, Part part);

}  // namespace plinth::api
