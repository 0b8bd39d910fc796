// SPDX-License-Identifier: MIT
// ProcessHandle: a running child. It is told of the end of its child and can signal it; whatever is
// Node's about it (events, streams) is child.js's.

#pragma once

#include "host/api/child_process/spawn_plan.h"
#include "host/env/native_module.h"

namespace plinth::api {

/// Owner: the ledger, see HandleWrap. Thread: the loop's. Calls JS: onexit(status, signal).
///
/// A child of a plugin does not outlive the plugin: closing asks it to end, and ends it by force if
/// it is still there a moment later. A detached child, and one of `plinth run`, lives on.
class ProcessHandle final : public HandleWrap {
  public:
    static constexpr const char* kKind = "child process";

    ProcessHandle(Env& env, v8::Local<v8::Object> object);

    /// Children of this Env that have not ended.
    static std::size_t running(Env& env);

    /// The new process's id, or libuv's negative status.
    int spawn(SpawnPlan plan);
    int kill(int signal);
    void set_referenced(bool referenced);
    bool referenced() const;

    // Tracked
    const char* kind() const override { return kKind; }
    void close() override;

  private:
    enum class State { New, Running, Ended, Closing };

    static void on_exit(uv_process_t* process, std::int64_t status, int signal);
    static void on_grace_over(uv_timer_t* timer);

    void go_to(State state);
    bool dies_with_plugin() { return env().restricted() && !detached_; }
    void push_exit(std::int64_t status, int signal);
    void close_handles();
    void one_closed();

    uv_process_t process_{};
    uv_timer_t grace_{};
    State state_ = State::New;
    int open_handles_ = 0;
    bool detached_ = false;
    bool ending_ = false;
};

}  // namespace plinth::api
