// SPDX-License-Identifier: MIT
// SpawnPlan: what JavaScript asks of a new process, checked and in the shape of uv_spawn. Which
// pipes it gets is said by sync_spawn and process_handle.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/core.h"
#include "host/base/result.h"
#include "host/env/env.h"

namespace plinth::api {

/// A new process, as child_process.js describes it.
struct SpawnRequest {
    std::string file;
    std::vector<std::string> args;  ///< From argv[0] on.
    std::vector<std::string> env;   ///< "NAME=value".
    std::optional<std::string> cwd;
    std::optional<std::int32_t> uid;
    std::optional<std::int32_t> gid;
    bool detached = false;
};

constexpr auto describe(js::Type<SpawnRequest>) {
    return js::fields(std::pair("file", &SpawnRequest::file),
                      std::pair("args", &SpawnRequest::args), std::pair("env", &SpawnRequest::env),
                      std::pair("cwd", &SpawnRequest::cwd), std::pair("uid", &SpawnRequest::uid),
                      std::pair("gid", &SpawnRequest::gid),
                      std::pair("detached", &SpawnRequest::detached));
}

/// One of the child's descriptors.
enum class StdioKind { Ignore, Pipe, Descriptor };

/// Owner: the stack of the spawning function. Thread: the Env's. Calls JS: no.
class SpawnPlan {
  public:
    /// Refused when the policy says so of the program that the system would start.
    static Result<SpawnPlan> make(Env& env, SpawnRequest request);

    /// Gives the child's next descriptor one of ours. Refused unless the plugin may use it.
    Result<void> add_descriptor(Env& env, int descriptor);
    /// Gives it the other end of a pipe, or (UV_INHERIT_STREAM) a stream; `flags` are libuv's.
    void add_stream(uv_stream_t* stream, int flags);
    void add_nothing() { stdio_.push_back({UV_IGNORE, {}}); }

    bool detached() const { return request_.detached; }

    /// Starts it. The plan may go afterwards.
    int spawn(uv_loop_t* loop, uv_process_t* process, uv_exit_cb on_exit);

  private:
    explicit SpawnPlan(SpawnRequest request) : request_(std::move(request)) {}

    SpawnRequest request_;
    std::vector<uv_stdio_container_t> stdio_;
};

}  // namespace plinth::api
