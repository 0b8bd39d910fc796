// SPDX-License-Identifier: MIT
// The command line of `check`, and the manifest. The scripts are checked in
// host/api/internal/check.js.

#include "host/app/check.h"

#include <cstdio>
#include <filesystem>
#include <sstream>

#include "host/app/program.h"
#include "host/io/files.h"
#include "host/supervisor/manifest.h"

namespace plinth {
namespace {

constexpr int kBadUsage = 2;

constexpr const char* kUsage =
    "usage: plinth check [--json] [--host-modules NAME,...] DIR|FILE\n"
    "Reports what would keep the plugin from loading. --host-modules names what only the host\n"
    "offers, so that importing it is no mistake.\n";

int refuse(const std::string& why) {
    std::fprintf(stderr, "plinth check: %s\n%s", why.c_str(), kUsage);
    return kBadUsage;
}

std::vector<std::string> split(const std::string& names) {
    std::vector<std::string> all;
    std::istringstream text(names);
    for (std::string name; std::getline(text, name, ',');)
        if (!name.empty()) all.push_back(name);
    return all;
}

}  // namespace

int run_check(const std::vector<std::string>& arguments) {
    ProgramOptions program;
    program.kind = ProgramOptions::Kind::Check;
    std::string place;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        constexpr std::string_view kNames = "--host-modules=";
        if (word == "--json") {
            program.check.as_json = true;
        } else if (word == "--host-modules") {
            if (++i == arguments.size()) return refuse("--host-modules needs names");
            program.check.host_modules = split(arguments[i]);
        } else if (word.starts_with(kNames)) {
            program.check.host_modules = split(word.substr(kNames.size()));
        } else if (word == "--help" || word == "-h") {
            std::fputs(kUsage, stdout);
            return 0;
        } else if (word.starts_with('-')) {
            return refuse("there is no option " + word);
        } else if (!place.empty()) {
            return refuse("one folder at a time");
        } else {
            place = word;
        }
    }
    if (place.empty()) return refuse("which plugin?");
    if (path_kind(place) == PathKind::Missing) {
        return refuse("there is no file or folder " + place);
    }
    program.main = std::filesystem::absolute(place).lexically_normal().string();
    while (program.main.size() > 1 && program.main.ends_with('/'))
        program.main.pop_back();
    const Result<Manifest> manifest = read_manifest(program.main);
    if (!manifest.ok()) program.check.manifest_error = manifest.error().message;
    return run_program(program);
}

}  // namespace plinth
