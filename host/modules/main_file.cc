// SPDX-License-Identifier: MIT
// The resolver, applied to the real disk with no policy: whoever types the command may read.

#include "host/modules/main_file.h"

#include <filesystem>

#include "host/io/files.h"
#include "host/modules/resolver.h"

namespace plinth {
namespace {

// What may be left out at the end of an entry's name, and what an index file may end with.
const std::vector<std::string> kExtensions = {".js", ".mjs", ".cjs", ".json",
                                              ".ts", ".mts", ".cts"};
const std::vector<std::string> kConditions = {"node", "import", "plinth"};

std::string describe(const ResolveFailure& failure) {
    if (failure.code == "PACKAGE_UNREADABLE") {
        return "Error parsing " + failure.arguments[0] + ": " + failure.arguments[2];
    }
    if (failure.code == "MAIN_NOT_FOUND") {
        return failure.arguments[1] + ": \"main\" names " + failure.arguments[0] +
               ", which is not there";
    }
    if (failure.code == "TARGET_NOT_FOUND") {
        return failure.arguments[1] + ": \"exports\" names " + failure.arguments[0] +
               ", which is not there";
    }
    return "its \"exports\" name no file for \".\" (" + failure.code + ")";
}

}  // namespace

MainFile find_main_file(const std::string& name) {
    if (name.empty()) return {{}, "no file or folder was named"};
    const std::string path = std::filesystem::absolute(name).lexically_normal();
    const DiskFiles files;
    Packages packages(files);
    ModuleRequest wanted{path, {""}, kExtensions, kConditions};
    const PackageJson* package = packages.in(path);
    const bool by_exports = package != nullptr && has_exports(*package);
    const Resolution found = by_exports ? find_export(packages, *package, ".", kConditions)
                                        : find_module(packages, wanted);
    if (found.failure) return {{}, describe(found.failure)};
    if (!found.path.empty()) return {found.path, {}};
    if (path_kind(path) == PathKind::Folder) {
        return {{},
                "the folder " + path +
                    " has no entry: neither a package.json with \"main\" nor an index.js"};
    }
    return {{}, "there is no file or folder " + path};
}

}  // namespace plinth
