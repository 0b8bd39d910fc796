// SPDX-License-Identifier: MIT
// From the wishes of a manifest to what is granted.

#include "host/supervisor/plugin_policy.h"

#include <utility>

namespace plinth {

namespace {

std::vector<std::string> with_own(std::vector<std::string> roots, const Manifest& manifest) {
    roots.push_back(manifest.readable.string());
    return roots;
}

}  // namespace

PluginPolicy::PluginPolicy(const Manifest& manifest, const std::vector<std::string>& roots,
                           const std::string& data_folder, std::vector<Permission> granted_to_all,
                           const GrantPermission& grant)
    : folders_(with_own(roots, manifest), {data_folder}, std::move(granted_to_all)) {
    for (const std::string& wish : manifest.host_permissions) {
        if (grant && grant(manifest.name, wish, "")) host_permissions_.insert(wish);
    }
    for (const PermissionWish& wish : manifest.permissions) {
        const std::string_view name = to_string(wish.permission);
        if (!grant || !grant(manifest.name, name, wish.resource)) continue;
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
    if (permission == Permission::Dns && net_.allow_lookup(resource)) return std::nullopt;
    return folders_.denied(permission, resource);
}

void PluginPolicy::name_resolved(std::string_view name, std::string_view address) const {
    net_.resolved(name, address);
}

}  // namespace plinth
