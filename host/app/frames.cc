// SPDX-License-Identifier: MIT
// The loop of a game that has no picture: burn the time of rendering, give the plugins their
// budget, sleep until the next frame is due.

#include "host/app/frames.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include <uv.h>

#include "host/app/frames_report.h"
#include "host/app/startup_snapshot.h"
#include "host/app/thread_time.h"
#include "host/base/result.h"
#include "host/io/files.h"
#include "host/supervisor/manifest.h"
#include "host/supervisor/supervisor.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;
using Nanoseconds = std::chrono::nanoseconds;

// A sleeping thread wakes up late; the rest of the wait is spun.
constexpr std::chrono::microseconds kSpun{200};

Nanoseconds from_ms(double ms) {
    return Nanoseconds(static_cast<std::int64_t>(ms * 1e6));
}

double to_ms(Nanoseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

void spin_until(Clock::time_point end) {
    while (Clock::now() < end) {
    }
}

void sleep_until(Clock::time_point end) {
    if (end - Clock::now() > kSpun) std::this_thread::sleep_until(end - kSpun);
    spin_until(end);
}

Error nothing_there(const std::string& name, const char* what) {
    Error error;
    error.message = name + ": " + what;
    return error;
}

// The plugins that a folder holds, or that it is.
Result<std::vector<fs::path>> find_plugins(const std::string& name) {
    const fs::path path = fs::absolute(name).lexically_normal();
    const fs::path whole = path.has_filename() ? path : path.parent_path();  // No '/' at its end.
    if (path_kind(whole) == PathKind::Missing)
        return nothing_there(name, "there is no such folder");
    if (looks_like_plugin(whole)) return std::vector{whole};
    std::vector<fs::path> found;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(whole, unreadable)) {
        if (looks_like_plugin(entry.path())) found.push_back(entry.path());
    }
    if (found.empty()) return nothing_there(name, "there is no plugin in it, and it is none");
    std::sort(found.begin(), found.end());
    return found;
}

// Gone with the run: plugins may write there.
class DataFolder {
  public:
    DataFolder() {
        std::string name = (fs::temp_directory_path() / "plinth-frames-XXXXXX").string();
        uv_fs_t made{};
        if (uv_fs_mkdtemp(nullptr, &made, name.c_str(), nullptr) == 0) path_ = made.path;
        uv_fs_req_cleanup(&made);
    }
    ~DataFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

class FramesRun {
  public:
    explicit FramesRun(const FramesOptions& options)
        : options_(options), supervisor_(host_options(), startup_snapshot()) {
        report_.options = options;
        supervisor_.grant(Permission::NetConnect);
        supervisor_.grant(Permission::NetListen);
        supervisor_.grant(Permission::Dns);
        if (options.plain) supervisor_.set_pumping(Supervisor::Pumping::Plain);
    }

    FramesReport run(const std::vector<fs::path>& plugins) {
        for (const fs::path& plugin : plugins)
            supervisor_.load(plugin.string());
        const Nanoseconds period = from_ms(1000 / options_.fps);
        const Clock::time_point end = Clock::now() + from_ms(options_.seconds * 1000);
        Clock::time_point due = Clock::now();
        while (due < end) {
            sleep_until(due);
            frame(period);
            // A late frame is late; the ones behind it are not hurried.
            due = std::max(due + period, Clock::now());
        }
        return finish();
    }

  private:
    HostOptions host_options() {
        HostOptions host;
        host.plugins_dir = data_.path();
        host.data_dir = data_.path();
        host.watch = false;
        host.keep_compiled_code = false;
        host.fault_policy = [](const PluginInfo& plugin) {
            return plugin.on_fault.value_or(FaultPolicy::Disable);
        };
        if (options_.placement) {
            host.placement = [chosen = *options_.placement](const PluginInfo&) { return chosen; };
        }
        host.on_event = [this](const PluginEvent& event) { on_event(event); };
        host.on_log = [log = options_.log](const LogLine& line) {
            if (!log) return;
            std::fprintf(stderr, "%s: %s\n", line.plugin.c_str(), line.text.c_str());
        };
        return host;
    }

    void on_event(const PluginEvent& event) {
        using Kind = PluginEvent::Kind;
        if (event.kind == Kind::Loaded || event.kind == Kind::Reloaded ||
            event.kind == Kind::Unloaded || event.kind == Kind::Restarted) {
            return;
        }
        if (event.kind != Kind::GaveUp) ++report_.faults;
        std::string place;
        if (!event.file.empty()) place = " (" + event.file + ":" + std::to_string(event.line) + ")";
        std::string reason = event.reason;
        std::replace(reason.begin(), reason.end(), '\n', ' ');
        std::fprintf(stderr, "plinth frames: %s: %s%s\n", event.plugin.c_str(), reason.c_str(),
                     place.c_str());
    }

    void frame(Nanoseconds period) {
        const Nanoseconds budget = from_ms(options_.budget_ms);
        const Clock::time_point start = Clock::now();
        spin_until(start + from_ms(options_.render_ms));
        const Nanoseconds cpu_before = thread_time();
        const Clock::time_point pump_start = Clock::now();
        supervisor_.frame(pump_start + budget);
        const Clock::time_point pump_end = Clock::now();
        const Nanoseconds cpu = thread_time() - cpu_before;
        ++report_.frames;
        pump_ms_.push_back(to_ms(pump_end - pump_start));
        pump_cpu_ms_.push_back(to_ms(cpu));
        if (pump_end - pump_start > budget) ++report_.over_budget;
        if (pump_end - start > period) ++report_.over_frame;
        if (from_ms(options_.render_ms) + cpu > period) ++report_.over_frame_cpu;
    }

    FramesReport finish() {
        report_.pump_ms = spread_of(std::move(pump_ms_));
        report_.pump_cpu_ms = spread_of(std::move(pump_cpu_ms_));
        report_.plugins = supervisor_.plugins();
        for (PluginInfo& plugin : report_.plugins) {
            // One that was restarted runs, and the fault is what its author wants to know.
            const std::optional<BlackBox> box = supervisor_.black_box(plugin.name);
            if (plugin.reason.empty() && box) plugin.reason = box->reason;
        }
        uv_resident_set_memory(&report_.rss_bytes);
        return std::move(report_);
    }

    const FramesOptions options_;
    FramesReport report_;
    std::vector<double> pump_ms_;
    std::vector<double> pump_cpu_ms_;
    DataFolder data_;
    Supervisor supervisor_;
};

}  // namespace

Spread spread_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        const double rank = std::ceil(share * static_cast<double>(values.size()));
        return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    };
    return {at(0.5), at(0.99), at(0.999), values.back()};
}

int run_frames(const FramesOptions& options) {
    std::vector<fs::path> plugins;
    for (const std::string& folder : options.folders) {
        const Result<std::vector<fs::path>> found = find_plugins(folder);
        if (!found) {
            std::fprintf(stderr, "plinth frames: %s\n", found.error().message.c_str());
            return 2;
        }
        plugins.insert(plugins.end(), found.value().begin(), found.value().end());
    }
    const auto run = std::make_unique<FramesRun>(options);
    const FramesReport report = run->run(plugins);
    std::fputs((options.json ? to_json(report) : to_table(report)).c_str(), stdout);
    return 0;
}

}  // namespace plinth
