// SPDX-License-Identifier: MIT
// Running a process to its end, on a loop of its own, while the plugin waits.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/api/child_process/spawn_plan.h"

namespace plinth::api {

/// One of the child's descriptors; `input` is written to it and must outlive the call.
struct SyncStdio {
    StdioKind kind = StdioKind::Ignore;
    int descriptor = -1;
    bool readable = false;  ///< By the child.
    bool writable = false;
    std::span<const std::uint8_t> input;
};

struct SyncLimits {
    std::uint64_t timeout_ms = 0;  ///< 0: none.
    std::size_t output_bytes = 0;  ///< Of each pipe.
    int kill_signal = 0;           ///< 0: SIGTERM.
};

struct SyncResult {
    int error = 0;  ///< libuv's; 0: none.
    int pid = 0;
    bool started = false;
    std::int64_t exit_status = 0;
    int term_signal = 0;
    /// One for each descriptor: what the child wrote; nothing for one that is no pipe to us.
    std::vector<std::optional<std::string>> output;
};

/// Blocks until the process has ended and its pipes are closed. A plugin that hangs in it is ended
/// with its child.
Result<SyncResult> run_to_end(Env& env, SpawnPlan plan, const std::vector<SyncStdio>& stdio,
                              const SyncLimits& limits);

}  // namespace plinth::api
