// SPDX-License-Identifier: MIT
// `plinth run`: one script with all permissions, in a loop of its own until nothing is left to do.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace plinth {

struct ProgramOptions {
    enum class Kind { File, Code };
    Kind kind = Kind::File;
    std::string main;           ///< The file as it was named, or the code.
    std::string code_name;      ///< For code: what stands for a file in stacks.
    bool print_result = false;  ///< For code: print what it evaluates to.
    std::vector<std::pair<std::string, std::string>> options;  ///< As in CommandLine.
    std::vector<std::string> arguments;
    std::vector<std::string> exec_arguments;
    std::vector<std::string> v8_flags;
};

/// Runs it to its end and returns the exit code. Thread: the calling one.
int run_program(const ProgramOptions& options);

}  // namespace plinth
