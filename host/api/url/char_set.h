// SPDX-License-Identifier: MIT
// Sets of bytes, looked up in a table: string_view's own searches go through the set for each byte.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace plinth::api {

class CharSet {
  public:
    constexpr explicit CharSet(std::string_view members) {
        for (const char member : members)
            table_[static_cast<unsigned char>(member)] = true;
    }

    constexpr bool has(char character) const {
        return table_[static_cast<unsigned char>(character)];
    }
    /// npos: none is there.
    constexpr std::size_t find_in(std::string_view text) const {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (has(text[at])) return at;
        }
        return std::string_view::npos;
    }

  private:
    std::array<bool, 256> table_{};
};

}  // namespace plinth::api
