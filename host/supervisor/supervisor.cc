// SPDX-License-Identifier: MIT
// The frame, and the verbs of sdk/embed.

#include "host/supervisor/supervisor.h"

#include <algorithm>
#include <utility>

#include "host/io/files.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;

// How long one plugin's loop may run before the next one's turn.
constexpr std::chrono::microseconds kQuantum{250};

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
      watchdog_(options_.hang_limit),
      loop_(std::make_unique<Loop>()),
      last_frame_at_(Clock::now()) {
    options_.plugins_dir = fs::absolute(options_.plugins_dir).lexically_normal();
    services_.engine.snapshot = snapshot;
    services_.engine.heap_limit_bytes = options_.heap_limit_bytes;
    services_.engine.external_limit_bytes = options_.external_limit_bytes;
    services_.exec_path = executable_path();
    services_.data_dir = fs::absolute(default_data_dir(options_)).lexically_normal();
    services_.log = &log_;
    services_.holder_of_name = [this](std::string_view name) { return holder_of_name(name); };
    services_.watchdog = &watchdog_;
    services_.hang_limit = options_.hang_limit;
    services_.fault_policy = options_.fault_policy;
    services_.restart = options_.restart;
}

Supervisor::~Supervisor() {
    entered_ = true;  // What deactivate() and pending evaluations call back must find no way in.
    for (auto& plugin : plugins_) {
        if (Instance* current = plugin->current();
            current != nullptr && current->phase() == Instance::Phase::Active) {
            current->deactivate();
        }
    }
    // Moved out first: a callback may still ask for the list of plugins.
    std::exchange(plugins_, {}).clear();
    std::exchange(closing_, {}).clear();
}

void Supervisor::bind(std::string name, std::function<void(js::Module&)> declare) {
    services_.modules[std::move(name)] = std::move(declare);
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
    close_retired();
}

FrameStats Supervisor::frame(Clock::time_point deadline) {
    FrameStats stats;
    if (!may_enter("frame()")) return stats;
    const Entered entered(entered_);
    const Clock::time_point start = Clock::now();
    const auto count = [this] {
        std::uint64_t total = 0;
        for (auto& plugin : plugins_) {
            if (plugin->current() != nullptr) total += plugin->current()->env().callbacks();
        }
        return total;
    };
    const std::uint64_t before = count();
    emit_frames(start);
    stats.work_left = run_loops(deadline);
    if (loop_->due() || loop_->alive()) loop_->turn(Loop::Wait::No);
    for (std::size_t i = 0; i < plugins_.size(); ++i) {
        plugins_[i]->advance(start);
        if (plugins_[i]->changed(start)) plugins_[i]->reload();
    }
    close_retired();
    const std::uint64_t after = count();
    stats.callbacks = after > before ? static_cast<std::uint32_t>(after - before) : 0;
    if (!stats.work_left) collect_garbage(deadline);
    stats.spent = Clock::now() - start;
    return stats;
}

void Supervisor::emit_frames(Clock::time_point now) {
    const double dt = std::chrono::duration<double>(now - last_frame_at_).count();
    const double time = std::chrono::duration<double>(now - started_at_).count();
    last_frame_at_ = now;
    for (std::size_t i = 0; i < plugins_.size(); ++i) {
        Instance* instance = plugins_[i]->current();
        if (instance == nullptr || instance->phase() != Instance::Phase::Active) continue;
        if (instance->wants_frames()) instance->emit_frame(dt, time);
    }
}

// Plugins take turns of one quantum until none has work or the deadline has come. True: work is
// left.
bool Supervisor::run_loops(Clock::time_point deadline) {
    std::vector<Instance*> work;
    for (void* token : services_.loops.ready())
        work.push_back(static_cast<Instance*>(token));
    const auto want = [&](Instance* instance) {
        if (instance == nullptr || !instance->running() || !instance->has_work()) return;
        if (std::find(work.begin(), work.end(), instance) == work.end()) work.push_back(instance);
    };
    for (auto& plugin : plugins_) {
        want(plugin->current());
        want(plugin->incoming());
    }
    std::erase_if(work, [&](Instance* instance) {
        return std::none_of(plugins_.begin(), plugins_.end(), [&](const auto& plugin) {
            return plugin->current() == instance || plugin->incoming() == instance;
        });
    });
    if (work.empty()) return false;
    std::rotate(work.begin(), work.begin() + static_cast<std::ptrdiff_t>(turn_++ % work.size()),
                work.end());
    bool ran = false;  // A frame that is late from the start still moves one plugin on.
    while (!work.empty()) {
        for (Instance* instance : work) {
            const Clock::time_point now = Clock::now();
            if (ran && now >= deadline) return true;
            ran = true;
            instance->pump(Budget(std::min(deadline, now + kQuantum)));
        }
        std::erase_if(
            work, [](Instance* instance) { return !instance->running() || !instance->has_work(); });
    }
    return false;
}

// What is left of the frame: one plugin a frame, the one whose turn it is.
void Supervisor::collect_garbage(Clock::time_point deadline) {
    if (plugins_.empty() || deadline - Clock::now() < kLeastSlack) return;
    Instance* instance = plugins_[turn_ % plugins_.size()]->current();
    if (instance != nullptr && instance->running()) instance->spend_slack(deadline);
}

void Supervisor::close_retired() {
    for (auto& plugin : plugins_) {
        for (auto& instance : plugin->take_retired()) {
            instance->close();
            closing_.push_back(std::move(instance));
        }
    }
    std::erase_if(closing_, [](std::unique_ptr<Instance>& instance) {
        if (!instance->drained()) instance->turn();
        return instance->drained();
    });
}

bool Supervisor::load(std::string_view name) {
    if (!may_enter("load()")) return false;
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr) {
        const fs::path path = options_.plugins_dir / name;
        if (name.empty() || path_kind(path) == PathKind::Missing) {
            log_.add(LogLevel::Error, "", "there is no plugin " + path.string());
            return false;
        }
        plugin = &add(path);
    }
    const bool loaded = plugin->load();
    close_retired();
    return loaded;
}

bool Supervisor::unload(std::string_view name) {
    if (!may_enter("unload()")) return false;
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr) return false;
    plugin->unload();
    close_retired();
    return true;
}

bool Supervisor::reload(std::string_view name) {
    if (!may_enter("reload()")) return false;
    const Entered entered(entered_);
    Plugin* plugin = find(name);
    if (plugin == nullptr) return false;
    const bool reloaded = plugin->reload();
    close_retired();
    return reloaded;
}

std::vector<PluginInfo> Supervisor::plugins() {
    std::vector<PluginInfo> infos;
    for (auto& plugin : plugins_)
        infos.push_back(plugin->info());
    return infos;
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
