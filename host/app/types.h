// SPDX-License-Identifier: MIT
// `plinth types`: declarations, reference and comparison from API manifests.

#pragma once

#include <string>
#include <vector>

#include "host/supervisor/host_modules.h"

namespace plinth {

/// The words after `types`. Returns the exit code: 0; 1 when a manifest cannot be read, or a
/// version is lower than its changes demand; 2 for a wrong command line.
int run_types(const std::vector<std::string>& arguments);

/// Writes api.json, and NAME.d.ts and NAME.md for each module, into the folder, which is made if it
/// is not there. Empty, or what went wrong.
std::string write_types(const HostModules& modules, const std::string& folder);

}  // namespace plinth
