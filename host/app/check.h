// SPDX-License-Identifier: MIT
// `plinth check DIR`: whether a plugin would load, without running it.

#pragma once

#include <string>
#include <vector>

namespace plinth {

/// The words after `check`. Returns the exit code: 0 when nothing is wrong, 1 when something is, 2
/// for a wrong command line.
int run_check(const std::vector<std::string>& arguments);

}  // namespace plinth
