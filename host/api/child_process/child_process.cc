// SPDX-License-Identifier: MIT
// child_process, native half: starting processes. Arguments, defaults and events are
// child_process.js's; permission is asked in SpawnPlan.
//
// Thread: the plugin's loop. Calls JS: never directly.

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "host/api/child_process/spawn_plan.h"
#include "host/api/child_process/sync_spawn.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"

namespace plinth::api {

/// As JavaScript describes it.
struct SyncStdioRequest {
    StdioKind kind = StdioKind::Ignore;
    int fd = -1;
    bool readable = false;
    bool writable = false;
};

constexpr auto describe(js::Type<SyncStdioRequest>) {
    return js::fields(std::pair("kind", &SyncStdioRequest::kind),
                      std::pair("fd", &SyncStdioRequest::fd),
                      std::pair("readable", &SyncStdioRequest::readable),
                      std::pair("writable", &SyncStdioRequest::writable));
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

std::vector<SyncStdio> to_stdio(const std::vector<SyncStdioRequest>& asked,
                                const std::vector<v8::Local<v8::Value>>& inputs) {
    std::vector<SyncStdio> stdio;
    for (const SyncStdioRequest& entry : asked) {
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

// spawnSync(request, stdio, inputs, limits); an input is bytes, or undefined.
Result<std::optional<SyncOutcome>> spawn_sync(Env& env, SpawnRequest request,
                                              const std::vector<SyncStdioRequest>& stdio,
                                              const std::vector<v8::Local<v8::Value>>& inputs,
                                              const SyncLimitsRequest& limits) {
    PLINTH_TRY(SpawnPlan plan, SpawnPlan::make(env, std::move(request)));
    PLINTH_TRY(const SyncResult result,
               run_to_end(env, std::move(plan), to_stdio(stdio, inputs), to_limits(limits)));
    return to_outcome(env, result);
}

}  // namespace

void init_child_process(NativeModule& module) {
    module.function<&spawn_sync>("spawnSync")
        .constant("IGNORE", static_cast<int>(StdioKind::Ignore))
        .constant("PIPE", static_cast<int>(StdioKind::Pipe))
        .constant("DESCRIPTOR", static_cast<int>(StdioKind::Descriptor));
}

}  // namespace plinth::api
