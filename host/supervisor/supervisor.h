// SPDX-License-Identifier: MIT
// Supervisor: discovers, loads, reloads and unloads plugins, and shares each frame among them.

#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "host/supervisor/frame_margin.h"
#include "host/supervisor/plugin.h"
#include "host/supervisor/waker.h"
#include "host/supervisor/watchdog.h"

namespace plinth {

/// Owner: a Host. Thread: the one that made it. Calls JS: nearly always.
class Supervisor {
  public:
    /// `snapshot` must outlive it.
    Supervisor(HostOptions options, const StartupSnapshot& snapshot);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    void bind(const std::string& name, std::string_view version,
              std::function<void(js::Module&)> declare);
    /// To each plugin that is loaded from now on, whatever the resource.
    void grant(Permission permission) { services_.granted.push_back(permission); }
    /// How loops are driven. Plainly: each one turned once a frame, to its end, whatever it takes.
    /// It is there to be compared with.
    enum class Pumping { Turns, Plain };
    void set_pumping(Pumping pumping) { pumping_ = pumping; }
    const HostModules& modules() const { return services_.modules; }
    void load_all();
    FrameStats frame(Clock::time_point deadline);
    bool load(std::string_view name);
    bool unload(std::string_view name);
    bool reload(std::string_view name);
    std::vector<PluginInfo> plugins();
    void set_time_scale(double scale);
    double time_scale() const { return services_.time_scale; }
    Clock::time_point next_due() const;
    int wake_descriptor() const { return services_.loops.set.descriptor(); }
    std::vector<FrameStats> recent_frames() const { return frames_.until(frame_number_); }
    std::vector<PluginFrame> recent_frames(std::string_view name);
    std::optional<BlackBox> black_box(std::string_view name);
    LogBook& log() { return log_; }
    void evaluate(std::string_view name, std::string_view code,
                  std::function<void(Evaluation)> done);

  private:
    Plugin* find(std::string_view name);
    Plugin* find(const std::filesystem::path& path);
    const Plugin* holder_of_name(std::string_view name);
    Plugin& add(const std::filesystem::path& path);
    bool may_enter(const char* what);
    void on_event(const PluginEvent& event);
    void emit_frames(Clock::time_point now);
    bool run_loops(Clock::time_point deadline);
    void run_loops_plainly();
    void find_work();
    bool run_one_turn(Turns& turns, Clock::time_point deadline, bool is_first);
    void watch_files(Clock::time_point now);
    void look_after(Clock::time_point now);
    void collect_garbage(Clock::time_point deadline);
    void close_retired();
    void close_drained();
    void after_verb();

    HostOptions options_;
    LogBook log_;
    Watchdog watchdog_;
    std::optional<SpareEngines> spares_;  // Outlives the plugins.
    HostServices services_;
    std::unique_ptr<Loop> loop_;  // Of the watchers of plugins' folders.
    Loop plugins_watch_in_;       // Of the watchers that plugins made.
    std::optional<PolledLoop> polled_watches_;
    std::vector<std::unique_ptr<Plugin>> plugins_;
    std::vector<std::unique_ptr<PluginRun>> closing_;
    const std::thread::id thread_ = std::this_thread::get_id();
    std::unique_ptr<Waker> waker_;  // Null when nobody asked for it.
    Clock::time_point last_frame_at_;
    Clock::time_point files_touched_at_;
    bool files_touched_ = false;  // Some plugin's watch may have to say something.
    bool files_readable_ = false;
    bool listening_ = false;  // Some plugin wants frames or has a game timer.
    bool unsettled_ = false;  // Some plugin is between two states.
    int frames_without_jobs_ = 0;
    Pumping pumping_ = Pumping::Turns;
    std::uint64_t frame_number_ = 0;
    FrameMargin margin_;
    FrameRing<FrameStats> frames_;
    std::size_t collected_ = 0;  // Whose garbage was collected last.
    bool entered_ = false;
    std::atomic<const char*> called_elsewhere_{nullptr};  // A verb, for the log.
};

}  // namespace plinth
