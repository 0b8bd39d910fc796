// SPDX-License-Identifier: MIT
// Finding the file that a CommonJS request names. Pure functions over a view of the file system, so
// that tests need no disk. Which folders are searched is decided in host/api/module/resolve.js.
// Algorithm: https://nodejs.org/api/modules.html#all-together

#pragma once

#include <string>
#include <vector>

#include "host/modules/package_target.h"

namespace plinth {

struct Resolution {
    std::string path;     ///< Empty: nothing was found.
    std::string package;  ///< Instead: another request, to be resolved as if `from` asked.
    std::string from;
    ResolveFailure failure;
    const PackageJson* wrong_main = nullptr;  ///< Its `main` is missing; `path` is its index.
};

struct ModuleRequest {
    std::string request;
    /// Where to look; an empty folder: the request is a path by itself.
    std::vector<std::string> folders;
    std::vector<std::string> extensions;
    std::vector<std::string> conditions;
};

/// Looks in each folder for the request: as what a package `exports`, as a file, with each of the
/// extensions, and as a folder with package.json `main` or an index file.
Resolution find_module(Packages& packages, const ModuleRequest& request);

/// What the package of the file `parent` itself says of the request: its `imports` for "#name", its
/// `exports` for its own name. Nothing when it says nothing.
Resolution find_in_own_package(Packages& packages, const ModuleRequest& request,
                               const std::string& parent);

/// The file that the package exports as `subpath`.
Resolution find_export(Packages& packages, const PackageJson& package, const std::string& subpath,
                       const std::vector<std::string>& conditions);

struct PackageRequest {
    std::string name;     ///< Empty: this is no name of a package.
    std::string subpath;  ///< "." or "./...".
};

/// "@scope/name/a/b" apart.
PackageRequest split_package_request(const std::string& request);

inline bool has_exports(const PackageJson& package) {
    return package.exports.kind != PackageTarget::Kind::Missing &&
           package.exports.kind != PackageTarget::Kind::Null;
}

}  // namespace plinth
