// SPDX-License-Identifier: MIT
// From the wishes of a manifest to what is granted.

#include "host/supervisor/plugin_policy.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "host/io/files.h"

namespace plinth {
namespace {

bool granted(const Manifest& manifest, const PermissionWish& wish, const GrantPermission& grant) {
    return grant && grant(manifest.name, to_string(wish.permission), wish.resource);
}

// What the host says yes to, of one permission.
std::vector<std::string> granted_of(const Manifest& manifest, Permission permission,
                                    const GrantPermission& grant) {
    std::vector<std::string> resources;
    for (const PermissionWish& wish : manifest.permissions) {
        if (wish.permission == permission && granted(manifest, wish, grant)) {
            resources.push_back(wish.resource);
        }
    }
    return resources;
}

std::vector<std::string> with(std::vector<std::string> resources, std::string one_more) {
    resources.push_back(std::move(one_more));
    return resources;
}

// Packages for all plugins, its own folder, and what it was granted.
std::vector<std::string> readable_by(const Manifest& manifest, std::vector<std::string> folders,
                                     const GrantPermission& grant) {
    folders.push_back(manifest.readable.string());
    for (std::string& folder : granted_of(manifest, Permission::FsRead, grant))
        folders.push_back(std::move(folder));
    return folders;
}

// A program's name stands for what the host's PATH leads to, not for any file of that name: a
// plugin could make one. Empty: there is none.
std::string find_program(const std::string& name) {
    if (name == "*") return name;
    if (name.find('/') != std::string::npos) return canonical_path(name);
    const char* path = std::getenv("PATH");
    const std::string folders = path == nullptr ? "/usr/bin:/bin" : path;
    for (std::size_t from = 0; from <= folders.size();) {
        const std::size_t to = std::min(folders.find(':', from), folders.size());
        const std::string folder = folders.substr(from, to - from);
        from = to + 1;
        if (!folder.starts_with('/')) continue;
        const std::string candidate = folder + "/" + name;
        if (path_kind(candidate) == PathKind::File) return canonical_path(candidate);
    }
    return {};
}

// What all plugins may, and Workers, if this one may have them.
std::vector<Permission> with_workers(std::vector<Permission> all, const Manifest& manifest,
                                     const GrantPermission& grant) {
    if (!granted_of(manifest, Permission::Worker, grant).empty()) all.push_back(Permission::Worker);
    return all;
}

}  // namespace

PluginPolicy::PluginPolicy(const Manifest& manifest, const std::vector<std::string>& roots,
                           const std::string& data_folder, std::vector<Permission> granted_to_all,
                           const GrantPermission& grant)
    : folders_(readable_by(manifest, roots, grant),
               with(granted_of(manifest, Permission::FsWrite, grant), data_folder),
               with_workers(std::move(granted_to_all), manifest, grant)) {
    for (const std::string& wish : manifest.host_permissions) {
        if (grant && grant(manifest.name, wish, "")) host_permissions_.insert(wish);
    }
    for (const std::string& name : granted_of(manifest, Permission::ChildProcess, grant)) {
        if (std::string found = find_program(name); !found.empty()) {
            programs_.push_back(std::move(found));
        }
    }
    for (const PermissionWish& wish : manifest.permissions) {
        const bool is_net =
            wish.permission == Permission::NetConnect || wish.permission == Permission::NetListen;
        if (!is_net && wish.permission != Permission::Dns) continue;
        if (!granted(manifest, wish, grant)) continue;
        if (wish.permission == Permission::Dns) {
            net_.add_name(wish.resource);
        } else if (auto place = NetPlace::parse(wish.resource, data_folder)) {
            net_.add(wish.permission, std::move(*place));
        }
    }
}

bool PluginPolicy::grants(std::string_view permission) const {
    return host_permissions_.contains(permission);
}

std::optional<Error> PluginPolicy::denied(Permission permission, std::string_view resource) const {
    const bool is_net = permission == Permission::NetConnect || permission == Permission::NetListen;
    if (is_net && net_.allow(permission, resource)) return std::nullopt;
    if (permission == Permission::ChildProcess) {
        const bool listed = std::any_of(
            programs_.begin(), programs_.end(),
            [&](const std::string& program) { return program == "*" || program == resource; });
        if (listed) return std::nullopt;
    }
    if (permission == Permission::Dns && net_.allow_lookup(resource)) return std::nullopt;
    return folders_.denied(permission, resource);
}

void PluginPolicy::name_resolved(std::string_view name, std::string_view address) const {
    net_.resolved(name, address);
}

}  // namespace plinth
