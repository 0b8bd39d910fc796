// SPDX-License-Identifier: MIT
// One iteration of an event loop, cut into steps that stop when a budget is spent and go on later.
// What a step does (calling JavaScript) is the client's business.

#pragma once

#include <chrono>
#include <cstdint>

#include "host/loop/loop.h"

namespace plinth {

/// Time that may be used: until a deadline, or without limit.
class Budget {
  public:
    using Clock = std::chrono::steady_clock;
    using Now = Clock::time_point (*)();

    static Budget unlimited() { return Budget(Clock::time_point::max(), &Clock::now); }
    explicit Budget(Clock::time_point deadline, Now clock = &Clock::now)
        : deadline_(deadline), now_(clock) {}

    bool limitless() const { return deadline_ == Clock::time_point::max(); }
    bool spent() const { return !limitless() && now_() >= deadline_; }
    Clock::time_point now() const { return now_(); }
    Clock::time_point deadline() const { return deadline_; }

  private:
    Clock::time_point deadline_;
    Now now_;
};

/// Whether a step came to its end.
enum class Progress { Done, OutOfBudget };

/// The JavaScript half of an event loop. Each step runs callbacks one by one and asks the budget
/// between two of them; it runs at least one if there is one, so that a late frame still moves on.
class PumpClient {
  public:
    virtual ~PumpClient() = default;
    virtual Progress run_timers(const Budget&) = 0;      ///< Timers that are due.
    virtual Progress run_ready(const Budget&) = 0;       ///< What the poll step made ready.
    virtual Progress run_immediates(const Budget&) = 0;  ///< Immediates set before this step.
    virtual Progress run_closing(const Budget&) = 0;     ///< Callbacks of closed handles.
    virtual bool has_immediates() const = 0;             ///< Any: the poll step may not wait.
    virtual bool has_ready() const = 0;                  ///< Ready or closing callbacks wait.
    virtual bool keeps_alive() const = 0;  ///< Something referenced, besides libuv's handles.
    virtual std::int64_t ms_to_next_timer() const = 0;  ///< Negative: there is no timer.
};

/// Runs libuv's phases in order: timers, poll, check, closing. One path for frames and for
/// `plinth run`; only the budget and the waiting differ.
///
/// Owner: an Env. Thread: the loop's. Calls JS: through its client.
class FramePump {
  public:
    FramePump(Loop& loop, PumpClient& client) : loop_(loop), client_(client) {}

    /// Carries on where the last call stopped, and runs at most one iteration to its end.
    Progress run(const Budget& budget, Loop::Wait wait);

    /// True while the loop or its client holds something that keeps a program running.
    bool alive() const;
    bool resting() const { return step_ == Step::Timers; }

    /// When it first ran, as uv_hrtime(); 0 before.
    std::uint64_t started_at_ns() const { return started_at_ns_; }
    /// Nanoseconds that it waited for events.
    std::uint64_t idle_ns() const { return idle_ns_; }

  private:
    enum class Step { Timers, Poll, Ready, Immediates, Closing };

    void poll(Loop::Wait wait);

    Loop& loop_;
    PumpClient& client_;
    Step step_ = Step::Timers;
    std::uint64_t started_at_ns_ = 0;
    std::uint64_t idle_ns_ = 0;
};

}  // namespace plinth
