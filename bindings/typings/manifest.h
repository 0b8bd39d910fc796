// SPDX-License-Identifier: MIT
// The API manifest: everything that a host's modules declare, as JSON with all types spelled out.
// Declarations for TypeScript, the reference and the comparison of two versions are made of it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "bindings/description.h"

namespace plinth::typings {

using Json = nlohmann::ordered_json;

/// The manifest of these modules.
///
///     {"plinth": 1, "modules": [{"name", "version", "doc", "members", "classes", "enums",
///     "records",
///                                "objects"}]}
Json manifest_of(const std::vector<js::ModuleDescription>& modules);

/// A manifest that was written before; throws std::runtime_error when it is none.
Json read_manifest(std::string_view text);

/// A text of a manifest; empty where there is none.
std::string text_of(const Json& json, const char* key);

/// A list of a manifest; empty where there is none.
const Json& list_of(const Json& json, const char* key);

/// The `.d.ts` of one module of a manifest: what `require(name)` and `import` give.
std::string declarations_of(const Json& module);

/// The module's page of the reference, in Markdown.
std::string reference_of(const Json& module);

enum class Step { None, Patch, Minor, Major };

struct Change {
    Step step;
    std::string text;  ///< "game.Ship.fire: parameter 2 is required now"
};

/// What a plugin that was written for `before` notices in `after`, the worst first.
std::vector<Change> changes_between(const Json& before, const Json& after);

/// For each module, its changes, the step that is due, and whether its version took it.
struct Verdict {
    std::string text;
    bool version_suffices = true;
};
Verdict compare(const Json& before, const Json& after);

}  // namespace plinth::typings
