// SPDX-License-Identifier: MIT
// Checking a program before it is started: the policy is asked about the file that will run, so
// that neither PATH nor a symlink leads to another one.

#include "host/api/child_process/spawn_plan.h"

#include <string_view>

#include "host/api/child_process/program_path.h"
#include "host/env/errors.h"
#include "host/io/descriptors.h"
#include "host/io/files.h"

namespace plinth::api {
namespace {

bool has_null(const std::string& text) {
    return text.find('\0') != std::string::npos;
}

bool well_formed(const SpawnRequest& request) {
    if (request.file.empty() || has_null(request.file) || request.args.empty()) return false;
    if (request.cwd && has_null(*request.cwd)) return false;
    for (const std::string& arg : request.args) {
        if (has_null(arg)) return false;
    }
    for (const std::string& variable : request.env) {
        if (has_null(variable)) return false;
    }
    return true;
}

std::string_view find_variable(const std::vector<std::string>& variables, std::string_view name) {
    for (const std::string_view variable : variables) {
        if (variable.starts_with(name) && variable.size() > name.size() &&
            variable[name.size()] == '=') {
            return variable.substr(name.size() + 1);
        }
    }
    return {};
}

// What a plugin takes for its working directory is not always the OS process's. A folder that was
// deleted has no path, but can be handed down.
bool is_process_folder(const std::string& folder) {
    char path[4096];
    std::size_t size = sizeof(path);
    const int status = uv_cwd(path, &size);
    return status == UV_ENOENT || (status == 0 && folder == std::string_view(path, size));
}

std::vector<char*> to_pointers(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

Result<SpawnPlan> SpawnPlan::make(Env& env, SpawnRequest request) {
    if (!well_formed(request)) return uv_error(UV_EINVAL, "spawn", request.file);
    const std::string& folder = env.options().working_directory;
    const std::string cwd = request.cwd ? env.absolute(*request.cwd) : folder;
    if (env.restricted()) {
        const std::string found =
            find_program(request.file, find_variable(request.env, "PATH"), cwd);
        const std::string program = found.empty() ? request.file : canonical_path(found);
        if (const auto denied = env.denied(Permission::ChildProcess, program)) return *denied;
        request.file = program;
    }
    if (request.cwd || !is_process_folder(cwd)) request.cwd = cwd;
    return SpawnPlan(std::move(request));
}

Result<void> SpawnPlan::add_descriptor(Env& env, int descriptor) {
    if (descriptor < 0 || !may_use_descriptor(env, descriptor)) {
        return uv_error(UV_EBADF, "spawn");
    }
    uv_stdio_container_t container{};
    container.flags = UV_INHERIT_FD;
    container.data.fd = descriptor;
    stdio_.push_back(container);
    return {};
}

void SpawnPlan::add_stream(uv_stream_t* stream, int flags) {
    uv_stdio_container_t container{};
    container.flags = static_cast<uv_stdio_flags>(flags);
    container.data.stream = stream;
    stdio_.push_back(container);
}

int SpawnPlan::spawn(uv_loop_t* loop, uv_process_t* process, uv_exit_cb on_exit) {
    std::vector<char*> args = to_pointers(request_.args);
    std::vector<char*> env = to_pointers(request_.env);
    uv_process_options_t options{};
    options.exit_cb = on_exit;
    options.file = request_.file.c_str();
    options.args = args.data();
    options.env = env.data();
    options.cwd = request_.cwd ? request_.cwd->c_str() : nullptr;
    options.stdio = stdio_.data();
    options.stdio_count = static_cast<int>(stdio_.size());
    if (request_.detached) options.flags |= UV_PROCESS_DETACHED;
    if (request_.uid) {
        options.flags |= UV_PROCESS_SETUID;
        options.uid = static_cast<uv_uid_t>(*request_.uid);
    }
    if (request_.gid) {
        options.flags |= UV_PROCESS_SETGID;
        options.gid = static_cast<uv_gid_t>(*request_.gid);
    }
    return uv_spawn(loop, process, &options);
}

}  // namespace plinth::api
