// SPDX-License-Identifier: MIT
// Small files and paths, read at once on the calling thread: manifests, module sources.
// What scripts do with files is host/api/fs's business.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host/base/result.h"

namespace plinth {

enum class PathKind { Missing, File, Folder };

PathKind path_kind(const std::string& path);

struct PathFacts {
    PathKind kind = PathKind::Missing;  ///< Of what a symlink leads to.
    bool is_link = false;
};

/// As path_kind; one look at what is no symlink.
PathFacts path_facts(const std::string& path);

bool is_symlink(const std::string& path);

/// More than a V8 string holds.
inline constexpr std::uint64_t kLargestFile = std::uint64_t{512} << 20;

/// The whole file. One above `most` bytes is an error, EFBIG.
Result<std::string> read_file(const std::string& path, std::uint64_t most = kLargestFile);

/// The path with all symlinks resolved; nothing when it does not exist.
std::optional<std::string> real_path(const std::string& path);

/// As real_path; of a path that does not exist, its nearest existing parent is resolved and the
/// rest appended. The answer to "which file would this create?".
std::string canonical_path(const std::string& path);

}  // namespace plinth
