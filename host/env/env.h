// SPDX-License-Identifier: MIT
// Env: one plugin's world. Its context, its gate into JavaScript, its ledger and its event loop's
// JavaScript half. What a plugin may do is Policy's; what happens when it stops is the delegate's.

#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <v8.h>

#include "bindings/realm.h"
#include "host/base/result.h"
#include "host/engine/script_watch.h"
#include "host/env/account.h"
#include "host/env/backlog.h"
#include "host/env/fault.h"
#include "host/env/gate.h"
#include "host/env/policy.h"
#include "host/env/runtime.h"
#include "host/env/source_place.h"
#include "host/env/tracked.h"
#include "host/loop/frame_pump.h"

namespace plinth {

namespace js {
class Module;
}

class Env;

/// Something whose native half is over and whose JavaScript half waits for its turn.
class ReadyTask : public ListNode<ReadyTask> {
  public:
    virtual ~ReadyTask() = default;
    /// Runs inside an open gate. The task owns itself: it deletes itself here or later.
    virtual void run(Env& env) = 0;
    /// The plugin stopped first: frees the task without JavaScript.
    virtual void drop() = 0;
    /// Memory that it holds while it waits, for the Backlog; the same from the first to the last.
    virtual std::size_t waiting_bytes() const { return 0; }
};

/// Who is told what becomes of an Env. Thread: the Env's.
class EnvDelegate {
  public:
    virtual ~EnvDelegate() = default;
    /// An error that nobody caught ended the plugin. Its gate is shut.
    virtual void on_fault(Env& env, const Fault& fault) = 0;
    /// True: an error that nobody caught does not end it, and goes to on_error().
    virtual bool goes_on_after_error(Env&) const { return false; }
    /// Called with the plugin's JavaScript on the stack: note it, and act later.
    virtual void on_error(Env&, const Fault&) {}
    /// The script asked for its own end (process.exit). Its gate is shut.
    virtual void on_exit(Env& env, int code) = 0;
    /// Bytes for the plugin's standard output (1) or standard error (2).
    /// 0, or libuv's negative status.
    virtual int write(Env& env, int descriptor, std::string_view bytes) = 0;
};

/// Something that a higher room keeps for an Env, such as its loaded modules; see Env::part().
class EnvPart {
  public:
    virtual ~EnvPart() = default;
};

/// The plugin's side of a supervisor; a script under `plinth run` has none. The on_... are called
/// with the plugin's JavaScript on the stack, unless they say otherwise: note it, and act later.
class PluginLife {
  public:
    virtual ~PluginLife() = default;
    /// Its modules ran, whatever they awaited.
    virtual void on_loaded(Env& env) = 0;
    virtual void on_activated(Env& env) = 0;
    virtual void on_deactivated(Env& env, v8::Local<v8::Value> state) = 0;
    /// JavaScript ran, and may have left something to do. The outermost call is over.
    virtual void on_ran(Env& env) = 0;
    /// Something waits for its turn where nothing did. No JavaScript need be on the stack; it may
    /// be inside of a garbage collection.
    virtual void on_ready(Env& env) = 0;
    /// Seconds of the game's own time, and how fast they pass.
    virtual double game_time() const = 0;
    virtual double time_scale() const = 0;
    /// An evaluate() of the console came to its end.
    virtual void on_evaluated(Env& env, int id, std::string_view kind, std::string_view text) = 0;
};

struct EnvOptions {
    std::string name;               ///< The plugin's name; empty for `plinth run`.
    std::string working_directory;  ///< Absolute; process.cwd() and the base of relative paths.
    std::vector<std::string> argv;  ///< process.argv, from the program on.
    std::vector<std::string> exec_argv;
    std::string exec_path;  ///< process.execPath.
    /// What node's options say: full name and value; see host/app/command_line.h.
    std::vector<std::pair<std::string, std::string>> command_line;
    /// The plugin's own mask for new files; unset: the OS process's.
    std::optional<unsigned> file_mode_mask;
    /// Where it watches files, on the same thread: a system allows few inotify instances, and each
    /// loop that watches has one. Null: its own loop. Must outlive the Env.
    Loop* watch_loop = nullptr;
    /// Processes of it that may run at a time; 0: as many as it likes.
    std::size_t most_children = 0;
    EnvDelegate* delegate = nullptr;  ///< Must outlive the Env.
    PluginLife* life = nullptr;       ///< Must outlive the Env; null for `plinth run`.
    /// Not trusted: what V8 can't interrupt is capped (host/api/internal/hardened.js).
    bool hardened = false;
    const Policy* policy = nullptr;  ///< Null: everything is allowed. Must outlive the Env.
    /// Where compiled code is kept between runs: no plugin may write there. Empty: nowhere.
    std::string cache_folder;
    /// Folders with packages that any module may require, searched after node_modules.
    std::vector<std::string> module_roots;
    /// Modules of the host that `require(name)` gives: filled anew for each plugin.
    std::map<std::string, std::function<void(js::Module&)>> host_modules;
};

/// Numbers that C++ and the built-ins' JavaScript both write, without a call. Same order as
/// host/api/internal/state.js.
enum class Field : std::size_t {
    Ticks,       ///< 1 while the nextTick queue holds something.
    Rejections,  ///< 1 while a rejected promise waits to be reported.
    Immediates,  ///< Immediates that wait.
    ReferencedImmediates,
    ReferencedTimers,
    Timers,     ///< All that wait for their moment.
    Callbacks,  ///< Callbacks that JavaScript ran by itself (timers, immediates).
    LogLevel,   ///< What the line being written is: see LogLevel in sdk/embed.
    Jobs,       ///< Jobs that could go on now (host/api/plinth/jobs.js).
    AsyncUse,   ///< Not 0: operations are told to JavaScript (host/env/async_origin.h).
    Limited,    ///< 1 while callbacks run that may not take as long as they like.
    Count,
};

/// The functions of the built-ins that C++ calls; host/api/internal/entry.js exports them under
/// these names, with a small first letter.
enum class Entry : std::size_t {
    Start,
    Tick,
    Timers,
    Immediates,
    Rejection,
    Uncaught,
    Describe,
    BeforeExit,
    Exit,
    Halt,
    RunMain,
    RunCode,
    LoadPlugin,
    ActivatePlugin,
    DeactivatePlugin,
    Frame,
    Evaluate,
    Jobs,
    AsyncRequest,
    AsyncHandle,
    AsyncCall,
    ImportModule,
    Check,
    Finalizer,
    Count,
};

/// When the parts of an Env's start were over, as uv_hrtime(); 0 while they are not.
struct Milestones {
    std::uint64_t runtime_ns = 0;    ///< Its isolate and loop are there.
    std::uint64_t context_ns = 0;    ///< Its context came out of the snapshot.
    std::uint64_t entries_ns = 0;    ///< C++ and the built-ins know each other.
    std::uint64_t started_ns = 0;    ///< The built-ins are ready for the first line of the plugin.
    std::uint64_t loop_exit_ns = 0;  ///< Nothing was left to do.
};

/// Owner: whoever made it; destroy it after drained(). Thread: its Runtime's. Calls JS: via gate().
class Env final : public js::Realm, public PumpClient {
  public:
    /// Slot of the context's embedder data that holds the built-ins' entry (see
    /// host/modules/builtins.h). 0 is V8's inspector's, 1 the Realm's.
    static constexpr int kEntrySlot = 2;

    Env(Runtime& runtime, EnvOptions options);
    ~Env() override;

    static Env* from(v8::Local<v8::Context> context) {
        return static_cast<Env*>(js::Realm::from(context));
    }
    static Env& from(const v8::FunctionCallbackInfo<v8::Value>& info) {
        return *from(info.GetIsolate()->GetCurrentContext());
    }

    Runtime& runtime() { return runtime_; }
    Loop& loop() { return runtime_.loop(); }
    uv_loop_t* uv() { return runtime_.loop().uv(); }
    Loop& watch_loop() { return options_.watch_loop != nullptr ? *options_.watch_loop : loop(); }
    Gate& gate() { return gate_; }
    FramePump& pump() { return pump_; }
    Ledger& ledger() { return ledger_; }
    Account& account() { return account_; }
    /// Its entries into script, for a watchdog.
    ScriptWatch& watch() { return watch_; }
    v8::MicrotaskQueue* microtasks() { return microtasks_.get(); }
    EnvOptions& options() { return options_; }
    std::int32_t& field(Field which) { return fields_[static_cast<std::size_t>(which)]; }
    /// The shared numbers as an Int32Array.
    v8::Local<v8::Int32Array> fields_array();

    /// The policy's answer, for what the system call will get.
    std::optional<Error> denied(Permission permission, std::string_view resource) const;
    bool script_is_running() const override { return gate_.running(); }
    Post poster() override;
    bool permits(std::string_view permission) const override {
        return options_.policy == nullptr || options_.policy->grants(permission);
    }
    void name_resolved(std::string_view name, std::string_view address) {
        if (options_.policy != nullptr) options_.policy->name_resolved(name, address);
    }
    /// False when everything is allowed: finding out what a path really names can be left out.
    bool restricted() const { return options_.policy != nullptr; }
    /// A path as the script gave it, made absolute against the plugin's working directory.
    std::string absolute(std::string_view path) const;

    /// True for `plinth run`: process.env starts as a copy of the OS process's.
    bool inherits_environment() const { return options_.name.empty(); }
    std::uint64_t started_at_ns() const { return started_at_ns_; }
    Milestones& milestones() { return milestones_; }

    // Set while a plugin's JavaScript half runs under a budget; timers ask between two callbacks.
    bool budget_spent();

    /// The Env's only T, an EnvPart made from Env& on first use. It goes before the context does.
    template <class T>
    T& part() {
        static char key = 0;  // Not const, so that no linker folds two of them into one.
        std::unique_ptr<EnvPart>& place = parts_[&key];
        if (place == nullptr) place = std::make_unique<T>(*this);
        return static_cast<T&>(*place);
    }

    /// Who knows where generated scripts came from; it must stay as long as the context.
    void show_places_by(SourcePlaces& places) { places_ = &places; }
    SourcePlaces* places() const { return places_; }
    /// A stack's text with the places of the sources.
    std::string original_stack(const std::string& stack) const {
        return places_ == nullptr ? stack : places_->original_stack(stack);
    }

    PluginLife* life() const { return options_.life; }
    /// Whether 'frame' has listeners; without, a frame does not enter the plugin's JavaScript.
    void want_frames(bool wanted) { wants_frames_ = wanted; }
    bool wants_frames() const { return wants_frames_; }
    /// The first moment a game timer is due, in seconds of game time; negative: no timer.
    void schedule_game_timers(double due) { game_due_ = due; }
    bool has_game_timers() const { return game_due_ >= 0; }
    bool game_timers_due(double time) const { return has_game_timers() && time >= game_due_; }

    bool has_jobs() const { return fields_[static_cast<std::size_t>(Field::Jobs)] > 0; }
    /// Carries jobs on until the budget is spent: one step of one of them at least.
    void run_jobs(const Budget& budget);

    void push_ready(ReadyTask& task) {
        if (options_.life != nullptr && ready_.empty()) options_.life->on_ready(*this);
        backlog_.add(task.waiting_bytes());
        ready_.push_back(task);
    }
    /// What waits on the ready queue; whoever reads from outside asks whether it is full.
    Backlog& backlog() { return backlog_; }
    void push_closing(ReadyTask& task) {
        if (options_.life != nullptr && closing_.empty()) options_.life->on_ready(*this);
        closing_.push_back(task);
    }
    /// Callbacks of a FinalizationRegistry wait in JavaScript: they take their turn.
    void push_finalizers();
    /// Runs what V8 wants to run on this thread, on this Env's account. Returns how many tasks.
    int run_tasks_of_v8();
    /// The first moment a timer is due, in loop milliseconds; negative: no timer.
    void schedule_timers(std::int64_t due_ms) { timers_due_ms_ = due_ms; }
    std::int64_t timers_due_ms() const { return timers_due_ms_; }

    /// When it next has something to do by itself, in loop milliseconds; negative: never.
    std::int64_t next_due_ms() const;
    bool timers_due() const {
        return timers_due_ms_ >= 0 &&
               static_cast<std::int64_t>(runtime_.loop().clock_ms()) >= timers_due_ms_;
    }

    v8::Local<v8::Function> entry(Entry which) {
        return entries_[static_cast<std::size_t>(which)].Get(isolate());
    }

    /// An error that reached the top: uncaughtException listeners first, then the delegate.
    enum class Origin { Callback, Promise };
    void report(v8::Local<v8::Value> thrown, v8::Local<v8::Message> message,
                Origin origin = Origin::Callback);
    /// Ends the script that runs now, as process.exit does.
    void exit(int code);
    /// Ends it for what is not its script's doing. No script of it may be on the stack.
    void end(const Fault& fault) { stop(fault); }
    /// True while a request to end the script has not been dealt with by on_terminated().
    bool unwinding() const { return unwinding_; }
    /// After a termination unwound to the outermost gate: why, and what follows.
    void on_terminated();

    /// Shuts the gate and closes all that the ledger holds. No JavaScript of the plugin runs
    /// afterwards. Returns at once; turn the loop until drained().
    void close();
    bool closed() const { return closed_; }
    bool drained() const { return closed_ && ledger_.empty(); }
    /// Kinds of what was open when close() was called, for the unload report.
    const std::vector<std::string>& left_open() const { return left_open_; }

    std::uint64_t callbacks() const;
    void count_callback() { ++callbacks_; }
    /// How many could run now, or when the loop's next turn comes.
    std::size_t callbacks_waiting() const;

    // js::Realm
    v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
                                   int argc, v8::Local<v8::Value>* argv) override;
    bool can_call_js() const override {
        return !closed_ && !stopping_ && !runtime_.engine().heap_exhausted();
    }
    /// True once the script ended itself or was ended: what still runs is unwinding.
    bool stopping() const { return stopping_; }

    // PumpClient
    Progress run_timers(const Budget& budget) override;
    Progress run_ready(const Budget& budget) override;
    Progress run_immediates(const Budget& budget) override;
    Progress run_closing(const Budget& budget) override;
    bool has_immediates() const override;
    bool has_ready() const override;
    bool keeps_alive() const override;
    std::int64_t ms_to_next_timer() const override;

  private:
    friend class Gate;

    static void on_promise_reject(v8::PromiseRejectMessage message);
    ReadyTask* take(List<ReadyTask>& tasks);
    void begin_phase(const Budget& budget);
    void end_phase();
    Progress run_tasks(List<ReadyTask>& tasks, const Budget& budget);
    void stop(const Fault& fault);
    void unwind();

    Runtime& runtime_;
    EnvOptions options_;
    std::unique_ptr<v8::MicrotaskQueue> microtasks_;
    std::shared_ptr<std::vector<std::int32_t>> field_storage_;
    std::int32_t* fields_;
    Account account_;
    ScriptWatch watch_;
    Gate gate_;
    FramePump pump_;
    Ledger ledger_;
    Backlog backlog_;
    List<ReadyTask> ready_;
    List<ReadyTask> closing_;
    std::array<v8::Global<v8::Function>, static_cast<std::size_t>(Entry::Count)> entries_;
    std::map<const void*, std::unique_ptr<EnvPart>> parts_;
    SourcePlaces* places_ = nullptr;
    const Budget* budget_ = nullptr;
    std::int64_t timers_due_ms_ = -1;
    double game_due_ = -1;
    std::optional<int> exit_code_;
    std::uint64_t callbacks_ = 0;
    std::vector<std::string> left_open_;
    std::uint64_t started_at_ns_ = uv_hrtime();
    Milestones milestones_;
    bool wants_frames_ = false;
    bool closed_ = false;
    bool stopping_ = false;
    bool unwinding_ = false;
    bool finalizers_wait_ = false;
};

}  // namespace plinth
