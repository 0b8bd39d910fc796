// SPDX-License-Identifier: MIT
// The frame, and the verbs of sdk/embed.

#include "host/supervisor/supervisor.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "host/engine/platform.h"
#include "host/io/files.h"
#include "host/loop/fair_pool.h"
#include "host/supervisor/worker_run.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;

// Jobs run when nothing else has work; in a game that always has some, once in so many frames.
constexpr int kMostFramesWithoutJobs = 10;

// Longer than a watch waits after the last write.
constexpr std::chrono::milliseconds kFilesAtRest{50};

// A plugin whose budget for this frame is used up goes on in the next, at a game's usual rate.
constexpr std::chrono::milliseconds kNextFrame{16};

// How soon the next frame should come while a plugin is being loaded, reloaded or closed.
constexpr std::chrono::milliseconds kNextStep{10};

// A plugin that floods its loop would keep a frame with no deadline for ever.
constexpr std::chrono::seconds kLongestFrame{1};

// A runtime alone needs two.
constexpr std::size_t kLeastHeap = std::size_t{8} << 20;

// A collection that would be cut short at once is not worth its start.
constexpr std::chrono::microseconds kLeastSlack{300};

fs::path default_data_dir(const HostOptions& options) {
    if (!options.data_dir.empty()) return options.data_dir;
    return fs::absolute(options.plugins_dir).parent_path() / "plugin-data";
}

std::string executable_path() {
    char path[4096];
    std::size_t size = sizeof(path);
    return uv_exepath(path, &size) == 0 ? std::string(path, size) : "";
}

// The entered_ flag for the time of a call.
class Entered {
  public:
    explicit Entered(bool& flag) : flag_(flag) { flag_ = true; }
    ~Entered() { flag_ = false; }
    Entered(const Entered&) = delete;
    Entered& operator=(const Entered&) = delete;

  private:
    bool& flag_;
};

}  // namespace

Supervisor::Supervisor(HostOptions options, const StartupSnapshot& snapshot)
    : options_(std::move(options)),
      log_(options_.on_log),
      loop_(std::make_unique<Loop>()),
      last_frame_at_(Clock::now()) {
    Platform::set_flags(kFlagsOfHosts);
    options_.plugins_dir = fs::absolute(options_.plugins_dir).lexically_normal();
    services_.engine.snapshot = snapshot;
    services_.engine.heap_limit_bytes = std::max(options_.heap_limit_bytes, kLeastHeap);
    services_.engine.external_limit_bytes = options_.external_limit_bytes;
    services_.engine.young_generation_bytes = options_.young_generation_bytes;
    if (options_.keep_spare_runtime) services_.spares = &spares_.emplace(services_.engine);
    services_.most_young_generation_bytes = options_.most_young_generation_bytes;
    services_.exec_path = executable_path();
    services_.data_dir = fs::absolute(default_data_dir(options_)).lexically_normal();
    if (options_.keep_compiled_code) {
        const fs::path& chosen = options_.cache_dir;
        services_.cache_folder = chosen.empty() ? services_.data_dir / ".cache"
                                                : fs::absolute(chosen).lexically_normal();
    }
    services_.storage_limit_bytes = options_.storage_limit_bytes;
    if (options_.pool_threads != 0) set_pool_threads(options_.pool_threads);
    let_game_go_before_pool();
    for (const fs::path& root : options_.module_roots) {
        services_.module_roots.push_back(fs::absolute(root).lexically_normal().string());
    }
    services_.log = &log_;
    services_.holder_of_name = [this](std::string_view name) { return holder_of_name(name); };
    services_.watchdog = &watchdog_;
    services_.hang_limit = options_.hang_limit;
    services_.worker_hang_limit = options_.worker_hang_limit.value_or(options_.hang_limit);
    services_.fault_policy = options_.fault_policy;
    services_.grant = options_.grant;
    services_.hardened = options_.hardened;
    services_.placement = options_.placement;
    services_.restart = options_.restart;
    services_.plugin_budget = options_.plugin_budget;
    services_.highest_priority = options_.highest_priority;
    services_.loops.set.add(*loop_, nullptr);
    services_.watch_loop = &plugins_watch_in_;
    polled_watches_.emplace(services_.loops, plugins_watch_in_);
    if (!options_.on_wake) return;
    waker_ = std::make_unique<Waker>(services_.loops.set.descriptor(), options_.on_wake);
    services_.on_work = [this] {
        if (!entered_) waker_->hurry();
    };
}

Supervisor::~Supervisor() {
    entered_ = true;  // What deactivate() and pending evaluations call back must find no way in.
    for (auto& plugin : plugins_) {
        if (PluginRun* current = plugin->current();
            current != nullptr && current->phase() == PluginRun::Phase::Active) {
            current->deactivate();
        }
    }
    waker_.reset();
    // Moved out first: a callback may still ask for the list of plugins.
    std::exchange(plugins_, {}).clear();
    std::exchange(closing_, {}).clear();
    polled_watches_.reset();
    services_.loops.set.remove(*loop_);
}

void Supervisor::bind(const std::string& name, std::string_view version,
                      std::function<void(js::Module&)> declare) {
    const auto parsed = parse_version(version);
    if (!parsed) {
        return services_.log->add(LogLevel::Error, "",
                                  "the host's module \"" + name + "\" was not bound: \"" +
                                      std::string(version) + "\" is no semantic version");
    }
    services_.modules.add(name, *parsed, std::move(declare));
}

void Supervisor::load_all() {
    if (!may_enter("load_all()")) return;
    const Entered entered(entered_);
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(options_.plugins_dir, error)) {
        if (looks_like_plugin(entry.path())) paths.push_back(entry.path());
    }
    if (error) {
        log_.add(LogLevel::Warning, "",
                 "no plugins: " + options_.plugins_dir.string() + ": " + error.message());
    }
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        Plugin* known = find(path);
        (known != nullptr ? *known : add(path)).load();
    }
    after_verb();
}

FrameStats Supervisor::frame(Clock::time_point deadline) {
    FrameStats stats;
    if (!may_enter("frame()")) return stats;
    if (waker_ != nullptr) waker_->disarm();
    {
        const Entered entered(entered_);
        const Clock::time_point start = Clock::now();
        // Any time may be asked for; differences to these cannot overflow.
        deadline = std::clamp<Clock::time_point>(deadline, start, start + kLongestFrame);
        const std::uint64_t before = services_.callbacks;
        stats.budget = deadline - start;
        emit_frames(start);
        if (pumping_ == Pumping::Plain) {
            run_loops_plainly();
        } else {
            stats.work_left = run_loops(deadline - margin_.in(stats.budget));
        }
        services_.loops.tell_of_handles();
        watch_files(start);
        const bool moved = services_.stirred || unsettled_;
        if (moved) look_after(start);
        close_drained();
        if (const auto shared = services_.shared.current()) shared->look_after_heap();
        stats.callbacks = static_cast<std::uint32_t>(services_.callbacks - before);
        if (pumping_ == Pumping::Turns && !stats.work_left) collect_garbage(deadline);
        stats.spent = Clock::now() - start;
        margin_.end_frame(stats.budget, stats.spent, stats.work_left);
        if (spares_) spares_->replace();
        frames_.put(++frame_number_, stats);
        for (std::size_t i = 0; moved && i < plugins_.size(); ++i)
            plugins_[i]->end_frame(frame_number_);
    }
    if (waker_ != nullptr) waker_->arm(next_due());
    return stats;
}

// In the order of loading. What a listener uses counts against its plugin's turns.
void Supervisor::emit_frames(Clock::time_point now) {
    const auto passed =
        static_cast<std::uint64_t>(std::max<std::int64_t>(1, (now - last_frame_at_) / kNextFrame));
    services_.turns.begin_frame(passed);
    services_.jobs.begin_frame(passed);
    const double dt =
        std::chrono::duration<double>(now - last_frame_at_).count() * services_.time_scale;
    services_.game_time += dt;
    if (services_.workers != nullptr) {
        services_.workers->clock.time.store(services_.game_time, std::memory_order_relaxed);
        services_.workers->clock.scale.store(services_.time_scale, std::memory_order_relaxed);
    }
    last_frame_at_ = now;
    if (!listening_ && !services_.stirred) return;
    for (std::size_t i = 0; i < plugins_.size(); ++i) {
        PluginRun* instance = plugins_[i]->current();
        if (instance == nullptr || instance->phase() != PluginRun::Phase::Active) continue;
        if (!instance->wants_frame()) continue;
        instance->emit_frame(dt, services_.game_time);
        const Clock::time_point end = Clock::now();
        instance->charge(end - now);
        now = end;
    }
}

// Plugins take turns until none has work; what time is left is for jobs. True: work is left.
bool Supervisor::run_loops(Clock::time_point deadline) {
    find_work();
    frames_without_jobs_ = services_.jobs.empty() ? 0 : frames_without_jobs_ + 1;
    bool job_is_late = frames_without_jobs_ > kMostFramesWithoutJobs;
    // A frame that is late from the start still moves one plugin on.
    for (bool ran = false; !ran || Clock::now() < deadline; ran = true) {
        const bool is_first = !ran;
        if (!std::exchange(job_is_late, false) &&
            run_one_turn(services_.turns, deadline, is_first)) {
            continue;
        }
        if (!run_one_turn(services_.jobs, deadline, is_first)) break;
        frames_without_jobs_ = 0;
    }
    return !services_.turns.empty() || !services_.jobs.empty();
}

// What a program does that embeds an event loop without a budget: uv_run() once each frame.
void Supervisor::run_loops_plainly() {
    find_work();  // For the watchers, and to keep the turns' memory small.
    while (services_.turns.take() != nullptr) {
    }
    for (auto& plugin : plugins_) {
        PluginRun* instance = plugin->current();
        if (instance == nullptr || !instance->running()) continue;
        const Clock::time_point start = Clock::now();
        instance->pump(Budget::unlimited());
        if (instance->has_jobs()) instance->run_jobs(Budget(start));
        instance->add_turn(Clock::now() - start);
    }
}

// Whose descriptors have events, and whose timers are due: one system call for all.
void Supervisor::find_work() {
    for (void* token : services_.loops.set.ready()) {
        if (token == nullptr) {
            files_readable_ = true;
        } else {
            static_cast<LoopUser*>(token)->on_loop_ready();
        }
    }
    services_.loops.turn_those_due();
    if (services_.workers != nullptr) {
        for (PluginRun* run : std::exchange(services_.workers->waiting, {}))
            run->wait_for_turn();
    }
    services_.turns.wake(static_cast<std::int64_t>(loop_->clock_ms()));
}

// False: nobody may run.
bool Supervisor::run_one_turn(Turns& turns, Clock::time_point deadline, bool is_first) {
    const Clock::time_point start = Clock::now();
    const Turns::Duration room = is_first ? Turns::Duration::max() : deadline - start;
    Turn* turn = turns.take(room);
    if (turn == nullptr) return false;
    PluginRun& instance = static_cast<RunTurn*>(turn)->run;
    if (!instance.running()) return true;
    const Turns::Duration slice = std::clamp(Turns::Duration(deadline - start),
                                             Turns::Duration::zero(), turns.slice(*turn, room));
    const Budget budget(start + slice);
    if (&turns == &services_.jobs) {
        instance.run_jobs(budget);
    } else {
        instance.pump(budget);
    }
    const auto took = Clock::now() - start;
    turns.charge_turn(*turn, slice, took);
    instance.add_turn(took);
    return true;
}

// The watchers' loop is turned when it has events, and when its handles changed.
void Supervisor::watch_files(Clock::time_point now) {
    if (files_readable_ || loop_->due()) {
        files_readable_ = false;
        loop_->turn(Loop::Wait::No);
        files_touched_ = true;
        files_touched_at_ = Clock::now();
    }
    if (!files_touched_) return;
    files_touched_ = now - files_touched_at_ < kFilesAtRest;
    for (std::size_t i = 0; i < plugins_.size(); ++i) {
        if (!plugins_[i]->changed(now)) continue;
        plugins_[i]->reload();
        unsettled_ = true;
        files_readable_ = true;  // There may be new folders to watch.
    }
}

// After JavaScript ran: what became of each plugin. A frame in which nothing happened does not ask.
void Supervisor::look_after(Clock::time_point now) {
    services_.stirred = false;
    unsettled_ = false;
    listening_ = false;
    for (std::size_t i = 0; i < plugins_.size(); ++i) {
        Plugin& plugin = *plugins_[i];
        plugin.advance(now);
        unsettled_ = unsettled_ || !plugin.settled();
        PluginRun* current = plugin.current();
        listening_ = listening_ || (current != nullptr && current->listens_to_frames());
    }
    close_retired();
}

// What is left of the frame: one plugin a frame, the one whose turn it is.
void Supervisor::collect_garbage(Clock::time_point deadline) {
    if (plugins_.empty() || deadline - Clock::now() < kLeastSlack) return;
    PluginRun* instance = plugins_[++collected_ % plugins_.size()]->current();
    if (instance != nullptr && instance->running()) instance->spend_slack(deadline);
}

void Supervisor::close_retired() {
    for (auto& plugin : plugins_) {
        for (auto& instance : plugin->take_retired()) {
            instance->close();
            closing_.push_back(std::move(instance));
        }
    }
    close_drained();
}

void Supervisor::after_verb() {
    if (spares_) spares_->replace();
    unsettled_ = true;
    close_retired();
    for (auto& plugin : plugins_)
        plugin->skip_frame();
    if (waker_ != nullptr) waker_->hurry();
}

void Supervisor::close_drained() {
    std::erase_if(closing_, [](std::unique_ptr<PluginRun>& instance) {
        if (!instance->drained()) instance->turn();
        return instance->drained();
    });
}

void Supervisor::set_time_scale(double scale) {
    if (std::isfinite(scale) && scale >= 0) {
        services_.time_scale = scale;
        return;
    }
    log_.add(LogLevel::Error, "",
             "set_time_scale() takes a finite number from 0 up, not " + std::to_string(scale));
}

Clock::time_point Supervisor::next_due() const {
    const Clock::time_point now = Clock::now();
    const auto can_run = [](const Turns& turns) { return !turns.empty() && !turns.all_held(); };
    if (can_run(services_.turns) || can_run(services_.jobs) || files_readable_) return now;
    Clock::time_point due = Clock::time_point::max();
    if (services_.turns.all_held() || services_.jobs.all_held()) due = now + kNextFrame;
    if (unsettled_ || services_.stirred || !closing_.empty())
        due = std::min<Clock::time_point>(due, now + kNextStep);
    if (files_touched_) due = std::min<Clock::time_point>(due, files_touched_at_ + kFilesAtRest);
    std::int64_t wake_at_ms = services_.turns.next_wake_ms();
    if (const std::int64_t polled_ms = services_.loops.next_due_ms();
        polled_ms >= 0 && (wake_at_ms < 0 || polled_ms < wake_at_ms)) {
        wake_at_ms = polled_ms;
    }
    if (wake_at_ms >= 0) {
        // A millisecond later: the loops' clock may be that much behind.
        const std::chrono::nanoseconds left((wake_at_ms + 1) * 1'000'000 -
                                            static_cast<std::int64_t>(uv_hrtime()));
        due = std::min<Clock::time_point>(due, now + left);
    }
    return due;
}

bool Supervisor::load(std::string_view name) {
    if (!may_enter("load()")) return false;
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr) plugin = find(options_.plugins_dir / name);
    if (plugin == nullptr) {
        const fs::path path = options_.plugins_dir / name;
        if (name.empty() || path_kind(path) == PathKind::Missing) {
            log_.add(LogLevel::Error, "", "there is no plugin " + path.string());
            return false;
        }
        plugin = &add(path);
    }
    const bool loaded = plugin->load();
    after_verb();
    return loaded;
}

bool Supervisor::unload(std::string_view name) {
    if (!may_enter("unload()")) return false;
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr) return false;
    plugin->unload();
    after_verb();
    return true;
}

bool Supervisor::reload(std::string_view name) {
    if (!may_enter("reload()")) return false;
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr) return false;
    const bool reloaded = plugin->reload();
    after_verb();
    return reloaded;
}

std::vector<PluginInfo> Supervisor::plugins() {
    std::vector<PluginInfo> infos;
    for (auto& plugin : plugins_)
        infos.push_back(plugin->info());
    return infos;
}

std::vector<PluginFrame> Supervisor::recent_frames(std::string_view name) {
    const Plugin* plugin = find(name);
    return plugin == nullptr ? std::vector<PluginFrame>() : plugin->frames_until(frame_number_);
}

std::optional<BlackBox> Supervisor::black_box(std::string_view name) {
    const Plugin* plugin = find(name);
    return plugin == nullptr ? std::nullopt : plugin->black_box();
}

void Supervisor::evaluate(std::string_view name, std::string_view code,
                          std::function<void(Evaluation)> done) {
    if (!may_enter("evaluate()")) return done({Evaluation::Kind::Error, "the host is busy"});
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr || plugin->current() == nullptr || !plugin->current()->running()) {
        return done(
            {Evaluation::Kind::Error, "the plugin \"" + std::string(name) + "\" is not running"});
    }
    plugin->current()->evaluate(code, std::move(done));
    if (waker_ != nullptr) waker_->hurry();
}

Plugin* Supervisor::find(std::string_view name) {
    for (auto& plugin : plugins_) {
        if (plugin->name() == name || plugin->path().filename() == name) return plugin.get();
    }
    return nullptr;
}

const Plugin* Supervisor::holder_of_name(std::string_view name) {
    for (auto& plugin : plugins_) {
        if (plugin->current() != nullptr && plugin->name() == name) return plugin.get();
    }
    return nullptr;
}

Plugin* Supervisor::find(const fs::path& path) {
    for (auto& plugin : plugins_) {
        if (plugin->path() == path) return plugin.get();
    }
    return nullptr;
}

Plugin& Supervisor::add(const fs::path& path) {
    plugins_.push_back(std::make_unique<Plugin>(
        services_, path, [this](const PluginEvent& event) { on_event(event); }));
    if (options_.watch) plugins_.back()->watch(*loop_);
    files_readable_ = true;  // The loop tells the kernel of a new watch when it is turned.
    return *plugins_.back();
}

// A callback of a plugin may reach the game, and the game us; the plugin's stack is below then.
bool Supervisor::may_enter(const char* what) {
    if (std::this_thread::get_id() != thread_) {
        called_elsewhere_ = what;  // The log is the game's thread's, too.
        return false;
    }
    if (const char* other = called_elsewhere_.exchange(nullptr)) {
        log_.add(LogLevel::Error, "",
                 std::string(other) + " was called on another thread than the host's");
    }
    if (entered_) {
        log_.add(LogLevel::Error, "",
                 std::string(what) + " was called from inside a callback of a plugin");
        return false;
    }
    watchdog_.stir();
    return true;
}

void Supervisor::on_event(const PluginEvent& event) {
    switch (event.kind) {
        case PluginEvent::Kind::Failed:
            log_.add(LogLevel::Error, event.plugin, "stopped by an error\n" + event.message);
            break;
        case PluginEvent::Kind::ReloadFailed:
            log_.add(LogLevel::Error, event.plugin,
                     "the new version failed, the old one goes on\n" + event.message);
            break;
        case PluginEvent::Kind::Reloaded:
            log_.add(LogLevel::Info, event.plugin, "reloaded");
            break;
        case PluginEvent::Kind::Error:
            log_.add(LogLevel::Error, event.plugin, "an error, and it goes on\n" + event.message);
            break;
        case PluginEvent::Kind::Restarted:
            log_.add(LogLevel::Info, event.plugin, "restarted after a fault");
            break;
        case PluginEvent::Kind::GaveUp:
            log_.add(LogLevel::Error, event.plugin, event.message);
            break;
        case PluginEvent::Kind::Loaded:
        case PluginEvent::Kind::Unloaded:
            break;
    }
    if (options_.on_event) options_.on_event(event);
}

}  // namespace plinth
