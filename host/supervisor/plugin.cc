// SPDX-License-Identifier: MIT
// The steps of loading, reloading and unloading. Each may take several frames, as activate() and
// deactivate() may be asynchronous; advance() goes on where the last frame stopped.

#include "host/supervisor/plugin.h"

#include <utility>

namespace plinth {
namespace {

// How long an asynchronous activate() or deactivate() may take before the step goes on without it.
constexpr std::chrono::seconds kLongestActivate{10};
constexpr std::chrono::seconds kLongestDeactivate{5};

// "Or throws in its first frames": until then the old version waits to come back.
constexpr int kProbationFrames = 30;

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
    PluginInfo info;
    info.name = manifest_.name;
    info.version = manifest_.version;
    info.path = path_;
    info.state = state_of_plugin_;
    info.error = error_;
    info.reloads = reloads_;
    if (current_ == nullptr) return info;
    const HeapFigures heap = current_->engine().heap_figures();
    info.heap_bytes = heap.used;
    info.external_bytes = heap.array_buffers;
    info.handles = current_->env().ledger().count();
    return info;
}

// A plugin's data folder, its log lines and the host's verbs go by its name: it has it alone.
Result<Manifest> Plugin::read() const {
    PLINTH_TRY(Manifest manifest, read_manifest(path_));
    const Plugin* holder = services_.holder_of_name(manifest.name);
    if (holder == nullptr || holder == this) return manifest;
    Error error;
    error.code = "ERR_DUPLICATE_PLUGIN";
    error.message = path_.string() + ": a plugin named \"" + manifest.name +
                    "\" runs already, from " + holder->path().string();
    return error;
}

bool Plugin::load() {
    wanted_ = true;
    if (current_ != nullptr) {
        if (step_ == Step::Unloading) reload_again_ = true;
        return true;
    }
    Result<Manifest> manifest = read();
    if (!manifest) return fail_manifest(manifest.error(), PluginEvent::Kind::Failed);
    manifest_ = std::move(manifest).value();
    error_.clear();
    state_of_plugin_ = PluginState::Loading;
    current_ = std::make_unique<Instance>(services_, manifest_);
    current_->load(manifest_);
    current_->activate(std::nullopt);
    step_ = Step::Activating;
    step_ends_at_ = Clock::now() + kLongestActivate;
    step(Clock::now());
    return state_of_plugin_ != PluginState::Failed;
}

bool Plugin::reload() {
    if (current_ == nullptr) return load();
    if (step_ == Step::Probation) {
        retire(previous_);
        step_ = Step::Idle;
    }
    if (step_ != Step::Idle) {
        reload_again_ = true;
        return true;
    }
    Result<Manifest> manifest = read();
    if (!manifest) return fail_manifest(manifest.error(), PluginEvent::Kind::ReloadFailed);
    incoming_manifest_ = std::move(manifest).value();
    incoming_ = std::make_unique<Instance>(services_, incoming_manifest_);
    incoming_->load(incoming_manifest_);
    if (!incoming_->running()) {
        roll_back(incoming_->fault().value_or(Fault{}));
        return false;
    }
    error_.clear();
    current_->deactivate();
    step_ = Step::ReloadDeactivating;
    step_ends_at_ = Clock::now() + kLongestDeactivate;
    step(Clock::now());
    return error_.empty();
}

void Plugin::unload() {
    wanted_ = false;
    loaded_once_ = false;
    if (current_ == nullptr) {
        state_of_plugin_ = PluginState::Unloaded;
        return;
    }
    retire(incoming_);
    retire(previous_);
    reload_again_ = false;
    if (current_->phase() == Instance::Phase::Active) current_->deactivate();
    step_ = Step::Unloading;
    step_ends_at_ = Clock::now() + kLongestDeactivate;
    step(Clock::now());
}

void Plugin::advance(Clock::time_point now) {
    step(now);
    if (current_ != nullptr && step_ == Step::Idle && !current_->running()) {
        fail(current_->fault().value_or(Fault{}));
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
                return roll_back(incoming_->fault().value_or(Fault{}));
            }
            if (--probation_frames_ > 0) return;
            retire(previous_);
            step_ = Step::Idle;
            return;
        case Step::Unloading:
            if (current_->phase() == Instance::Phase::Deactivating && now < step_ends_at_) return;
            return finish_unload();
    }
}

void Plugin::after_deactivate(Clock::time_point now) {
    if (current_->phase() == Instance::Phase::Deactivating) {
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
    Instance& starting = reloading ? *incoming_ : *current_;
    if (starting.phase() == Instance::Phase::Activating && now < step_ends_at_) return;
    if (starting.phase() == Instance::Phase::Active) return accept();
    const Fault fault = starting.running() ? too_slow("activate()", kLongestActivate)
                                           : starting.fault().value_or(Fault{});
    if (reloading) return roll_back(fault);
    fail(fault);
}

void Plugin::accept() {
    const bool reloading = step_ == Step::ReloadActivating;
    error_.clear();
    state_of_plugin_ = PluginState::Active;
    step_ = Step::Idle;
    if (!reloading) {
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
    }
    tell(PluginEvent::Kind::Reloaded);
}

// The new version is in incoming_, the old one in current_, deactivated or still active.
void Plugin::roll_back(const Fault& fault) {
    Fault shown = fault;
    if (shown.text.empty()) shown.text = "the new version ended itself\n";
    error_ = shown.text;
    step_ = Step::Idle;
    retire(incoming_);
    tell(PluginEvent::Kind::ReloadFailed, shown);
    if (!current_->running()) return;
    if (current_->phase() != Instance::Phase::Active) current_->activate(state_);
}

void Plugin::fail(const Fault& fault) {
    error_ = fault.text.empty() ? "it ended itself" : fault.text;
    state_of_plugin_ = fault.text.empty() ? PluginState::Unloaded : PluginState::Failed;
    step_ = Step::Idle;
    retire(current_);
    tell(fault.text.empty() ? PluginEvent::Kind::Unloaded : PluginEvent::Kind::Failed, fault);
}

void Plugin::retire(std::unique_ptr<Instance>& instance) {
    if (instance == nullptr) return;
    retired_.push_back(std::move(instance));
}

void Plugin::finish_unload() {
    step_ = Step::Idle;
    state_of_plugin_ = PluginState::Unloaded;
    error_ = current_->fault() ? current_->fault()->text : "";
    retire(current_);
    tell(PluginEvent::Kind::Unloaded);
}

bool Plugin::fail_manifest(const Error& error, PluginEvent::Kind kind) {
    Fault fault;
    fault.message = error.message;
    fault.text = error.message + "\n";
    error_ = fault.text;
    if (current_ == nullptr) state_of_plugin_ = PluginState::Failed;
    tell(kind, fault);
    return false;
}

void Plugin::tell(PluginEvent::Kind kind, const Fault& fault) {
    PluginEvent event;
    event.kind = kind;
    event.plugin = name();
    event.message = fault.text;
    event.file = fault.file;
    event.line = fault.line;
    event.column = fault.column;
    on_event_(event);
}

}  // namespace plinth
