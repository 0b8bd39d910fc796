// SPDX-License-Identifier: MIT
// Which file a command line or a plugin folder starts with.

#pragma once

#include <string>

namespace plinth {

struct MainFile {
    std::string path;   ///< Absolute, without symlinks; empty when there is none.
    std::string error;  ///< Then: one line that says what is missing, and where.
};

/// `name` is a file (its extension may be left out), or a folder whose package.json names `main`,
/// or that holds an index.js. Relative names start at the current folder.
MainFile find_main_file(const std::string& name);

}  // namespace plinth
