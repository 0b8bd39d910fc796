// SPDX-License-Identifier: MIT
// A script that may run for so long: vm's `timeout`. The host's own limit is the supervisor's
// watchdog, and goes on beside it.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "host/env/env.h"

namespace plinth {

/// Owner: the stack of who runs the script. Thread: the Env's; it starts one of its own.
class ScriptTimeout {
  public:
    /// A negative limit: none.
    ScriptTimeout(Env& env, std::chrono::milliseconds limit);
    ~ScriptTimeout();
    ScriptTimeout(const ScriptTimeout&) = delete;
    ScriptTimeout& operator=(const ScriptTimeout&) = delete;

    /// Stops the clock. True when it ran out: then the script was ended by it and by nobody else,
    /// and JavaScript can run again.
    bool ran_out();

  private:
    void stop();

    Env& env_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    bool is_stopped_ = false;
    bool fired_ = false;
    std::thread thread_;
};

/// After terminate() ended a script and nothing else: JavaScript can run again. False when somebody
/// else wants the whole plugin to end.
bool forgive_end_of_script(Env& env);

/// The error of a script that ran for too long.
void throw_timeout(v8::Isolate* isolate, std::chrono::milliseconds limit);

}  // namespace plinth
