// SPDX-License-Identifier: MIT
// The command line of `plinth types`, and Host::write_types().

#include "host/app/types.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "bindings/bindings.h"
#include "bindings/typings/manifest.h"
#include "host/app/startup_snapshot.h"
#include "host/env/env.h"
#include "host/env/runtime.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: plinth types MANIFEST --out DIR   write NAME.d.ts and NAME.md for each module\n"
    "       plinth types --diff OLD NEW       tell what changed, and the version that is due\n"
    "\n"
    "A host writes its manifest (api.json) with Host::write_types(); see docs/embedding.md.\n";

typings::Json read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    try {
        return typings::read_manifest(text);
    } catch (const std::exception& error) {
        throw std::runtime_error(path + ": " + error.what());
    }
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) throw std::runtime_error(path.string() + ": cannot be written");
}

/// A module's name as a file name: "game/world" is game_world.
std::string file_name(std::string name) {
    for (char& letter : name) {
        if (letter == '/' || letter == '\\' || letter == ':') letter = '_';
    }
    return name;
}

void write_all(const typings::Json& manifest, const fs::path& folder) {
    fs::create_directories(folder);
    for (const typings::Json& module : manifest["modules"]) {
        const std::string name = file_name(module["name"].get<std::string>());
        write(folder / (name + ".d.ts"), typings::declarations_of(module));
        write(folder / (name + ".md"), typings::reference_of(module));
    }
}

/// Declares all modules in a world of their own, which no plugin ever sees.
std::vector<js::ModuleDescription> described(const HostModules& modules) {
    EngineOptions options;
    options.snapshot = startup_snapshot();
    const auto made = Runtime::make(options);
    if (!made) throw std::runtime_error(made.error().message);
    Runtime& runtime = **made;
    Env env(runtime, {});
    std::vector<js::ModuleDescription> descriptions;
    {
        const Gate::Scope scope(env.gate());
        env.gate().call(env.entry(Entry::Start), v8::Undefined(env.isolate()), 0, nullptr);
        for (const HostModules::Offer& offer : modules.highest()) {
            js::ModuleDescription description;
            description.name = offer.name;
            description.version = offer.version;
            js::Module module(env.context(), v8::Object::New(env.isolate()), offer.name);
            module.describe_to(description);
            (*offer.declare)(module);
            descriptions.push_back(std::move(description));
        }
    }
    env.close();
    while (!env.drained())
        runtime.loop().turn(Loop::Wait::No);
    return descriptions;
}

int run(const std::vector<std::string>& arguments) {
    if (arguments.size() == 3 && arguments[0] == "--diff") {
        const auto verdict = typings::compare(read(arguments[1]), read(arguments[2]));
        std::fputs(verdict.text.c_str(), stdout);
        return verdict.version_suffices ? 0 : 1;
    }
    if (arguments.size() == 3 && arguments[1] == "--out") {
        write_all(read(arguments[0]), arguments[2]);
        return 0;
    }
    const bool help = arguments.size() == 1 && arguments[0] == "--help";
    std::fputs(kUsage, help ? stdout : stderr);
    return help ? 0 : 2;
}

}  // namespace

int run_types(const std::vector<std::string>& arguments) {
    try {
        return run(arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "plinth types: %s\n", error.what());
        return 1;
    }
}

std::string write_types(const HostModules& modules, const std::string& folder) {
    try {
        const typings::Json manifest = typings::manifest_of(described(modules));
        write_all(manifest, folder);
        write(fs::path(folder) / "api.json", manifest.dump(2) + "\n");
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace plinth
