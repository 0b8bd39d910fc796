// SPDX-License-Identifier: MIT
// What a command line asks for. `plinth [OPTIONS] FILE [ARGUMENTS...]` is read as node reads it, so
// that process.execPath can be started as a script expects. Verbs other than `run` are main.cc's.

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace plinth {

struct CommandLine {
    enum class Kind {
        File,    ///< `script` is a path, as it was given.
        Code,    ///< `script` is code.
        Stdin,   ///< The code comes from standard input.
        Prompt,  ///< --interactive, without code.
        Test,    ///< --test: `arguments` name files and folders.
        Version,
        Help,
        Error,  ///< `error` says what is wrong; the exit code is 9, as node's.
    };
    Kind kind = Kind::Stdin;
    std::string script;
    bool print_result = false;  ///< For code: print what it evaluates to.
    /// Full name ("--require") and value (empty for a switch), those of NODE_OPTIONS first.
    std::vector<std::pair<std::string, std::string>> options;
    std::vector<std::string> exec_arguments;  ///< process.execArgv: the options as given.
    std::vector<std::string> arguments;       ///< What follows the script.
    std::vector<std::string> v8_flags;
    std::string error;
};

/// `node_options` is the text of the variable NODE_OPTIONS: options apart by spaces, with double
/// quotes around those that hold some.
CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               const std::string& node_options);

}  // namespace plinth
