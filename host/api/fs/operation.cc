// SPDX-License-Identifier: MIT
// Permission checks of an operation, on what its paths really name.

#include "host/api/fs/operation.h"

#include "host/env/errors.h"

namespace plinth::api {
namespace {

// The status that the call ends with, if it cannot succeed.
int resolve(PathArgument& path) {
    if (path.access == Access::None || path.system.empty()) return 0;
    path.held = hold_path(path.system, path.last, path.missing);
    path.system = path.held.system;
    path.resource = path.held.resource;
    return path.held.status;
}

std::optional<Error> refusal_of(const Env& env, const PathArgument& path) {
    if (path.access == Access::None || path.system.empty()) return std::nullopt;
    if (path.access != Access::Write) {
        if (auto refused = env.denied(Permission::FsRead, path.resource)) return refused;
    }
    if (path.access != Access::Read) return env.denied(Permission::FsWrite, path.resource);
    return std::nullopt;
}

}  // namespace

void Operation::resolve_paths() {
    status_before = resolve(path);
    if (const int status = resolve(destination); status_before == 0) status_before = status;
}

void Operation::release_paths() {
    path.held.descriptor.close();
    destination.held.descriptor.close();
}

std::optional<Error> Operation::denied(const Env& env) const {
    if (auto refused = refusal_of(env, path)) return refused;
    return refusal_of(env, destination);
}

Error Operation::error(int status) const {
    Error error = uv_error(status, syscall, path.shown, destination.shown);
    error.has_path = path.is_given;
    error.has_destination = destination.is_given;
    return error;
}

}  // namespace plinth::api
