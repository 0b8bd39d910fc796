// SPDX-License-Identifier: MIT
// Timed inputs for runs without a person: what --input takes. Parsing is here; window.cc turns the
// steps into SDL events, so that a script presses the same keys that a player would.

#pragma once

#include <SDL_scancode.h>

#include <string>
#include <string_view>
#include <vector>

namespace samples {

/// One thing that happens at one frame.
struct InputStep {
    enum class Action { KeyDown, KeyUp, Text, MouseMove, MouseDown, MouseUp };
    int frame = 0;  ///< Counted from 0.
    Action action = Action::KeyDown;
    SDL_Scancode key = SDL_SCANCODE_UNKNOWN;
    std::string text;
    float x = 0;
    float y = 0;
};

struct InputScript {
    std::vector<InputStep> steps;  ///< In the order of their frames.
    std::string error;             ///< Names the line; empty when the script is good.
};

/// Parses lines of `FRAME ACTION …`; a text of one line may separate them by semicolons instead.
/// `#` at the start makes a line a comment.
///
///     60 down left        press a key and hold it
///     90 up left          let go of it
///     100 tap space       press it for two frames (`key` means the same)
///     120 text 1 + 1      type text into whatever has the keyboard; the rest of the line
///     130 move 640 90     move the mouse, in pixels
///     140 click 640 90    move it there and click
///
/// Keys are SDL's names without regard to case (`left`, `space`, `a`, `f5`), and `enter`,
/// `backquote`, `shift`, `ctrl`.
InputScript parse_input(std::string_view text);

/// Reads a file of that name; without one, a text that starts with a frame number is the script.
InputScript load_input(const std::string& file_or_text);

}  // namespace samples
