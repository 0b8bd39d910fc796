// SPDX-License-Identifier: MIT
// The embedder's facade: create a Host, bind classes, call frame() once a frame. No V8 type appears
// here; what binds C++ to JavaScript is bindings/bindings.h.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

namespace js {
class Module;
}

using Clock = std::chrono::steady_clock;

enum class LogLevel { Debug, Info, Warning, Error };

/// One line that a plugin or the host logged.
struct LogLine {
    std::uint64_t id = 0;  ///< Counts up from 1; never reused within a host.
    LogLevel level = LogLevel::Info;
    std::string plugin;  ///< Name of the plugin; empty when the host itself speaks.
    std::string text;    ///< UTF-8, without the trailing newline; may hold newlines.
    std::chrono::system_clock::time_point time;
};

enum class PluginState {
    Loading,   ///< Its modules are loaded, or its asynchronous activate() has not settled yet.
    Active,    ///< It runs.
    Failed,    ///< It was stopped by an error; PluginInfo::error says which.
    Unloaded,  ///< Known, and not running.
};

/// Where a plugin runs. The same code and the same modules in each; docs/decisions/placements.md
/// says what each one costs and keeps apart.
enum class Placement {
    Main,    ///< On the game's thread, in a runtime (V8 isolate and event loop) of its own.
    Shared,  ///< On the game's thread, in one runtime with the other shared ones: they trust each
             ///< other, and each still has globals, modules, permissions and accounts of its own.
    Worker,  ///< On a thread of its own, in a runtime of its own.
};

/// Whose turn comes more often when there is more to do than a frame has time for. Each step is
/// four times the time of the one below.
enum class Priority { Low, Normal, High };
/// What becomes of a plugin after a fault: an error that it did not catch, a hang, a full heap.
enum class FaultPolicy {
    Disable,  ///< It is stopped until one of its files is saved, or the game loads it.
    Keep,     ///< An error is told and it goes on; a hang or a full heap stops it all the same.
    Restart,  ///< It is stopped and started again, as RestartLimits says.
};

/// How often FaultPolicy::Restart starts a plugin again before it gives up.
struct RestartLimits {
    std::uint32_t at_most = 3;  ///< Restarts within `within`; one fault more, and it stays stopped.
    std::chrono::milliseconds within{60'000};
    /// From the fault to the first restart; each further one within `within` waits twice as long.
    std::chrono::milliseconds first_delay{500};
};

/// What a plugin used since it was first loaded, all its versions together. Times are real time
/// of the thread that it runs on: the game's, in placement `main`.
struct PluginUsage {
    /// In its turns and `frame` listeners: JavaScript, I/O and V8's own tasks. What frames paid.
    std::chrono::nanoseconds frame_time{0};
    /// In its JavaScript, wherever it was called from, collections within it included. What it
    /// called in other plugins by way of the game is theirs.
    std::chrono::nanoseconds js_time{0};
    /// The part of js_time in which its last version started: modules and activate().
    std::chrono::nanoseconds start_time{0};
    /// The longest single callback of the version that runs, or ran last, since it had started.
    std::chrono::nanoseconds longest_callback{0};
    /// Garbage collections: those within js_time, those in its turns, and those in slack.
    std::chrono::nanoseconds gc_time{0};
    std::chrono::nanoseconds longest_gc{0};
    std::uint64_t collections = 0;
    /// Calls that blocked the thread because the plugin asked for it (`readFileSync`, ...), and how
    /// long they took; a part of js_time.
    std::uint64_t sync_calls = 0;
    std::chrono::nanoseconds sync_time{0};
    std::uint64_t callbacks = 0;  ///< JavaScript callbacks that ran.
};

/// What a plugin used of one frame: from the end of the frame before to its end, so that calls of
/// the game into the plugin count as well.
struct PluginFrame {
    std::chrono::nanoseconds frame_time{0};  ///< As in PluginUsage.
    std::chrono::nanoseconds js_time{0};
    std::chrono::nanoseconds longest_callback{0};
    std::chrono::nanoseconds gc_time{0};
    std::uint32_t sync_calls = 0;
    std::uint32_t callbacks = 0;
};

/// What the host knows of one plugin at the moment of the call.
struct PluginInfo {
    std::string name;
    std::string version;
    std::filesystem::path path;  ///< The plugin's folder, or its file.
    PluginState state = PluginState::Unloaded;
    Placement placement = Placement::Main;
    std::string error;           ///< The error that stopped it or its last reload; else empty.
    std::string reason;          ///< Its first useful line.
    std::uint32_t reloads = 0;   ///< Successful reloads since it was first loaded.
    std::uint32_t restarts = 0;  ///< Restarts after a fault since it was first loaded.
    std::optional<FaultPolicy> on_fault;  ///< What its manifest asks for ("plinth": {"onFault"}).
    bool hardened = false;  ///< Its built-ins are capped: the manifest or the host asked for it.
    /// Used V8 heap of its runtime; in Placement::Shared its part of it, as of a while ago.
    std::size_t heap_bytes = 0;
    std::size_t external_bytes = 0;  ///< Memory of its Buffers and ArrayBuffers.
    std::size_t handles = 0;         ///< What it has open: the sum of handles_by_kind.
    /// Handles, requests, watchers and timers, under the names that Node has for them.
    std::map<std::string, std::size_t> handles_by_kind;
    std::size_t callbacks_waiting = 0;  ///< Callbacks that only wait for their turn.
    PluginUsage usage;
};

/// Something that happened to a plugin. Events are delivered inside frame(), load(), unload(),
/// reload(), on the thread that called it.
struct PluginEvent {
    enum class Kind {
        Loaded,
        Reloaded,
        ReloadFailed,  ///< The new version did not start; the old one goes on.
        Failed,        ///< An uncaught error stopped the plugin.
        Unloaded,
        Error,      ///< FaultPolicy::Keep: an uncaught error, and the plugin goes on.
        Restarted,  ///< FaultPolicy::Restart: it runs again.
        GaveUp,     ///< FaultPolicy::Restart: too many faults; it stays stopped.
    };
    Kind kind = Kind::Loaded;
    std::string plugin;
    std::string message;  ///< For failures: the error and its stack, as it would be printed.
    std::string reason;   ///< For failures: the first useful line of it.
    std::string file;     ///< For failures: where it was thrown, when known.
    int line = 0;         ///< 1-based; 0 when not known.
    int column = 0;       ///< 1-based; 0 when not known.
};

/// What was known of a plugin when a fault stopped it. The host keeps the last one of each plugin.
struct BlackBox {
    enum class Kind { Error, Hang, HeapLimit, Exit, Other };
    Kind kind = Kind::Error;
    std::string plugin;
    std::string version;
    std::chrono::system_clock::time_point time;
    std::string reason;                   ///< One line.
    std::string text;                     ///< The error with its stack, or where a hang was.
    std::string file;                     ///< Where it happened, when known.
    int line = 0;                         ///< 1-based; 0 when not known.
    int column = 0;                       ///< 1-based; 0 when not known.
    std::chrono::milliseconds uptime{0};  ///< Since this version was started.
    std::size_t heap_bytes = 0;           ///< Used V8 heap.
    std::size_t heap_limit_bytes = 0;
    std::size_t external_bytes = 0;  ///< Memory of Buffers and ArrayBuffers.
    std::uint64_t callbacks = 0;     ///< JavaScript callbacks that ran.
    PluginUsage usage;               ///< Over all its versions.
    std::uint32_t reloads = 0;
    std::uint32_t restarts = 0;
    std::map<std::string, std::size_t> handles;  ///< What it left open, by kind.
    std::vector<LogLine> log;                    ///< Its last lines, oldest first; at most 200.
};

/// What evaluate() found.
struct Evaluation {
    enum class Kind {
        Value,       ///< `text` is the result, printed as util.inspect would.
        Error,       ///< `text` is the error, with its stack.
        Incomplete,  ///< The code ends in the middle of a statement: ask for another line.
    };
    Kind kind = Kind::Value;
    std::string text;
};

/// How many frames recent_frames() goes back.
inline constexpr std::size_t kRecentFrames = 240;

/// What one frame() did.
struct FrameStats {
    std::chrono::nanoseconds spent{0};
    std::chrono::nanoseconds budget{0};  ///< What it was given: none when it was late.
    std::uint32_t callbacks = 0;         ///< How many JavaScript callbacks ran.
    bool work_left = false;              ///< True when the deadline came before the work's end.
};

/// The host's answer to one wish of a plugin's manifest: "net.connect" and "example.org:443".
using GrantPermission = std::function<bool(std::string_view plugin, std::string_view permission,
                                           std::string_view resource)>;

struct HostOptions {
    /// Folder whose sub-folders (and single .js files) are plugins. It may not exist yet.
    std::filesystem::path plugins_dir = "plugins";
    /// Each plugin may write in data_dir/<its name>. Empty: `plugin-data` beside plugins_dir.
    std::filesystem::path data_dir;
    /// Where compiled code of plugins is kept from one run to the next; nobody but the host's user
    /// may be able to write there, plugins least of all. Empty: `.cache` in data_dir.
    std::filesystem::path cache_dir;
    /// Folders with packages that each plugin may load, as from its own node_modules, which come
    /// first: `require('lib')` and `import 'lib'` find module_roots[0]/lib. Plugins may read all
    /// that lies below; no plugin may be able to write there.
    std::vector<std::filesystem::path> module_roots;
    /// False: nothing is kept between runs.
    bool keep_compiled_code = true;
    /// Reload a plugin when one of its files changes.
    bool watch = true;
    /// Called for each line logged, on the game's thread. Empty: lines go to stdout and stderr.
    std::function<void(const LogLine&)> on_log;
    /// Called for each plugin event.
    std::function<void(const PluginEvent&)> on_event;
    /// V8 heap limit of each runtime: of each plugin, or of all in Placement::Shared together. At
    /// least 8 MiB, whatever is asked for.
    std::size_t heap_limit_bytes = std::size_t{256} << 20;
    /// What the Buffers and ArrayBuffers of each runtime may hold; beyond it, making one throws a
    /// RangeError in the plugin.
    std::size_t external_limit_bytes = std::size_t{256} << 20;
    /// What each plugin may keep in `require('plinth').storage`; its manifest may ask for less.
    std::size_t storage_limit_bytes = std::size_t{64} << 20;
    /// Threads for files and other work that blocks, of all hosts of the OS process together: the
    /// last one that says a number decides. 0: UV_THREADPOOL_SIZE, or 4, or as many as there are
    /// processors when they are 2 or 3. Plugins take turns.
    std::size_t pool_threads = 0;
    /// Makes the runtime of the plugin that comes next ahead, on a thread that comes behind the
    /// game's: loading and reloading in placement `main` then hold the game up for about half as
    /// long. It takes the memory of one small plugin, from the first load on.
    bool keep_spare_runtime = true;
    /// Size of V8's young generation in each runtime, whose collections are the frequent ones: a
    /// smaller one is collected more often, in shorter pauses. Zero: as large as V8 makes it for
    /// that heap limit.
    std::size_t young_generation_bytes = 0;
    /// The most that a manifest may ask for instead ("plinth": {"limits": {"youngGenerationMb":
    /// 6}}).
    std::size_t most_young_generation_bytes = std::size_t{48} << 20;
    /// A plugin whose callback runs longer is ended, and reported as failed. Zero: never.
    std::chrono::milliseconds hang_limit{1000};
    /// The same in placement `worker`, where no frame waits for it. Unset: hang_limit.
    std::optional<std::chrono::milliseconds> worker_hang_limit;
    /// The most that one plugin may use of each frame; its manifest may ask for less. Zero: as much
    /// as the others leave.
    std::chrono::microseconds plugin_budget{0};
    /// The highest priority that a manifest may ask for.
    Priority highest_priority = Priority::High;
    /// For apps that sleep between events. Called from a thread of the host when a plugin has
    /// something to do while no frame() runs: I/O is ready, a timer is due, work was left over. At
    /// most once from one frame() to the next. It may not call the host: have it wake the app's
    /// event loop, which calls frame().
    std::function<void()> on_wake;
    /// Asked for each plugin when it becomes active; PluginInfo::on_fault is its own wish. Empty:
    /// FaultPolicy::Disable for all. Must not throw.
    std::function<FaultPolicy(const PluginInfo&)> fault_policy;
    RestartLimits restart;
    /// Asked when a plugin is loaded, once for each entry of its "permissions" (docs/plugins.md).
    /// Empty: none of them is granted. Must not throw.
    GrantPermission grant;
    /// Asked for each plugin before it is started: true for one that is not trusted. What V8 can't
    /// interrupt gets caps then, at a price; see docs/decisions/limits.md. Empty: those whose
    /// manifest asks for it ("plinth": {"hardened": true}). Must not throw.
    std::function<bool(const PluginInfo&)> hardened;
    /// Asked for each plugin before it is started; PluginInfo::placement is what its manifest asks
    /// for ("plinth": {"placement": "shared"}). Empty: that. Must not throw.
    std::function<Placement(const PluginInfo&)> placement;
};

/// As manifests have it: "main", "shared", "worker".
constexpr std::string_view to_string(Placement placement) {
    constexpr std::string_view kNames[] = {"main", "shared", "worker"};
    return kNames[static_cast<std::size_t>(placement)];
}

/// A set of plugins that run inside a game or an app.
///
/// Threads: create, call and destroy it on one thread, the game's.
/// Errors: nothing here throws on a plugin's account; a plugin's fault is reported as an event and
/// in PluginInfo, and the host goes on.
class Host {
  public:
    explicit Host(HostOptions options);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// Makes `require(name)` work in each plugin that is loaded from now on. `declare` is called
    /// once for each time a plugin is loaded, to fill the module.
    void bind(std::string name, std::function<void(js::Module&)> declare);
    /// The same for one version of the module (semantic: "1.4.0"). Several versions of a name may
    /// be bound side by side; a plugin gets the highest that its manifest allows
    /// ("plinth": {"modules": {"game": "^1.2"}}), and is not loaded where none is.
    void bind(std::string name, std::string_view version, std::function<void(js::Module&)> declare);

    /// Writes what the bound modules offer (of each name its highest version) into a folder, which
    /// is made if it is not there: api.json, the manifest; and for each module NAME.d.ts, what
    /// TypeScript and editors need, and NAME.md, its reference. Each module is declared once for
    /// it, in a world of its own. False: it did not work, and the log says why.
    bool write_types(const std::filesystem::path& folder);

    /// Loads all plugins of plugins_dir, in the order of their names. One that fails is reported.
    void load_all();

    /// Runs the plugins: `frame` callbacks, then a slice of each event loop. Returns by the
    /// deadline plus the longest single callback; what did not fit goes on in the next frame. A
    /// deadline in the past still calls `frame` listeners and moves one loop on; one further than a
    /// second away counts as a second. Calls from inside a callback of a plugin, or from another
    /// thread, do nothing and are logged as an error.
    FrameStats frame(Clock::time_point deadline);
    /// The same, with a budget from now.
    FrameStats frame(std::chrono::microseconds budget) {
        // Clamped: the sum may not overflow.
        constexpr std::chrono::microseconds kMost = std::chrono::hours(1);
        return frame(Clock::now() + std::clamp(budget, -kMost, kMost));
    }

    /// Loads one plugin by its name in plugins_dir (its folder's or file's), or by an absolute
    /// path. False: see its PluginInfo.
    bool load(std::string_view name);
    /// Stops a plugin: deactivate(), then everything that it holds is closed.
    bool unload(std::string_view name);
    /// Starts the new version beside the old one and swaps them; if the new one fails, the old one
    /// goes on. Whether it worked comes as an event, in this call or, when activate() is
    /// asynchronous, in a later frame.
    bool reload(std::string_view name);

    /// How fast game time passes: 1 as real time, 0 not at all (the game is paused). It is the time
    /// of `frame` listeners and of game timers; timers as Node has them keep to real time. From the
    /// next frame on. Anything but a finite number from 0 up is logged as an error and ignored.
    void set_time_scale(double scale);
    double time_scale() const;

    /// When frame() next has something to do by itself: now, or when a timer is due; time_point's
    /// max() when only I/O can bring something. `frame` listeners and game timers do not count:
    /// they are for hosts that draw frames.
    Clock::time_point next_due() const;
    /// A descriptor that is readable (poll, epoll) while I/O of a plugin is ready for frame(). It
    /// is the host's: do not read from it, nor close it. Linux; elsewhere -1, and on_wake serves.
    int wake_descriptor() const;

    std::vector<PluginInfo> plugins() const;

    /// The last frames, the newest last; at most kRecentFrames.
    std::vector<FrameStats> recent_frames() const;
    /// What the plugin used of each of them, in the same order. Empty: there is no such plugin.
    std::vector<PluginFrame> recent_frames(std::string_view plugin) const;

    /// What was known of the plugin when a fault last stopped it; nothing if none did. The last
    /// five are in `data_dir`/black-box/<its name>, as JSON.
    std::optional<BlackBox> black_box(std::string_view plugin) const;

    /// Lines with an id greater than `after`, oldest first; the host keeps the last few thousand.
    std::vector<LogLine> log_since(std::uint64_t after) const;
    /// Logs a line in the host's own name.
    void log(LogLevel level, std::string text);

    /// Evaluates JavaScript in a plugin, the way a console does: `let` and `const` last from one
    /// call to the next, `await` works at the top level. `done` is called exactly once, now or in a
    /// later frame (or when the plugin is unloaded).
    void evaluate(std::string_view plugin, std::string_view code,
                  std::function<void(Evaluation)> done);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace plinth
