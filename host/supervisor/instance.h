// SPDX-License-Identifier: MIT
// Instance: one running version of a plugin, in a Runtime of its own. Which version runs, and when
// it is replaced, is Plugin's business.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "host/env/env.h"
#include "host/env/serialize.h"
#include "host/loop/loop_set.h"
#include "host/supervisor/host_modules.h"
#include "host/supervisor/log_book.h"
#include "host/supervisor/manifest.h"
#include "host/supervisor/plugin_policy.h"
#include "host/supervisor/turns.h"
#include "host/supervisor/watchdog.h"

namespace plinth {

class Plugin;

class Instance;

/// The place of an instance among the others.
struct InstanceTurn : Turn {
    InstanceTurn(Instance& of, Priority priority, Allowance& allowance)
        : Turn(priority, allowance), instance(of) {}
    Instance& instance;
};

/// What all plugins of a host share. Outlives every Instance.
struct HostServices {
    EngineOptions engine;
    std::string exec_path;
    std::filesystem::path data_dir;
    std::string cache_folder;  ///< Of compiled code; empty: none.
    HostModules modules;
    std::chrono::microseconds plugin_budget{0};  ///< Most that a manifest may ask for; zero: any.
    Priority highest_priority = Priority::High;
    LogBook* log = nullptr;
    /// The plugin that runs under this name; null when it is free.
    std::function<const Plugin*(std::string_view name)> holder_of_name;
    Watchdog* watchdog = nullptr;
    LoopSet loops;  ///< Of all instances; the tokens are Instance*.
    Turns turns;    ///< Of the loops that have something to do.
    Turns jobs;     ///< Of plugins with a job, when no loop has.
    /// Called when an instance has something to do that had nothing.
    std::function<void()> on_work;
    std::uint64_t callbacks = 0;  ///< That all instances ever ran.
    bool stirred = false;         ///< JavaScript of some plugin ran: it may be in another state.
    double game_time = 0;         ///< Seconds.
    double time_scale = 1;
    std::chrono::milliseconds hang_limit{0};
    std::vector<Permission> granted;  ///< To each plugin.
    GrantPermission grant;
    std::function<FaultPolicy(const PluginInfo&)> fault_policy;
    std::function<bool(const PluginInfo&)> hardened;
    std::function<Placement(const PluginInfo&)> placement;
    RestartLimits restart;
};

/// Owner: a Plugin, then the supervisor's list of what is closing. Thread: the game's.
/// Calls JS: yes, each public verb but close().
class Instance final : private EnvDelegate, private PluginLife {
  public:
    enum class Phase {
        Loading,     ///< Its modules run: one of them awaits.
        Loaded,      ///< Its modules ran.
        Activating,  ///< activate() returned a promise.
        Active,
        Deactivating,  ///< deactivate() returned a promise.
        Deactivated,   ///< take_state() has its result.
        Stopped,       ///< fault() says why, or it ended itself.
    };

    Instance(HostServices& services, const Manifest& manifest);
    ~Instance() override;

    Phase phase() const { return phase_; }
    bool running() const { return phase_ != Phase::Stopped; }
    const std::optional<Fault>& fault() const { return fault_; }

    /// While it is active, an error that nobody caught goes to take_errors() and it runs on.
    void go_on_after_errors() { goes_on_after_errors_ = true; }
    struct Survived {
        Fault error;
        std::uint64_t count = 1;  ///< How often since the last call.
    };
    std::vector<Survived> take_errors() { return std::exchange(errors_survived_, {}); }
    /// Where a callback was that took more than half of the hang limit; empty when none did.
    std::string take_slow_stack() {
        return env_->original_stack(runtime_.engine().take_slow_stack());
    }
    /// Logs what it wrote without an end of line.
    void flush_output();
    /// What it holds, by kind; after close(), what it held then.
    std::map<std::string, std::size_t> handles_by_kind() const;
    std::chrono::milliseconds uptime() const;

    /// Runs the entry module. Afterwards Loaded or Stopped, or Loading until what it awaits is
    /// there; activate() may be called all the same, and waits for that.
    void load(const Manifest& manifest);
    void activate(const std::optional<Serialized>& state);
    void deactivate();
    std::optional<Serialized> take_state() { return std::move(state_); }

    void emit_frame(double dt, double time);
    bool wants_frame() const {
        return env_->wants_frames() || env_->game_timers_due(services_.game_time);
    }
    /// Whether frames must be asked for at all.
    bool listens_to_frames() const { return env_->wants_frames() || env_->has_game_timers(); }
    void evaluate(std::string_view code, std::function<void(Evaluation)> done);

    /// Runs one iteration of its event loop, or what the budget allows of it.
    Progress pump(const Budget& budget);
    /// Carries its jobs on, for the time of the budget.
    void run_jobs(const Budget& budget);
    /// It waits for its turn if it has something to do, else sleeps until it has.
    void queue();
    void wait_for_turn() { services_.turns.wait(turn_); }
    /// Time that it used outside of pump() and run_jobs(), by a call of the host.
    void charge(std::chrono::nanoseconds used) {
        services_.turns.charge(turn_, used);
        env_->account().add_turn(used);
    }
    /// What it used since it was made.
    const Usage& usage() const { return env_->account().total(); }
    Account& account() { return env_->account(); }
    /// Collects garbage until the deadline, if JavaScript ran since the last time.
    void spend_slack(std::chrono::steady_clock::time_point deadline);
    Loop& loop() { return runtime_.loop(); }
    Env& env() { return *env_; }
    Engine& engine() { return runtime_.engine(); }

    /// Ends it without a word to the plugin; turn() until drained, then destroy it.
    void close();
    bool drained() const { return env_->drained(); }
    void turn() { runtime_.loop().turn(Loop::Wait::No); }

  private:
    // EnvDelegate
    void on_fault(Env& env, const Fault& fault) override;
    bool goes_on_after_error(Env& env) const override;
    void on_error(Env& env, const Fault& fault) override;
    void on_exit(Env& env, int code) override;
    int write(Env& env, int descriptor, std::string_view bytes) override;
    // PluginLife
    void on_loaded(Env& env) override;
    void on_activated(Env& env) override;
    void on_deactivated(Env& env, v8::Local<v8::Value> state) override;
    void on_ran(Env& env) override;
    double game_time() const override { return services_.game_time; }
    double time_scale() const override { return services_.time_scale; }
    void on_evaluated(Env& env, int id, std::string_view kind, std::string_view text) override;

    EnvOptions env_options(const Manifest& manifest);
    bool has_work();
    v8::MaybeLocal<v8::Value> call_entry(Entry which, int argc, v8::Local<v8::Value>* argv);
    void log_line(LogLevel level, std::string text);
    void end_evaluations();

    HostServices& services_;
    const std::string name_;
    const std::filesystem::path data_folder_;
    const PluginPolicy policy_;
    Runtime runtime_;
    std::unique_ptr<Env> env_;
    Allowance allowance_;
    InstanceTurn turn_;
    InstanceTurn job_turn_;
    bool in_turn_ = false;  // queue() follows by itself.
    Phase phase_ = Phase::Loading;
    std::optional<Fault> fault_;
    bool goes_on_after_errors_ = false;
    std::vector<Survived> errors_survived_;
    std::optional<Serialized> state_;
    LineBuffer output_;
    LineBuffer errors_;
    std::map<int, std::function<void(Evaluation)>> evaluations_;
    int last_evaluation_ = 0;
    std::uint64_t callbacks_at_collection_ = 0;
    std::uint64_t callbacks_counted_ = 0;
    std::uint64_t callbacks_at_turn_ = 0;
};

}  // namespace plinth
