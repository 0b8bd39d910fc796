// SPDX-License-Identifier: MIT
// Everybody may read the ids; only a program changes them, as they are the whole OS process's.

#include "host/api/process/credentials.h"

#include <optional>
#include <string>
#include <vector>

#include "host/api/process/process_posix.h"

namespace plinth::api {
namespace {

Result<void> only_programs(Env& env, std::string_view what) {
    if (env.restricted()) return access_denied("process", what);
    return {};
}

Result<void> done(int status, const char* syscall) {
    if (status < 0) return uv_error(status, syscall);
    return {};
}

std::vector<unsigned> ids() {
    const auto all = process_ids();
    return {all.begin(), all.end()};
}

// setId(which, id): `which` counts as ids() does.
Result<void> set_id(Env& env, Credential which, std::uint32_t id) {
    static constexpr const char* kNames[] = {"setuid", "seteuid", "setgid", "setegid"};
    const auto index = static_cast<std::size_t>(which);
    if (index >= std::size(kNames)) return uv_error(UV_EINVAL, "setuid");
    if (auto allowed = only_programs(env, kNames[index]); !allowed) return allowed;
    return done(set_credential(which, id), kNames[index]);
}

Result<void> set_groups(Env& env, const std::vector<std::uint32_t>& groups) {
    if (auto allowed = only_programs(env, "setgroups"); !allowed) return allowed;
    return done(set_group_ids(groups), "setgroups");
}

Result<void> init_groups(Env& env, const std::string& user, std::uint32_t group) {
    if (auto allowed = only_programs(env, "initgroups"); !allowed) return allowed;
    return done(initialise_groups(user, group), "initgroups");
}

}  // namespace

void add_credentials(NativeModule& module) {
    module.function<&ids>("ids")
        .function<&user_id>("userId")
        .function<&group_id>("groupId")
        .function<&user_name>("userName")
        .function<&group_ids>("groups")
        .function<&set_id>("setId")
        .function<&set_groups>("setGroups")
        .function<&init_groups>("initGroups");
}

}  // namespace plinth::api
