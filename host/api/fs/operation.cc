// SPDX-License-Identifier: MIT
// Permission checks of an operation, on what its paths really name.

#include "host/api/fs/operation.h"

#include "host/env/errors.h"

namespace plinth::api {
namespace {

void resolve(PathArgument& path) {
    if (path.access == Access::None || path.system.empty()) return;
    CheckedPath checked = check_path(path.system, path.last);
    path.system = std::move(checked.system);
    path.resource = std::move(checked.resource);
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
    resolve(path);
    resolve(destination);
}

std::optional<Error> Operation::denied(const Env& env) const {
    if (auto refused = refusal_of(env, path)) return refused;
    return refusal_of(env, destination);
}

Error Operation::error(int status) const {
    return uv_error(status, syscall, path.shown, destination.shown);
}

}  // namespace plinth::api
