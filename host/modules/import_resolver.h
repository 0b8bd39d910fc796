// SPDX-License-Identifier: MIT
// Finding the URL that an import names: ESM_RESOLVE of Node's algorithm, for what is on disk.
// Built-ins and the host's modules are known to host/api/module/esm-resolve.js.
// Algorithm: https://nodejs.org/api/esm.html#resolution-algorithm-specification

#pragma once

#include <string>
#include <vector>

#include "host/modules/package_target.h"

namespace plinth {

struct ImportResolution {
    std::string url;
    std::string package;  ///< Instead: another specifier, to be resolved as if `from` asked.
    std::string from;     ///< A URL.
    ResolveFailure failure;
};

/// `base` is the URL of the module that imports.
ImportResolution resolve_import(Packages& packages, const std::string& specifier,
                                const std::string& base,
                                const std::vector<std::string>& conditions);

}  // namespace plinth
