// SPDX-License-Identifier: MIT
// child_process, native half: starting processes. Arguments, defaults and events are
// child_process.js's; permission is asked in SpawnPlan.
//
// Thread: the plugin's loop. Calls JS: never directly.

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "host/api/child_process/process_handle.h"
#include "host/api/child_process/spawn_plan.h"
#include "host/api/child_process/sync_spawn.h"
#include "host/env/errors.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/pipe_handle.h"
#include "host/io/tcp_handle.h"

namespace plinth::api {

/// As JavaScript describes it.
struct StdioRequest {
    StdioKind kind = StdioKind::Ignore;
    int fd = -1;
    bool readable = false;
    bool writable = false;
};

constexpr auto describe(js::Type<StdioRequest>) {
    return js::fields(std::pair("kind", &StdioRequest::kind), std::pair("fd", &StdioRequest::fd),
                      std::pair("readable", &StdioRequest::readable),
                      std::pair("writable", &StdioRequest::writable));
}

struct SyncLimitsRequest {
    double timeout = 0;
    double max_buffer = 0;
    int kill_signal = 0;
};

constexpr auto describe(js::Type<SyncLimitsRequest>) {
    return js::fields(std::pair("timeout", &SyncLimitsRequest::timeout),
                      std::pair("maxBuffer", &SyncLimitsRequest::max_buffer),
                      std::pair("killSignal", &SyncLimitsRequest::kill_signal));
}

struct SyncOutcome {
    int error = 0;
    int pid = 0;
    std::optional<double> status;
    int signal = 0;
    std::optional<std::vector<v8::Local<v8::Value>>> output;
};

constexpr auto describe(js::Type<SyncOutcome>) {
    return js::fields(std::pair("error", &SyncOutcome::error), std::pair("pid", &SyncOutcome::pid),
                      std::pair("status", &SyncOutcome::status),
                      std::pair("signal", &SyncOutcome::signal),
                      std::pair("output", &SyncOutcome::output));
}

namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

// More does not fit into a Buffer anyway.
constexpr double kMostOutput = 1u << 31;
constexpr double kLongestTimeout = 1e15;

SyncLimits to_limits(const SyncLimitsRequest& asked) {
    SyncLimits limits;
    limits.timeout_ms = static_cast<std::uint64_t>(std::clamp(asked.timeout, 0.0, kLongestTimeout));
    limits.output_bytes = static_cast<std::size_t>(std::clamp(asked.max_buffer, 0.0, kMostOutput));
    limits.kill_signal = asked.kill_signal;
    return limits;
}

std::vector<SyncStdio> to_stdio(const std::vector<StdioRequest>& asked,
                                const std::vector<v8::Local<v8::Value>>& inputs) {
    std::vector<SyncStdio> stdio;
    for (const StdioRequest& entry : asked) {
        const std::size_t index = stdio.size();
        stdio.push_back({entry.kind, entry.fd, entry.readable, entry.writable, {}});
        if (index >= inputs.size()) continue;
        if (const auto bytes = view_bytes(inputs[index])) stdio.back().input = *bytes;
    }
    return stdio;
}

// Nothing after throwing: there is no memory for the output.
std::optional<SyncOutcome> to_outcome(Env& env, const SyncResult& result) {
    SyncOutcome outcome;
    outcome.error = result.error;
    outcome.pid = result.pid;
    if (!result.started) return outcome;
    outcome.signal = result.term_signal;
    if (result.term_signal == 0) outcome.status = static_cast<double>(result.exit_status);
    outcome.output.emplace();
    for (const auto& bytes : result.output) {
        v8::Local<v8::Value> shown = v8::Null(env.isolate());
        if (bytes) {
            v8::Local<v8::Uint8Array> buffer;
            if (!make_buffer(env, std::string_view(*bytes)).ToLocal(&buffer)) return std::nullopt;
            shown = buffer;
        }
        outcome.output->push_back(shown);
    }
    return outcome;
}

// The stream of a socket or pipe of this plugin; null for others.
StreamHandle* stream_of(v8::Local<v8::Value> handle) {
    if (TcpHandle* tcp = handle_of<TcpHandle>(handle)) return tcp;
    return handle_of<PipeHandle>(handle);
}

// A new pipe's other end, an open stream, or a descriptor.
Result<void> add_stdio(Env& env, SpawnPlan& plan, const StdioRequest& entry,
                       v8::Local<v8::Value> handle) {
    if (entry.kind == StdioKind::Ignore) {
        plan.add_nothing();
        return {};
    }
    if (entry.kind == StdioKind::Pipe) {
        PipeHandle* pipe = handle_of<PipeHandle>(handle);
        uv_pipe_t* uv = pipe == nullptr || pipe->is_open() ? nullptr : pipe->prepare();
        if (uv == nullptr) return uv_error(UV_EBADF, "spawn");
        plan.add_stream(reinterpret_cast<uv_stream_t*>(uv),
                        UV_CREATE_PIPE | (entry.readable ? UV_READABLE_PIPE : 0) |
                            (entry.writable ? UV_WRITABLE_PIPE : 0));
        return {};
    }
    if (StreamHandle* stream = stream_of(handle); stream != nullptr && stream->is_open()) {
        plan.add_stream(stream->stream(), UV_INHERIT_STREAM);
        return {};
    }
    return plan.add_descriptor(env, entry.fd);
}

// spawn(process, request, stdio, handles): the new process's id, or libuv's negative status.
Result<int> spawn(Env& env, v8::Local<v8::Object> object, SpawnRequest request,
                  const std::vector<StdioRequest>& stdio,
                  const std::vector<v8::Local<v8::Value>>& handles) {
    ProcessHandle* process = handle_of<ProcessHandle>(object);
    if (process == nullptr || handles.size() != stdio.size()) return UV_EINVAL;
    const std::size_t most = env.options().most_children;
    if (most != 0 && ProcessHandle::running(env) >= most) return UV_EAGAIN;
    PLINTH_TRY(SpawnPlan plan, SpawnPlan::make(env, std::move(request)));
    for (std::size_t i = 0; i < stdio.size(); ++i) {
        if (auto added = add_stdio(env, plan, stdio[i], handles[i]); !added) return added.error();
    }
    return process->spawn(std::move(plan));
}

// childLimit(): how many processes may run at a time, if that is why no more can be started; else
// 0.
double child_limit(Env& env) {
    const std::size_t most = env.options().most_children;
    return most != 0 && ProcessHandle::running(env) >= most ? static_cast<double>(most) : 0;
}

void kill(const Info& info) {
    ProcessHandle* self = unwrap<ProcessHandle>(info);
    if (self == nullptr || !info[0]->IsInt32()) return;
    info.GetReturnValue().Set(self->kill(info[0].As<v8::Int32>()->Value()));
}

void close(const Info& info) {
    if (ProcessHandle* self = unwrap<ProcessHandle>(info)) self->close();
}

void ref(const Info& info) {
    if (ProcessHandle* self = unwrap<ProcessHandle>(info)) self->set_referenced(true);
}

void unref(const Info& info) {
    if (ProcessHandle* self = unwrap<ProcessHandle>(info)) self->set_referenced(false);
}

void has_ref(const Info& info) {
    const ProcessHandle* self = unwrap<ProcessHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->referenced());
}

// spawnSync(request, stdio, inputs, limits); an input is bytes, or undefined.
Result<std::optional<SyncOutcome>> spawn_sync(Env& env, SpawnRequest request,
                                              const std::vector<StdioRequest>& stdio,
                                              const std::vector<v8::Local<v8::Value>>& inputs,
                                              const SyncLimitsRequest& limits) {
    PLINTH_TRY(SpawnPlan plan, SpawnPlan::make(env, std::move(request)));
    PLINTH_TRY(const SyncResult result,
               run_to_end(env, std::move(plan), to_stdio(stdio, inputs), to_limits(limits)));
    return to_outcome(env, result);
}

}  // namespace

void init_child_process(NativeModule& module) {
    module.handle<ProcessHandle>("Process")
        .method("kill", &kill)
        .method("close", &close)
        .method("ref", &ref)
        .method("unref", &unref)
        .method("hasRef", &has_ref);
    module.function<&spawn>("spawn")
        .function<&child_limit>("childLimit")
        .function<&spawn_sync>("spawnSync")
        .constant("IGNORE", static_cast<int>(StdioKind::Ignore))
        .constant("PIPE", static_cast<int>(StdioKind::Pipe))
        .constant("DESCRIPTOR", static_cast<int>(StdioKind::Descriptor));
}

}  // namespace plinth::api
