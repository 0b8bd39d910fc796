// SPDX-License-Identifier: MIT
// `plinth run`: one script with all permissions, in a loop of its own until nothing is left to do.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace plinth {

struct ProgramOptions {
    enum class Kind {
        File,
        Code,
        Check,
        Prompt,  ///< `options` has --interactive.
        Test,    ///< `options` has --test; `arguments` name files and folders.
    };
    Kind kind = Kind::File;
    std::string main;           ///< The file as it was named, the code, or the plugin to check.
    std::string code_name;      ///< For code: what stands for a file in stacks.
    bool print_result = false;  ///< For code: print what it evaluates to.
    std::vector<std::pair<std::string, std::string>> options;  ///< As in CommandLine.
    std::string called_as;                                     ///< argv[0]: process.argv0.
    std::vector<std::string> arguments;
    std::vector<std::string> exec_arguments;
    std::vector<std::string> v8_flags;
    struct Check {
        std::string manifest_error;  ///< Empty: nothing is wrong with it.
        bool as_json = false;
        std::vector<std::string> host_modules;
    };
    Check check;
};

/// Runs it to its end and returns the exit code. Thread: the calling one.
int run_program(const ProgramOptions& options);

}  // namespace plinth
