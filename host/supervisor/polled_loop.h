// SPDX-License-Identifier: MIT
// PolledLoop: a loop of several plugins, which the supervisor turns between their turns: the native
// halves of its events run, and whose JavaScript halves there are waits for its turn then.

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "host/loop/loop.h"
#include "host/loop/loop_set.h"

namespace plinth {

/// Who is told that a loop has events; the token of a LoopSet.
class LoopUser {
  public:
    virtual ~LoopUser() = default;
    virtual void on_loop_ready() = 0;
};

class PolledLoop;

/// All loops of a host. Outlives them.
struct HostLoops {
    LoopSet set;  ///< The tokens are LoopUser*, or null for the supervisor's own.
    std::vector<PolledLoop*> polled;

    /// Turns those that have something to do without an event.
    void turn_those_due();
    /// Turns those with handles that the kernel does not know of yet: from then on it tells of
    /// them.
    void tell_of_handles();
    /// When turn_those_due() will have something to do by itself, in loop milliseconds; negative:
    /// never.
    std::int64_t next_due_ms() const;
};

/// Owner: whoever owns the loop; gone before it. Thread: the game's. Calls JS: no.
class PolledLoop final : public LoopUser {
  public:
    PolledLoop(HostLoops& all, Loop& loop) : all_(all), loop_(loop) {
        all_.set.add(loop_, static_cast<LoopUser*>(this));
        all_.polled.push_back(this);
    }
    ~PolledLoop() override {
        all_.set.remove(loop_);
        std::erase(all_.polled, this);
    }
    PolledLoop(const PolledLoop&) = delete;
    PolledLoop& operator=(const PolledLoop&) = delete;

    void on_loop_ready() override { loop_.turn(Loop::Wait::No); }

  private:
    friend struct HostLoops;
    HostLoops& all_;
    Loop& loop_;
};

inline void HostLoops::turn_those_due() {
    for (PolledLoop* each : polled) {
        if (each->loop_.due()) each->on_loop_ready();
    }
}

inline void HostLoops::tell_of_handles() {
    for (PolledLoop* each : polled) {
        if (each->loop_.has_news()) each->on_loop_ready();
    }
}

inline std::int64_t HostLoops::next_due_ms() const {
    std::int64_t next = -1;
    for (const PolledLoop* each : polled) {
        const Loop& loop = each->loop_;
        const std::int64_t due =
            loop.has_news() ? static_cast<std::int64_t>(loop.now_ms()) : loop.due_at_ms();
        if (due >= 0 && (next < 0 || due < next)) next = due;
    }
    return next;
}

}  // namespace plinth
