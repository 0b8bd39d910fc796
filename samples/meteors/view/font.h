// SPDX-License-Identifier: MIT
// The vector font: each letter is a few straight lines on a grid of 4 by 6.

#pragma once

#include <span>
#include <string_view>

#include "samples/meteors/rules/vec.h"

namespace meteors {

inline constexpr float kLetterHeight = 6;
inline constexpr float kLetterStep = 5.8f;  ///< From one letter's left edge to the next one's.
inline constexpr float kLetterGap = 1.8f;   ///< Of which so much is empty.

struct LetterLine {
    Vec from;
    Vec to;  ///< The same as `from` for a dot.
};

/// Takes one UTF-8 character off the text. One that the font does not have is drawn as a box.
std::span<const LetterLine> next_letter(std::string_view& text);
int count_letters(std::string_view text);

}  // namespace meteors
