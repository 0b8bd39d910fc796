// SPDX-License-Identifier: MIT
// The command line: `plinth [run] [OPTIONS] FILE`, `-e`, `-p`, code from standard input. Each verb
// is a function of this file; what it does is elsewhere.

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <uv.h>

#include "host/app/check.h"
#include "host/app/command_line.h"
#include "host/app/frames.h"
#include "host/app/freed_memory.h"
#include "host/app/program.h"
#include "host/app/types.h"
#include "host/io/version.h"

namespace {

constexpr int kBadUsage = 9;

constexpr const char* kUsage =
    "usage: plinth [run] [OPTIONS] FILE|DIR [ARGUMENTS...]  run a script or a plugin folder\n"
    "       plinth [OPTIONS] -e CODE [ARGUMENTS...]         evaluate CODE\n"
    "       plinth [OPTIONS] -p CODE [ARGUMENTS...]         evaluate CODE and print its result\n"
    "       plinth [OPTIONS] [-] [ARGUMENTS...]             run the code on standard input\n"
    "       plinth [-i]                                     a prompt, when in a terminal\n"
    "       plinth test [OPTIONS] [DIR|FILE...]             run tests written with node:test\n"
    "       plinth frames DIR... [OPTIONS]                  run plugins in a simulated game loop\n"
    "       plinth check [OPTIONS] DIR|FILE                 tell what keeps a plugin from loading\n"
    "       plinth types MANIFEST --out DIR                 write typings and reference of a host\n"
    "       plinth types --diff OLD NEW                     compare two API manifests\n"
    "       plinth --version\n"
    "\n"
    "Options are node's, as far as they mean something here: --input-type=module|commonjs,\n"
    "--check, --require MODULE, --import MODULE, --conditions NAME, --no-warnings, ...\n";

std::string environment_variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string read_stdin() {
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

int run(plinth::CommandLine line, std::string called_as) {
    using Kind = plinth::CommandLine::Kind;
    plinth::ProgramOptions program;
    program.called_as = std::move(called_as);
    switch (line.kind) {
        case Kind::Version:
            std::printf("Plinth v%s\n", plinth::kPlinthVersion);
            return 0;
        case Kind::Help:
            std::fputs(kUsage, stdout);
            return 0;
        case Kind::Error:
            std::fprintf(stderr, "%s: %s\n", program.called_as.c_str(), line.error.c_str());
            return kBadUsage;
        case Kind::File:
            program.main = std::move(line.script);
            break;
        case Kind::Code:
            program.kind = plinth::ProgramOptions::Kind::Code;
            program.main = std::move(line.script);
            program.code_name = "[eval]";
            break;
        case Kind::Stdin:
            if (uv_guess_handle(0) == UV_TTY && line.arguments.empty()) {
                program.kind = plinth::ProgramOptions::Kind::Prompt;
                line.options.emplace_back("--interactive", "");
                break;
            }
            program.kind = plinth::ProgramOptions::Kind::Code;
            program.main = read_stdin();
            program.code_name = "[stdin]";
            break;
        case Kind::Prompt:
            program.kind = plinth::ProgramOptions::Kind::Prompt;
            break;
        case Kind::Test:
            program.kind = plinth::ProgramOptions::Kind::Test;
            break;
    }
    program.print_result = line.print_result;
    program.options = std::move(line.options);
    program.exec_arguments = std::move(line.exec_arguments);
    program.arguments = std::move(line.arguments);
    program.v8_flags = std::move(line.v8_flags);
    return plinth::run_program(program);
}

int frames(const std::vector<std::string>& arguments) {
    const plinth::FramesOptions options = plinth::parse_frames_options(arguments);
    if (!options.error.empty()) {
        std::fprintf(stderr, "plinth frames: %s; see plinth frames --help\n",
                     options.error.c_str());
        return 2;
    }
    if (options.help) {
        std::fputs(plinth::frames_usage(), stdout);
        return 0;
    }
    return plinth::run_frames(options);
}

}  // namespace

int main(int argc, char** argv) {
    argv = uv_setup_args(argc, argv);  // For process.title.
    std::vector<std::string> arguments(argv + 1, argv + argc);
    if (!arguments.empty() && arguments.front() == "frames") {
        arguments.erase(arguments.begin());
        return frames(arguments);
    }
    plinth::keep_freed_memory();  // Not for frames, which stands for a game.
    if (!arguments.empty() && arguments.front() == "check") {
        return plinth::run_check({arguments.begin() + 1, arguments.end()});
    }
    if (!arguments.empty() && arguments.front() == "types") {
        return plinth::run_types({arguments.begin() + 1, arguments.end()});
    }
    if (!arguments.empty() && arguments.front() == "run") arguments.erase(arguments.begin());
    if (!arguments.empty() && arguments.front() == "test") arguments.front() = "--test";
    return run(plinth::parse_command_line(arguments, environment_variable("NODE_OPTIONS")),
               argv[0]);
}
