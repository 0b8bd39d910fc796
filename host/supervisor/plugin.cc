// SPDX-License-Identifier: MIT
// The steps of loading, reloading and unloading. Each may take several frames, as activate() and
// deactivate() may be asynchronous; advance() goes on where the last frame stopped.

#include "host/supervisor/plugin.h"

#include <utility>

#include "host/supervisor/black_box.h"
#include "host/supervisor/worker_run.h"

namespace plinth {
namespace {

// How long an asynchronous activate() or deactivate() may take before the step goes on without it.
constexpr std::chrono::seconds kLongestActivate{10};
constexpr std::chrono::seconds kLongestDeactivate{5};

// "Or throws in its first frames": until then the old version waits to come back.
constexpr int kProbationFrames = 30;

// A plugin that goes on after errors tends to make the same one each frame.
constexpr std::chrono::seconds kSameErrorAgain{5};
constexpr std::size_t kMostErrorsRemembered = 32;
constexpr std::chrono::seconds kSlowAgain{10};

// A start is paid by the frame in which it happens.
class StartTimer {
  public:
    explicit StartTimer(UsageBook& usage) : usage_(usage) {}
    ~StartTimer() { usage_.add_start(Plugin::Clock::now() - started_at_); }
    StartTimer(const StartTimer&) = delete;
    StartTimer& operator=(const StartTimer&) = delete;

  private:
    UsageBook& usage_;
    const Plugin::Clock::time_point started_at_ = Plugin::Clock::now();
};

template <class Run>
Result<std::unique_ptr<PluginRun>> make(HostServices& services, const Manifest& manifest) {
    PLINTH_TRY(std::unique_ptr<PluginRun> run, Run::make(services, manifest));
    return run;
}

Result<std::unique_ptr<PluginRun>> make_run(HostServices& services, const Manifest& manifest) {
    return manifest.placement == Placement::Worker ? make<WorkerRun>(services, manifest)
                                                   : make<Instance>(services, manifest);
}

Fault too_slow(const char* what, std::chrono::seconds limit) {
    Fault fault;
    fault.message =
        std::string(what) + " did not finish within " + std::to_string(limit.count()) + " s";
    fault.text = fault.message + "\n";
    return fault;
}

}  // namespace

Plugin::Plugin(HostServices& services, std::filesystem::path path, OnEvent on_event)
    : services_(services), path_(std::move(path)), on_event_(std::move(on_event)) {
    manifest_.name = std::filesystem::is_directory(path_) ? path_.filename() : path_.stem();
    manifest_.folder = path_;
}

PluginInfo Plugin::info() {
    PluginInfo info = describe(manifest_);
    info.state = state_of_plugin_;
    info.error = error_;
    info.reason = reason_;
    info.reloads = reloads_;
    info.restarts = restarts_;
    info.usage = usage();
    if (current_ == nullptr) return info;
    const HeapFigures heap = current_->heap_figures();
    info.heap_bytes = current_->heap_bytes();
    info.external_bytes = heap.array_buffers;
    info.handles_by_kind = current_->handles_by_kind();
    for (const auto& [kind, count] : info.handles_by_kind)
        info.handles += count;
    info.callbacks_waiting = current_->callbacks_waiting();
    return info;
}

PluginUsage Plugin::usage() const {
    Usage all = usage_.past();
    for (PluginRun* version : versions()) {
        if (version != nullptr) all += version->usage();
    }
    return to_plugin_usage(all, current_ == nullptr ? usage_.past() : current_->usage());
}

void Plugin::end_frame(std::uint64_t frame) {
    take_recent();
    usage_.end_frame(frame);
}

void Plugin::skip_frame() {
    take_recent();
    usage_.drop_recent();
}

void Plugin::take_recent() {
    for (PluginRun* version : versions()) {
        if (version != nullptr) usage_.add_recent(version->take_recent());
    }
}

// A plugin's data folder, its log lines and the host's verbs go by its name: it has it alone.
Result<Manifest> Plugin::read() const {
    PLINTH_TRY(Manifest manifest, read_manifest(path_));
    const auto modules = services_.modules.choose(manifest.modules, path_ / "package.json");
    if (!modules) return modules.error();
    const Plugin* holder = services_.holder_of_name(manifest.name);
    if (holder == nullptr || holder == this) {
        ask_host(manifest);
        return manifest;
    }
    Error error;
    error.code = "ERR_DUPLICATE_PLUGIN";
    error.message = path_.string() + ": a plugin named \"" + manifest.name +
                    "\" runs already, from " + holder->path().string();
    return error;
}

// What a manifest alone says.
PluginInfo Plugin::describe(const Manifest& manifest) const {
    PluginInfo info;
    info.name = manifest.name;
    info.version = manifest.version;
    info.path = path_;
    info.placement = manifest.placement;
    info.on_fault = manifest.on_fault;
    info.hardened = manifest.hardened;
    return info;
}

// The manifest's wishes become the host's answers.
void Plugin::ask_host(Manifest& manifest) const {
    const PluginInfo wish = describe(manifest);
    if (services_.placement) manifest.placement = services_.placement(wish);
    if (services_.hardened && services_.hardened(wish)) manifest.hardened = true;
}

bool Plugin::load() {
    wanted_ = true;
    forget_restarts();
    if (current_ != nullptr) {
        if (step_ == Step::Unloading) reload_again_ = true;
        return true;
    }
    return start();
}

bool Plugin::start() {
    Result<Manifest> manifest = read();
    if (!manifest) return fail_to_start(manifest.error(), PluginEvent::Kind::Failed);
    manifest_ = std::move(manifest).value();
    const StartTimer timed(usage_);
    set_error({});
    state_of_plugin_ = PluginState::Loading;
    Result<std::unique_ptr<PluginRun>> run = make_run(services_, manifest_);
    if (!run) return fail_to_start(run.error(), PluginEvent::Kind::Failed);
    current_ = std::move(run).value();
    current_->load(manifest_);
    current_->activate(std::nullopt);
    step_ = Step::Activating;
    step_ends_at_ = Clock::now() + kLongestActivate;
    step(Clock::now());
    return state_of_plugin_ != PluginState::Failed;
}

bool Plugin::reload() {
    if (current_ == nullptr) return load();
    forget_restarts();
    if (step_ == Step::Probation) {
        retire(previous_);
        step_ = Step::Idle;
    }
    if (step_ != Step::Idle) {
        reload_again_ = true;
        return true;
    }
    Result<Manifest> manifest = read();
    if (!manifest) return fail_to_start(manifest.error(), PluginEvent::Kind::ReloadFailed);
    incoming_manifest_ = std::move(manifest).value();
    const StartTimer timed(usage_);
    Result<std::unique_ptr<PluginRun>> run = make_run(services_, incoming_manifest_);
    if (!run) return fail_to_start(run.error(), PluginEvent::Kind::ReloadFailed);
    incoming_ = std::move(run).value();
    incoming_->load(incoming_manifest_);
    step_ = Step::ReloadLoading;
    step_ends_at_ = Clock::now() + kLongestActivate;
    set_error({});
    step(Clock::now());
    return error_.empty();
}

void Plugin::unload() {
    wanted_ = false;
    loaded_once_ = false;
    forget_restarts();
    if (current_ == nullptr) {
        state_of_plugin_ = PluginState::Unloaded;
        return;
    }
    retire(incoming_);
    retire(previous_);
    reload_again_ = false;
    if (current_->phase() == PluginRun::Phase::Active) current_->deactivate();
    step_ = Step::Unloading;
    step_ends_at_ = Clock::now() + kLongestDeactivate;
    step(Clock::now());
}

void Plugin::advance(Clock::time_point now) {
    step(now);
    if (current_ != nullptr) {
        warn_of_slow_callback(now);
        tell_errors(now);
    }
    if (current_ != nullptr && step_ == Step::Idle && !current_->running()) {
        fail(current_->fault().value_or(Fault{}));
        if (state_of_plugin_ == PluginState::Failed) plan_restart(now);
    }
    if (restart_due_ && now >= *restart_due_) {
        restart_due_.reset();
        restarting_ = true;
        start();
    }
    if (reload_again_ && step_ == Step::Idle) {
        reload_again_ = false;
        reload();
    }
}

void Plugin::step(Clock::time_point now) {
    switch (step_) {
        case Step::Idle:
            return;
        case Step::Activating:
            return after_activate(now);
        case Step::ReloadLoading:
            return after_load(now);
        case Step::ReloadDeactivating:
            return after_deactivate(now);
        case Step::ReloadActivating:
            return after_activate(now);
        case Step::Probation:
            if (!current_->running()) {
                incoming_ = std::move(current_);
                current_ = std::move(previous_);
                std::swap(manifest_, incoming_manifest_);
                --reloads_;
                record(*incoming_, incoming_->fault().value_or(Fault{}));
                return roll_back(incoming_->fault().value_or(Fault{}));
            }
            if (--probation_frames_ > 0) return;
            retire(previous_);
            step_ = Step::Idle;
            return settle_policy();
        case Step::Unloading:
            if (current_->phase() == PluginRun::Phase::Deactivating && now < step_ends_at_) return;
            return finish_unload();
    }
}

void Plugin::after_load(Clock::time_point now) {
    if (incoming_->phase() == PluginRun::Phase::Loading && now < step_ends_at_) return;
    if (incoming_->phase() != PluginRun::Phase::Loaded) {
        const Fault fault = incoming_->running() ? too_slow("its loading", kLongestActivate)
                                                 : incoming_->fault().value_or(Fault{});
        record(*incoming_, fault);
        return roll_back(fault);
    }
    current_->deactivate();
    step_ = Step::ReloadDeactivating;
    step_ends_at_ = now + kLongestDeactivate;
    after_deactivate(now);
}

void Plugin::after_deactivate(Clock::time_point now) {
    if (current_->phase() == PluginRun::Phase::Deactivating) {
        if (now < step_ends_at_) return;
        services_.log->add(LogLevel::Warning, name(),
                           too_slow("deactivate()", kLongestDeactivate).message +
                               ": the new version starts without its state");
    }
    if (current_->fault()) {
        services_.log->add(LogLevel::Error, name(),
                           "deactivate() failed: " + current_->fault()->text);
    }
    state_ = current_->take_state();
    incoming_->activate(state_);
    step_ = Step::ReloadActivating;
    step_ends_at_ = now + kLongestActivate;
    after_activate(now);
}

void Plugin::after_activate(Clock::time_point now) {
    const bool reloading = step_ == Step::ReloadActivating;
    PluginRun& starting = reloading ? *incoming_ : *current_;
    if (starting.phase() == PluginRun::Phase::Activating && now < step_ends_at_) return;
    if (starting.phase() == PluginRun::Phase::Active) return accept();
    const Fault fault = starting.running() ? too_slow("activate()", kLongestActivate)
                                           : starting.fault().value_or(Fault{});
    if (reloading) {
        record(starting, fault);
        return roll_back(fault);
    }
    fail(fault);
    if (restarting_) plan_restart(now);
}

void Plugin::accept() {
    const bool reloading = step_ == Step::ReloadActivating;
    set_error({});
    state_of_plugin_ = PluginState::Active;
    step_ = Step::Idle;
    if (!reloading) {
        settle_policy();
        if (std::exchange(restarting_, false)) {
            ++restarts_;
            return tell(PluginEvent::Kind::Restarted);
        }
        if (loaded_once_) ++reloads_;
        tell(loaded_once_ ? PluginEvent::Kind::Reloaded : PluginEvent::Kind::Loaded);
        loaded_once_ = true;
        return;
    }
    previous_ = std::move(current_);
    current_ = std::move(incoming_);
    std::swap(manifest_, incoming_manifest_);  // The old one's may come back.
    ++reloads_;
    if (previous_->running()) {
        step_ = Step::Probation;
        probation_frames_ = kProbationFrames;
    } else {
        retire(previous_);
        settle_policy();
    }
    tell(PluginEvent::Kind::Reloaded);
}

// The new version is in incoming_, the old one in current_, deactivated or still active.
void Plugin::roll_back(const Fault& fault) {
    Fault shown = fault;
    if (shown.text.empty()) {
        shown.message = "the new version ended itself";
        shown.text = shown.message + "\n";
    }
    set_error(shown);
    step_ = Step::Idle;
    retire(incoming_);
    tell(PluginEvent::Kind::ReloadFailed, shown);
    if (!current_->running()) return;
    if (current_->phase() != PluginRun::Phase::Active) current_->activate(state_);
}

void Plugin::fail(const Fault& fault) {
    set_error(fault);
    if (fault.text.empty()) error_ = reason_ = "it ended itself";
    state_of_plugin_ = fault.text.empty() ? PluginState::Unloaded : PluginState::Failed;
    step_ = Step::Idle;
    record(*current_, fault);
    retire(current_);
    tell(fault.text.empty() ? PluginEvent::Kind::Unloaded : PluginEvent::Kind::Failed, fault);
}

// A version that has proved itself: from now on a fault is dealt with as the host says.
void Plugin::settle_policy() {
    policy_ = services_.fault_policy ? services_.fault_policy(info()) : FaultPolicy::Disable;
    if (policy_ == FaultPolicy::Keep) current_->go_on_after_errors();
}

// The instance is as the fault left it: nothing is closed yet.
void Plugin::record(PluginRun& instance, const Fault& fault) {
    if (fault.text.empty()) return;  // It ended itself.
    instance.flush_output();
    PluginInfo known = info();
    if (&instance == incoming_.get()) known.version = incoming_manifest_.version;
    black_box_ = make_black_box(known, instance, fault, services_.log->recent(name()));
    if (auto written = write_black_box(services_.data_dir / kBlackBoxFolder, *black_box_);
        !written) {
        services_.log->add(LogLevel::Warning, name(),
                           "its black box could not be written: " + written.error().message);
    }
}

void Plugin::plan_restart(Clock::time_point now) {
    restarting_ = false;
    if (policy_ != FaultPolicy::Restart || current_ != nullptr || !wanted_) return;
    const RestartLimits& limits = services_.restart;
    while (!restarts_at_.empty() && now - restarts_at_.front() > limits.within)
        restarts_at_.pop_front();
    if (restarts_at_.size() >= limits.at_most) {
        forget_restarts();
        Fault gave_up;
        gave_up.message = gave_up.text =
            "it failed again after " + std::to_string(limits.at_most) +
            " restarts, and stays stopped until one of its files is saved";
        return tell(PluginEvent::Kind::GaveUp, gave_up);
    }
    const auto doublings = std::min<std::size_t>(restarts_at_.size(), 20);
    restart_due_ = now + limits.first_delay * (std::int64_t{1} << doublings);
    restarts_at_.push_back(*restart_due_);
}

void Plugin::forget_restarts() {
    restarts_at_.clear();
    restart_due_.reset();
    restarting_ = false;
}

// The same error is told once in a while, and so are many that differ in a number only.
void Plugin::tell_errors(Clock::time_point now) {
    for (auto& [error, count] : current_->take_errors()) {
        if (!errors_told_.contains(error.text) && errors_told_.size() >= kMostErrorsRemembered) {
            std::erase_if(errors_told_, [now](const auto& each) {
                return now - each.second.at >= kSameErrorAgain;
            });
            if (errors_told_.size() >= kMostErrorsRemembered) continue;
        }
        Told& told = errors_told_[error.text];
        told.untold += count;
        if (told.at != Clock::time_point{} && now - told.at < kSameErrorAgain) continue;
        told.at = now;
        const std::uint64_t before = std::exchange(told.untold, 0) - 1;
        if (before > 0) error.text += "(and " + std::to_string(before) + " times before)\n";
        tell(PluginEvent::Kind::Error, error);
    }
}

void Plugin::warn_of_slow_callback(Clock::time_point now) {
    const std::string stack = current_->take_slow_stack();
    if (stack.empty() || (slow_told_at_ != Clock::time_point{} && now - slow_told_at_ < kSlowAgain))
        return;
    slow_told_at_ = now;
    const std::string limit = std::to_string(services_.hang_limit.count());
    services_.log->add(LogLevel::Warning, name(),
                       "a callback took more than half of the " + limit +
                           " ms after which it is ended; it was here:\n" + stack);
}

void Plugin::set_error(const Fault& fault) {
    error_ = fault.text;
    reason_ = fault.message;
}

void Plugin::retire(std::unique_ptr<PluginRun>& instance) {
    if (instance == nullptr) return;
    usage_.add_recent(instance->take_recent());
    usage_.keep(instance->usage());
    retired_.push_back(std::move(instance));
}

void Plugin::finish_unload() {
    step_ = Step::Idle;
    state_of_plugin_ = PluginState::Unloaded;
    set_error(current_->fault().value_or(Fault{}));
    if (current_->fault()) record(*current_, *current_->fault());
    retire(current_);
    tell(PluginEvent::Kind::Unloaded);
}

// There is no new version: its manifest is wrong, or the system has no room for it.
bool Plugin::fail_to_start(const Error& error, PluginEvent::Kind kind) {
    Fault fault;
    fault.message = error.message;
    fault.text = error.message + "\n";
    set_error(fault);
    if (current_ == nullptr) state_of_plugin_ = PluginState::Failed;
    tell(kind, fault);
    if (restarting_) plan_restart(Clock::now());
    return false;
}

void Plugin::tell(PluginEvent::Kind kind, const Fault& fault) {
    PluginEvent event;
    event.kind = kind;
    event.plugin = name();
    event.message = fault.text;
    event.reason = fault.message;
    event.file = fault.file;
    event.line = fault.line;
    event.column = fault.column;
    on_event_(event);
}

}  // namespace plinth
