// SPDX-License-Identifier: MIT
// Colours of light: strokes add up on the screen, so alpha is brightness.

#pragma once

#include <optional>
#include <string_view>

namespace meteors {

struct Color {
    float r = 1;
    float g = 1;
    float b = 1;
    float a = 1;
};

inline Color faded(Color color, float factor) {
    color.a *= factor;
    return color;
}

/// Reads `#rgb`, `#rrggbb`, `#rrggbbaa`. Nothing when it is none of them.
std::optional<Color> parse_color(std::string_view text);

namespace palette {
inline constexpr Color kIce{0.55f, 0.90f, 1.00f, 1};
inline constexpr Color kShip{0.70f, 0.95f, 1.00f, 1};
inline constexpr Color kFlame{1.00f, 0.55f, 0.18f, 1};
inline constexpr Color kBullet{1.00f, 0.95f, 0.65f, 1};
inline constexpr Color kDanger{1.00f, 0.30f, 0.35f, 1};
inline constexpr Color kGold{1.00f, 0.80f, 0.35f, 1};
inline constexpr Color kShield{0.35f, 0.75f, 1.00f, 1};
}  // namespace palette

}  // namespace meteors
