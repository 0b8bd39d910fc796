// SPDX-License-Identifier: MIT
// The command line: `plinth run FILE|DIR`, `-e`, `-p`. Each verb is a function of this file; what
// it does is elsewhere.

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "host/app/program.h"
#include "host/io/version.h"
#include "host/modules/main_file.h"

namespace {

constexpr const char* kUsage =
    "usage: plinth [run] FILE|DIR [ARGUMENTS...]   run a script or a plugin folder, as node would\n"
    "       plinth -e CODE [ARGUMENTS...]          evaluate CODE\n"
    "       plinth -p CODE [ARGUMENTS...]          evaluate CODE and print its result\n"
    "       plinth --version\n";

int fail(const std::string& message) {
    std::fprintf(stderr, "plinth: %s\n", message.c_str());
    return 2;
}

int run_file(const std::string& name, std::vector<std::string> rest) {
    const plinth::MainFile main = plinth::find_main_file(name);
    if (main.path.empty()) {
        std::fprintf(stderr, "plinth: %s\n", main.error.c_str());
        return 1;
    }
    plinth::ProgramOptions options;
    options.main = main.path;
    options.arguments = std::move(rest);
    return plinth::run_program(options);
}

int run_code(const std::string& flag, std::vector<std::string> rest) {
    if (rest.empty()) return fail(flag + " needs the code to evaluate");
    plinth::ProgramOptions options;
    options.kind = plinth::ProgramOptions::Kind::Code;
    options.main = rest.front();
    options.print_result = flag == "-p" || flag == "--print" || flag == "-pe";
    options.exec_arguments = {flag, rest.front()};
    options.arguments.assign(rest.begin() + 1, rest.end());
    return plinth::run_program(options);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // A reader that goes away is an error of the write.
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) {
        std::fputs(kUsage, stderr);
        return 2;
    }
    const std::string& first = arguments.front();
    std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (first == "--version" || first == "-v") {
        std::printf("Plinth v%s\n", plinth::kPlinthVersion);
        return 0;
    }
    if (first == "--help" || first == "-h") {
        std::fputs(kUsage, stdout);
        return 0;
    }
    if (first == "-e" || first == "--eval" || first == "-p" || first == "--print" ||
        first == "-pe") {
        return run_code(first, rest);
    }
    if (first == "run") {
        if (rest.empty()) return fail("run what? Name a file or a plugin folder");
        const std::string name = rest.front();
        rest.erase(rest.begin());
        return run_file(name, rest);
    }
    if (first.starts_with("-")) return fail("unknown option " + first + "; see plinth --help");
    return run_file(first, rest);
}
