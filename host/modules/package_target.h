// SPDX-License-Identifier: MIT
// Applying a package's `exports` and `imports`: which file does a subpath name? Pure functions.
// Algorithm: https://nodejs.org/api/esm.html#resolution-algorithm-specification

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/modules/package_json.h"

namespace plinth {

/// An error of Node's resolver: its code, and what host/api/module/errors.js words it from.
struct ResolveFailure {
    std::string code;  ///< Empty: there is none.
    std::vector<std::string> arguments;

    explicit operator bool() const { return !code.empty(); }
};

struct TargetResult {
    std::string folder;   ///< Of the package; empty: no file was found.
    std::string file;     ///< Below it, with the escapes that stand in the package.json.
    std::string package;  ///< Of `imports`: another package's name, to be resolved from `from`.
    std::string from;
    ResolveFailure failure;
};

/// `subpath` is "." or starts with "./". `base` is who asks, for messages; may be empty.
TargetResult resolve_exports(const PackageJson& package, const std::string& subpath,
                             const std::vector<std::string>& conditions, const std::string& base);

/// `name` starts with "#"; `package` is the scope of the file that asks, or null.
TargetResult resolve_imports(const PackageJson* package, const std::string& name,
                             const std::vector<std::string>& conditions, const std::string& base);

/// The text with %41 as A. Ill-formed escapes stay as they are.
std::string percent_decoded(std::string_view text);
/// True when a slash or backslash hides behind an escape.
bool has_encoded_separator(std::string_view path);

}  // namespace plinth
