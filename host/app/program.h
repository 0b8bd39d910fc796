// SPDX-License-Identifier: MIT
// `plinth run`: one script with all permissions, in a loop of its own until nothing is left to do.

#pragma once

#include <string>
#include <vector>

namespace plinth {

struct ProgramOptions {
    enum class Kind { File, Code };
    Kind kind = Kind::File;
    std::string main;           ///< Absolute path of the file, or the code.
    bool print_result = false;  ///< For code: print what it evaluates to.
    std::vector<std::string> arguments;
    std::vector<std::string> exec_arguments;
};

/// Runs it to its end and returns the exit code. Thread: the calling one.
int run_program(const ProgramOptions& options);

}  // namespace plinth
