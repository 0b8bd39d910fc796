// SPDX-License-Identifier: MIT
// V8 for the process: its platform (worker threads, foreground task queues) and its flags.

#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <v8.h>

namespace plinth {

/// V8 collects a young generation in a task of its own when it is so full, and those tasks run
/// between turns (Env::run_tasks_of_v8). By default that is at 80 %, a pause of 1 to 2 ms where all
/// of it lives: as long as a frame's budget. The time in all is the same in smaller parts.
inline constexpr const char* kFlagsOfHosts = "--scavenge-task-trigger=15";

/// Starts V8 at the first call; it lives until the process ends. Thread: any.
class Platform {
  public:
    static Platform& start();

    /// Runs tasks that V8 posted for this isolate's own thread, until that time is over: one of
    /// them at least. Returns how many ran; if any did, more may wait.
    int run_foreground_tasks(v8::Isolate*, std::chrono::microseconds at_most);

    /// Waits until V8's worker threads have done what they were given so far, by any isolate: what
    /// they found out may then be a foreground task.
    void wait_for_workers();

    /// `wake` is called, in another thread, when that thread posts a task for this isolate's own
    /// one, until forget().
    void watch(v8::Isolate*, std::function<void()> wake);

    /// Drops the tasks of an isolate that is about to end. Another one may get its address.
    void forget(v8::Isolate*);

    /// V8's monotonic clock.
    double now_seconds() const;

    /// Sets V8 flags, as `--max-lazy`. Before the first isolate.
    static void set_flags(const std::string& flags);

  private:
    Platform() = default;
};

}  // namespace plinth
