// SPDX-License-Identifier: MIT
// Instance: one running version of a plugin, in a Runtime of its own or in the shared one, on the
// thread that made it.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "host/env/env.h"
#include "host/env/serialize.h"
#include "host/supervisor/host_modules.h"
#include "host/supervisor/log_book.h"
#include "host/supervisor/manifest.h"
#include "host/supervisor/plugin_policy.h"
#include "host/supervisor/plugin_run.h"
#include "host/supervisor/polled_loop.h"
#include "host/supervisor/shared_runtime.h"
#include "host/supervisor/spare_engines.h"
#include "host/supervisor/turns.h"
#include "host/supervisor/watchdog.h"

namespace plinth {

class Plugin;
struct Workers;

/// What all plugins of a host share. Outlives every Instance.
struct HostServices {
    EngineOptions engine;
    SpareEngines* spares = nullptr;               ///< Null: none are made ahead.
    std::size_t most_young_generation_bytes = 0;  ///< That a manifest may ask for.
    std::string exec_path;
    std::filesystem::path data_dir;
    std::string cache_folder;               ///< Of compiled code; empty: none.
    std::vector<std::string> module_roots;  ///< Folders of packages for all plugins.
    HostModules modules;
    std::chrono::microseconds plugin_budget{0};  ///< Most that a manifest may ask for; zero: any.
    Priority highest_priority = Priority::High;
    std::size_t storage_limit_bytes = 0;
    LogBook* log = nullptr;
    /// The plugin that runs under this name; null when it is free.
    std::function<const Plugin*(std::string_view name)> holder_of_name;
    Watchdog* watchdog = nullptr;
    HostLoops loops;
    bool polls_loops = true;     ///< Else each is on a thread of its own, which waits in it.
    Loop* watch_loop = nullptr;  ///< Where all plugins watch files; null: each in its own.
    RuntimeGroup shared;         ///< Of the instances in placement `shared`.
    Turns turns;                 ///< Of the loops that have something to do.
    Turns jobs;                  ///< Of plugins with a job, when no loop has.
    /// Called when an instance has something to do that had nothing.
    std::function<void()> on_work;
    std::uint64_t callbacks = 0;  ///< That all instances ever ran.
    bool stirred = false;         ///< JavaScript of some plugin ran: it may be in another state.
    double game_time = 0;         ///< Seconds.
    double time_scale = 1;
    std::chrono::milliseconds hang_limit{0};
    std::chrono::milliseconds worker_hang_limit{0};
    std::vector<Permission> granted;  ///< To each plugin.
    GrantPermission grant;
    std::function<FaultPolicy(const PluginInfo&)> fault_policy;
    std::function<bool(const PluginInfo&)> hardened;
    std::function<Placement(const PluginInfo&)> placement;
    RestartLimits restart;
    std::shared_ptr<Workers> workers;  ///< Null until there is one.
};

/// The manifest may lower what the host allows; zero is no bound in both.
std::chrono::microseconds budget_of(const Manifest& manifest, std::chrono::microseconds most);

/// Owner: a Plugin, then the supervisor's list of what is closing; or a WorkerThread.
/// Thread: the one that made it. Calls JS: yes, each public verb but close().
class Instance final : public PluginRun, private EnvDelegate, private PluginLife, private LoopUser {
  public:
    /// Fails when the system has no descriptors left for a loop.
    static Result<std::unique_ptr<Instance>> make(HostServices& services, const Manifest& manifest);
    ~Instance() override;

    // PluginRun
    Phase phase() const override { return phase_; }
    const std::optional<Fault>& fault() const override { return fault_; }
    void go_on_after_errors() override { goes_on_after_errors_ = true; }
    std::vector<Survived> take_errors() override { return std::exchange(errors_survived_, {}); }
    std::string take_slow_stack() override {
        return env_->original_stack(env_->watch().take_slow_stack());
    }
    void flush_output() override;
    std::map<std::string, std::size_t> handles_by_kind() const override;
    std::chrono::milliseconds uptime() const override;
    void load(const Manifest& manifest) override;
    void activate(const std::optional<Serialized>& state) override;
    void deactivate() override;
    std::optional<Serialized> take_state() override { return std::move(state_); }
    void emit_frame(double dt, double time) override;
    bool wants_frame() const override {
        return env_->wants_frames() || env_->game_timers_due(services_.game_time);
    }
    bool listens_to_frames() const override {
        return env_->wants_frames() || env_->has_game_timers();
    }
    void evaluate(std::string_view code, std::function<void(Evaluation)> done) override;
    Progress pump(const Budget& budget) override;
    /// On a thread of its own: waits for something to do, so long at most, unless there is.
    void wait(std::int64_t longest_ms);
    bool has_jobs() const override { return env_->has_jobs(); }
    void run_jobs(const Budget& budget) override;
    void wait_for_turn() override { services_.turns.wait(turn_); }
    void charge(std::chrono::nanoseconds used) override {
        services_.turns.charge(turn_, used);
        env_->account().add_turn(used);
    }
    void add_turn(std::chrono::nanoseconds took) override { env_->account().add_turn(took); }
    Usage usage() const override { return env_->account().total(); }
    Usage take_recent() override { return env_->account().take_recent(); }
    HeapFigures heap_figures() const override { return env_->runtime().engine().heap_figures(); }
    std::size_t heap_bytes() const override {
        return shared_ != nullptr ? shared_->heap_bytes_of(*env_) : heap_figures().used;
    }
    std::size_t heap_limit_bytes() const override {
        return env_->runtime().engine().heap_limit_bytes();
    }
    std::size_t callbacks_waiting() const override { return env_->callbacks_waiting(); }
    void spend_slack(std::chrono::steady_clock::time_point deadline) override;
    void close() override;
    bool drained() const override { return env_->drained(); }
    void turn() override {
        runtime_.loop().turn(Loop::Wait::No);
        if (services_.watch_loop != nullptr) services_.watch_loop->turn(Loop::Wait::No);
    }

    /// It waits for its turn if it has something to do, else sleeps until it has.
    void queue();
    Loop& loop() { return runtime_.loop(); }
    Env& env() { return *env_; }
    Engine& engine() { return runtime_.engine(); }
    /// Ends it with a fault that is not its script's; nothing is closed yet.
    void end(const Fault& fault);

  private:
    /// Where it runs: with others or alone.
    struct Place {
        std::shared_ptr<SharedRuntime> shared;  // Owned with the other members.
        std::unique_ptr<Runtime> own;
    };
    static Result<Place> find_place(HostServices& services, const Manifest& manifest);
    Instance(HostServices& services, const Manifest& manifest, Place place);

    // EnvDelegate
    void on_fault(Env& env, const Fault& fault) override;
    bool goes_on_after_error(Env& env) const override;
    void on_error(Env& env, const Fault& fault) override;
    void on_exit(Env& env, int code) override;
    int write(Env& env, int descriptor, std::string_view bytes) override;
    // LoopUser
    void on_loop_ready() override;
    // PluginLife
    void on_loaded(Env& env) override;
    void on_activated(Env& env) override;
    void on_deactivated(Env& env, v8::Local<v8::Value> state) override;
    void on_ran(Env& env) override;
    void on_ready(Env& env) override;
    double game_time() const override { return services_.game_time; }
    double time_scale() const override { return services_.time_scale; }
    void on_evaluated(Env& env, int id, std::string_view kind, std::string_view text) override;

    EnvOptions env_options(const Manifest& manifest);
    bool has_work();
    void run_tasks_of_v8();
    v8::MaybeLocal<v8::Value> call_entry(Entry which, int argc, v8::Local<v8::Value>* argv);
    void log_line(LogLevel level, std::string text);
    void end_evaluations();

    HostServices& services_;
    const std::string name_;
    const std::filesystem::path data_folder_;
    const PluginPolicy policy_;
    std::shared_ptr<SharedRuntime> shared_;  // Shared with the other members; null: its own.
    std::unique_ptr<Runtime> own_;
    Runtime& runtime_;
    std::unique_ptr<Env> env_;
    Allowance allowance_;
    RunTurn turn_;
    RunTurn job_turn_;
    bool tasks_may_wait_ = false;  // Tasks of V8.
    bool in_turn_ = false;         // queue() follows by itself.
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
