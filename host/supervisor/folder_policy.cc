// SPDX-License-Identifier: MIT
// Comparing canonical paths with granted folders.

#include "host/supervisor/folder_policy.h"

#include <algorithm>

#include "host/env/errors.h"
#include "host/io/files.h"

namespace plinth {
namespace {

bool inside(std::string_view path, const std::string& folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::vector<std::string> canonical(std::vector<std::string> folders) {
    for (std::string& folder : folders)
        folder = canonical_path(folder);
    return folders;
}

bool inside_any(std::string_view path, const std::vector<std::string>& folders) {
    return std::any_of(folders.begin(), folders.end(),
                       [&](const std::string& folder) { return inside(path, folder); });
}

}  // namespace

FolderPolicy::FolderPolicy(std::vector<std::string> readable, std::vector<std::string> writable,
                           std::vector<Permission> granted)
    : readable_(canonical(std::move(readable))),
      writable_(canonical(std::move(writable))),
      granted_(std::move(granted)) {}

std::optional<Error> FolderPolicy::denied(Permission permission, std::string_view resource) const {
    if (std::find(granted_.begin(), granted_.end(), permission) != granted_.end()) {
        return std::nullopt;
    }
    const bool writable = inside_any(resource, writable_);
    if (permission == Permission::FsWrite && writable) return std::nullopt;
    if (permission == Permission::FsRead && (writable || inside_any(resource, readable_))) {
        return std::nullopt;
    }
    return access_denied(to_string(permission), resource);
}

}  // namespace plinth
