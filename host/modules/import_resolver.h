// SPDX-License-Identifier: MIT
// Finding the URL that an import names: ESM_RESOLVE of Node's algorithm, for what is on disk.
// Built-ins and the host's modules are known to host/api/module/esm-resolve.js.
// Algorithm: https://nodejs.org/api/esm.html#resolution-algorithm-specification

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/modules/package_target.h"

namespace plinth {

struct ImportResolution {
    std::string url;
    std::string package;  ///< Instead: another specifier, to be resolved as if `from` asked.
    std::string from;     ///< A URL.
    ResolveFailure failure;
    /// A main file whose name had to be guessed, as require() does: deprecated for imports.
    struct GuessedMain {
        std::string folder;  ///< Of the package, with a slash at the end.
        std::string main;    ///< As its package.json has it; empty when it has none.
        std::string base;    ///< Who imports it.
    };
    std::optional<GuessedMain> guessed{};
};

struct ImportRequest {
    const std::string& specifier;
    const std::string& base;  ///< The URL of the module that imports.
    const std::vector<std::string>& conditions;
    /// Folders of packages that the host grants, searched after node_modules.
    const std::vector<std::string>& roots;
};

ImportResolution resolve_import(Packages& packages, const ImportRequest& wanted);

}  // namespace plinth
