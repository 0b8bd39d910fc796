// SPDX-License-Identifier: MIT
// Watchdog: one thread for all runtimes of a host, which ends scripts that run for too long.

#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "host/engine/script_watch.h"

namespace plinth {

/// Owner: the supervisor. Thread: any may call it; it has one of its own, which sleeps while no
/// frame is called. Calls JS: no.
class Watchdog {
  public:
    using Clock = std::chrono::steady_clock;

    Watchdog() = default;
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// Its scripts are ended after that time. Zero: never.
    void add(ScriptWatch& script, std::chrono::milliseconds limit);
    /// Returns when the watchdog no longer touches it.
    void remove(ScriptWatch& script);

    /// The host is alive: keeps the thread awake for a few seconds.
    void stir();

  private:
    struct Watched {
        std::chrono::milliseconds limit{0};
        std::uint64_t entry = 0;
        Clock::duration used{0};  // Without what ran on top of it.
        bool stack_asked = false;
    };

    void run();
    void look(Clock::time_point now);

    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<ScriptWatch*, Watched> watched_;
    Clock::time_point looked_at_;
    Clock::time_point awake_until_;
    std::chrono::milliseconds nap_{50};  // Until the next look.
    bool ending_ = false;
    std::thread thread_;  // Runs once there is something to watch.
};

}  // namespace plinth
