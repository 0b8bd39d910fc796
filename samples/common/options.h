// SPDX-License-Identifier: MIT
// The command line that every sample understands.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "samples/common/input_script.h"

namespace samples {

struct Options {
    bool headless = false;
    std::optional<int> frames;         ///< Stop after so many; headless runs have a default.
    std::filesystem::path screenshot;  ///< PNG of the last frame; empty for none.
    InputScript input;
    std::filesystem::path mods;   ///< Empty: the sample's own.
    std::filesystem::path data;   ///< Empty: the user's folder for this program.
    std::filesystem::path types;  ///< Write the typings of what is bound there, and stop.
    std::uint64_t seed = 1;       ///< Of the random numbers, in headless mode.
    int width = 1280;
    int height = 720;
};

struct CommandLine {
    Options options;
    std::string message;           ///< To be printed: the help, or what is wrong.
    std::optional<int> exit_code;  ///< Set when the program should stop here.
};

/// Never prints and never exits: the caller does.
CommandLine parse_command_line(int argc, char** argv);

}  // namespace samples
