// SPDX-License-Identifier: MIT
// Plugin: a folder that was loaded, its state, and the versions of it that run. A reload is a
// transaction: the new version starts beside the old one, which comes back if the new one fails.

#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/supervisor/folder_watch.h"
#include "host/supervisor/instance.h"
#include "host/supervisor/usage_book.h"

namespace plinth {

/// Owner: the supervisor. Thread: the game's. Calls JS: load, reload, unload, advance.
class Plugin {
  public:
    using Clock = std::chrono::steady_clock;
    using OnEvent = std::function<void(const PluginEvent&)>;

    Plugin(HostServices& services, std::filesystem::path path, OnEvent on_event);

    const std::string& name() const { return manifest_.name; }
    const std::filesystem::path& path() const { return path_; }
    PluginInfo info();
    PluginUsage usage() const;
    std::vector<PluginFrame> frames_until(std::uint64_t newest) const {
        return usage_.frames_until(newest);
    }
    /// Writes down what it used since the last frame.
    void end_frame(std::uint64_t frame);
    /// What it used since the last frame was not used in a frame.
    void skip_frame();
    /// What was known when a fault last stopped it.
    const std::optional<BlackBox>& black_box() const { return black_box_; }

    /// False: it failed; info().error says why.
    bool load();
    bool reload();
    void unload();

    /// Once a frame: what activate() and deactivate() left to wait for, faults, probation.
    void advance(Clock::time_point now);

    /// The version that gets frames; null when there is none.
    PluginRun* current() { return current_.get(); }
    /// The version that is being started; null except during an asynchronous reload.
    PluginRun* incoming() { return incoming_.get(); }

    /// True when advance() has nothing to do until JavaScript of the plugin runs or a verb is
    /// called.
    bool settled() const {
        return step_ == Step::Idle && !reload_again_ && !restart_due_ &&
               (current_ == nullptr || current_->running());
    }

    /// Versions that are over, for the supervisor to close.
    std::vector<std::unique_ptr<PluginRun>> take_retired() { return std::exchange(retired_, {}); }

    void watch(Loop& loop) { watch_.emplace(loop, path_); }
    /// True once for each change of its files; what the game unloaded stays so.
    bool changed(Clock::time_point now) { return watch_ && watch_->changed(now) && wanted_; }

  private:
    enum class Step {
        Idle,
        Activating,
        ReloadLoading,
        ReloadDeactivating,
        ReloadActivating,
        Probation,
        Unloading
    };

    std::array<PluginRun*, 3> versions() const {
        return {current_.get(), incoming_.get(), previous_.get()};
    }
    void take_recent();
    void set_error(const Fault& fault);
    Result<Manifest> read() const;
    PluginInfo describe(const Manifest& manifest) const;
    void ask_host(Manifest& manifest) const;
    void step(Clock::time_point now);
    void after_load(Clock::time_point now);
    void after_deactivate(Clock::time_point now);
    void after_activate(Clock::time_point now);
    void accept();
    void roll_back(const Fault& fault);
    void fail(const Fault& fault);
    bool start();
    void settle_policy();
    void record(PluginRun& instance, const Fault& fault);
    void plan_restart(Clock::time_point now);
    void forget_restarts();
    void tell_errors(Clock::time_point now);
    void warn_of_slow_callback(Clock::time_point now);
    void retire(std::unique_ptr<PluginRun>& instance);
    void finish_unload();
    bool fail_to_start(const Error& error, PluginEvent::Kind kind);
    void tell(PluginEvent::Kind kind, const Fault& fault = {});

    HostServices& services_;
    const std::filesystem::path path_;
    const OnEvent on_event_;
    Manifest manifest_;
    Manifest incoming_manifest_;
    std::unique_ptr<PluginRun> current_;
    std::unique_ptr<PluginRun> incoming_;
    std::unique_ptr<PluginRun> previous_;  // Frozen, until the new version has proved itself.
    std::vector<std::unique_ptr<PluginRun>> retired_;
    std::optional<Serialized> state_;  // Handed over in the reload under way.
    std::optional<FolderWatch> watch_;
    Step step_ = Step::Idle;
    Clock::time_point step_ends_at_;
    int probation_frames_ = 0;
    bool reload_again_ = false;
    bool wanted_ = true;  // The game did not unload it.
    bool loaded_once_ = false;
    PluginState state_of_plugin_ = PluginState::Unloaded;
    std::string error_;
    std::string reason_;  // The error's first useful line.
    std::uint32_t reloads_ = 0;
    UsageBook usage_;

    FaultPolicy policy_ = FaultPolicy::Disable;
    std::optional<BlackBox> black_box_;
    std::deque<Clock::time_point> restarts_at_;  // Those within RestartLimits::within.
    std::optional<Clock::time_point> restart_due_;
    bool restarting_ = false;  // What is being started is a restart.
    std::uint32_t restarts_ = 0;
    struct Told {
        Clock::time_point at;
        std::uint64_t untold = 0;  // How often it came again since.
    };
    std::map<std::string, Told> errors_told_;  // By their text.
    Clock::time_point slow_told_at_;
};

}  // namespace plinth
