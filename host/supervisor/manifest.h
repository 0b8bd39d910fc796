// SPDX-License-Identifier: MIT
// What a plugin says of itself: its package.json, or nothing for a single file.
// Format: docs/plugins.md.

#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/base/result.h"
#include "host/env/policy.h"
#include "sdk/embed/plinth.h"

namespace plinth {

/// Beside the data folders of the plugins; no plugin may have this name.
inline constexpr const char* kBlackBoxFolder = "black-box";

/// "plinth": {"permissions": {"net.connect": ["example.org:443"]}}: one entry of one list.
struct PermissionWish {
    Permission permission;
    std::string resource;
};

struct Manifest {
    std::string name;
    std::string version = "0.0.0";
    std::filesystem::path folder;    ///< Absolute; the file's folder for a single file.
    std::filesystem::path readable;  ///< What it may read: its folder, or its only file.
    std::string main;                ///< Absolute path of the entry.
    /// "plinth": {"placement": "shared"}, or what the host made of it.
    Placement placement = Placement::Main;
    Priority priority = Priority::Normal;
    std::size_t young_generation_bytes = 0;  ///< 0: what the host says.
    std::chrono::microseconds budget{0};     ///< Of each frame; zero: what the host allows.
    /// Of the host's modules: name to the range of versions that it needs.
    std::map<std::string, std::string> modules;
    bool hardened = false;  ///< "plinth": {"hardened": true}, or the host wants it so.
    std::vector<PermissionWish> permissions;
    /// Those that the host defines: "permissions": {"world.write": true}.
    std::vector<std::string> host_permissions;
    std::optional<std::size_t> storage_bytes;  ///< "plinth": {"storageBytes": 1048576}.
    std::optional<FaultPolicy> on_fault;       ///< "plinth": {"onFault": "keep"}: a wish.
};

/// Nothing for a word that is none.
std::optional<Placement> to_placement(std::string_view word);

/// Reads the plugin at `path`, a folder or a script file. The error names the file and what to do.
Result<Manifest> read_manifest(const std::filesystem::path& path);

/// True for what counts as a plugin in a plugins folder: a folder with a package.json or an
/// index.js, .mjs or .ts, or a script file; not what starts with a dot or is called node_modules.
bool looks_like_plugin(const std::filesystem::path& path);

}  // namespace plinth
