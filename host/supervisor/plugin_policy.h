// SPDX-License-Identifier: MIT
// Everything that one plugin may do: folders, the network, and what the host grants to all.

#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/supervisor/folder_policy.h"
#include "host/supervisor/manifest.h"
#include "host/supervisor/net_grants.h"

namespace plinth {

/// Owner: the plugin's Instance. Thread: the plugin's, and the thread pool's. Calls JS: no.
class PluginPolicy final : public Policy {
  public:
    /// `grant` is the host's answer to each wish of the manifest; empty: none is granted.
    /// `roots` are folders that every plugin may read.
    PluginPolicy(const Manifest& manifest, const std::vector<std::string>& roots,
                 const std::string& data_folder, std::vector<Permission> granted_to_all,
                 const GrantPermission& grant);

    std::optional<Error> denied(Permission permission, std::string_view resource) const override;
    bool grants(std::string_view permission) const override;
    void name_resolved(std::string_view name, std::string_view address) const override;

  private:
    const FolderPolicy folders_;
    std::set<std::string, std::less<>> host_permissions_;
    std::vector<std::string> programs_;  // Paths without symlinks; "*" is any.
    mutable NetGrants net_;              // What it learns of names is no change of what is granted.
};

}  // namespace plinth
