// SPDX-License-Identifier: MIT
// Account: what one Env uses up. The gate, the fs module and the supervisor write it; an Env that
// has nothing to do costs nothing, as nobody reads a clock for it.

#pragma once

#include <chrono>
#include <cstdint>

#include "host/engine/gc_meter.h"

namespace plinth {

/// Plain numbers: those of a worker can be copied to another thread.
struct Usage {
    std::chrono::nanoseconds turns{0};  ///< All its turns: JavaScript, libuv, V8's tasks.
    std::chrono::nanoseconds js{0};     ///< Inside the gate, without what it called in others.
    std::chrono::nanoseconds start{0};  ///< The part of `js` until activate() had returned.
    std::chrono::nanoseconds longest_callback{0};  ///< After `start`.
    std::chrono::nanoseconds sync{0};              ///< The part of `js` that SyncCalls took.
    std::uint64_t sync_calls = 0;
    std::uint64_t callbacks = 0;
    GcFigures gc;

    Usage& operator+=(const Usage& other);
    bool empty() const { return turns.count() == 0 && js.count() == 0 && gc.collections == 0; }
};

/// Owner: an Env. Thread: the Env's. Calls JS: no.
class Account {
  public:
    using Clock = std::chrono::steady_clock;

    /// The outermost call into the plugin's JavaScript begins. Whoever's JavaScript is below on
    /// this thread's stack does not pay for it.
    void enter();
    /// It is over; `callbacks`: how many the Env ran by now.
    void leave(std::uint64_t callbacks);
    /// One callback of that call is over, and another begins in it.
    void next_callback(Clock::time_point now);
    /// The modules ran and activate() returned.
    void end_start();
    void add_turn(std::chrono::nanoseconds took) { total_.turns += took; }
    void add_sync_call(std::chrono::nanoseconds took);

    const Usage& total() const { return total_; }
    /// What came since the last call of it; `start` is left out.
    Usage take_recent();
    GcFigures& gc() { return total_.gc; }

  private:
    void add_js(Clock::time_point now);
    void end_callback();

    static thread_local Account* running_;

    Usage total_;
    Usage taken_;
    std::chrono::nanoseconds recent_longest_{0};
    Account* below_ = nullptr;
    Clock::time_point since_;               // When `js` was last added to.
    std::chrono::nanoseconds callback_{0};  // Of the callback under way, up to then.
};

/// For the time of a call that blocks the plugin's thread because the script asked for it by name
/// (`*Sync`). Whoever makes one counts it.
class SyncCall {
  public:
    explicit SyncCall(Account& account) : account_(account) {}
    ~SyncCall() { account_.add_sync_call(Account::Clock::now() - started_at_); }
    SyncCall(const SyncCall&) = delete;
    SyncCall& operator=(const SyncCall&) = delete;

  private:
    Account& account_;
    const Account::Clock::time_point started_at_ = Account::Clock::now();
};

}  // namespace plinth
