// SPDX-License-Identifier: MIT
// PluginRun: one running version of a plugin, as the game's thread sees it, wherever its JavaScript
// runs. Which version runs, and when it is replaced, is Plugin's business.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/engine/engine.h"
#include "host/env/account.h"
#include "host/env/fault.h"
#include "host/env/serialize.h"
#include "host/loop/frame_pump.h"
#include "host/supervisor/turns.h"
#include "sdk/embed/plinth.h"

namespace plinth {

class PluginRun;
struct Manifest;

/// The place of a run among the others.
struct RunTurn : Turn {
    RunTurn(PluginRun& of, Priority priority, Allowance& allowance)
        : Turn(priority, allowance), run(of) {}
    PluginRun& run;
};

/// Owner: a Plugin, then the supervisor's list of what is closing. Thread: the game's.
class PluginRun {
  public:
    enum class Phase {
        Loading,     ///< Its modules run: one of them awaits, or it is on a thread of its own.
        Loaded,      ///< Its modules ran.
        Activating,  ///< activate() returned a promise.
        Active,
        Deactivating,  ///< deactivate() returned a promise.
        Deactivated,   ///< take_state() has its result.
        Stopped,       ///< fault() says why, or it ended itself.
    };

    PluginRun() = default;
    PluginRun(const PluginRun&) = delete;
    PluginRun& operator=(const PluginRun&) = delete;
    virtual ~PluginRun() = default;

    virtual Phase phase() const = 0;
    bool running() const { return phase() != Phase::Stopped; }
    virtual const std::optional<Fault>& fault() const = 0;

    /// While it is active, an error that nobody caught goes to take_errors() and it runs on.
    virtual void go_on_after_errors() = 0;
    struct Survived {
        Fault error;
        std::uint64_t count = 1;  ///< How often since the last call.
    };
    virtual std::vector<Survived> take_errors() = 0;
    /// Where a callback was that took more than half of the hang limit; empty when none did.
    virtual std::string take_slow_stack() = 0;
    /// Logs what it wrote without an end of line.
    virtual void flush_output() = 0;
    /// What it holds, by kind; after close(), what it held then.
    virtual std::map<std::string, std::size_t> handles_by_kind() const = 0;
    virtual std::chrono::milliseconds uptime() const = 0;

    /// Runs the entry module. Afterwards Loaded or Stopped, or Loading until what it awaits is
    /// there; activate() may be called all the same, and waits for that.
    virtual void load(const Manifest& manifest) = 0;
    virtual void activate(const std::optional<Serialized>& state) = 0;
    virtual void deactivate() = 0;
    virtual std::optional<Serialized> take_state() = 0;

    virtual void emit_frame(double dt, double time) = 0;
    virtual bool wants_frame() const = 0;
    /// Whether frames must be asked for at all.
    virtual bool listens_to_frames() const = 0;
    virtual void evaluate(std::string_view code, std::function<void(Evaluation)> done) = 0;

    /// What it has to do on the game's thread, or what the budget allows of it: one iteration of
    /// its event loop.
    virtual Progress pump(const Budget& budget) = 0;
    virtual bool has_jobs() const = 0;
    /// Carries its jobs on, for the time of the budget.
    virtual void run_jobs(const Budget& budget) = 0;
    /// From now on it waits for its turn.
    virtual void wait_for_turn() = 0;
    /// Time that it used outside of pump() and run_jobs(), by a call of the host.
    virtual void charge(std::chrono::nanoseconds used) = 0;
    /// Time that a turn took.
    virtual void add_turn(std::chrono::nanoseconds took) = 0;
    /// What it used since it was made.
    virtual Usage usage() const = 0;
    /// What it used since the last call.
    virtual Usage take_recent() = 0;
    virtual HeapFigures heap_figures() const = 0;
    /// Used heap of its runtime; of a shared one, its part.
    virtual std::size_t heap_bytes() const = 0;
    virtual std::size_t heap_limit_bytes() const = 0;
    virtual std::size_t callbacks_waiting() const = 0;
    /// Collects garbage until the deadline, if JavaScript ran since the last time.
    virtual void spend_slack(std::chrono::steady_clock::time_point deadline) = 0;

    /// Ends it without a word to the plugin; turn() until drained, then destroy it.
    virtual void close() = 0;
    virtual bool drained() const = 0;
    virtual void turn() = 0;
};

}  // namespace plinth
