// SPDX-License-Identifier: MIT
// The question "may this plugin do that?". Who answers it is the supervisor's business.

#pragma once

#include <optional>
#include <string_view>

#include "host/base/error.h"

namespace plinth {

enum class Permission { FsRead, FsWrite, NetConnect, NetListen, Dns, ChildProcess, Worker, Addons };

/// The name that manifests and errors use: "fs.read", "net.connect", ...
constexpr std::string_view to_string(Permission permission) {
    switch (permission) {
        case Permission::FsRead:
            return "fs.read";
        case Permission::FsWrite:
            return "fs.write";
        case Permission::NetConnect:
            return "net.connect";
        case Permission::NetListen:
            return "net.listen";
        case Permission::Dns:
            return "dns";
        case Permission::ChildProcess:
            return "child_process";
        case Permission::Worker:
            return "worker";
        case Permission::Addons:
            return "addons";
    }
    return "unknown";
}

/// Thread: the Env's. Calls JS: no.
class Policy {
  public:
    virtual ~Policy() = default;
    /// An ERR_ACCESS_DENIED error, or nothing when it is allowed. `resource` is what the system
    /// call will get: an absolute path without symlinks, an address and port, a program.
    virtual std::optional<Error> denied(Permission permission, std::string_view resource) const = 0;
    /// Whether the plugin has a permission that the host defines ("world.write").
    virtual bool grants(std::string_view /*permission*/) const { return false; }
    /// The plugin, which was allowed to ask, learned that the name stands for that address.
    virtual void name_resolved(std::string_view /*name*/, std::string_view /*address*/) const {}
};

}  // namespace plinth
