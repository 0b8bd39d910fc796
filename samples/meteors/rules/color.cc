// SPDX-License-Identifier: MIT
// Colours as mod authors write them.

#include "samples/meteors/rules/color.h"

#include <array>
#include <charconv>

namespace meteors {

std::optional<Color> parse_color(std::string_view text) {
    if (text.empty() || text.front() != '#') return {};
    text.remove_prefix(1);
    const bool is_short = text.size() == 3;
    if (!is_short && text.size() != 6 && text.size() != 8) return {};

    std::array<float, 4> channels{0, 0, 0, 1};
    const std::size_t digits = is_short ? 1 : 2;
    for (std::size_t at = 0; at * digits < text.size(); ++at) {
        int value = 0;
        const char* begin = text.data() + at * digits;
        const auto [end, error] = std::from_chars(begin, begin + digits, value, 16);
        if (error != std::errc() || end != begin + digits || value < 0) return {};
        channels[at] = static_cast<float>(value) / (is_short ? 15.0f : 255.0f);
    }
    return Color{channels[0], channels[1], channels[2], channels[3]};
}

}  // namespace meteors
