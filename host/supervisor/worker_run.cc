// SPDX-License-Identifier: MIT
// What a worker sent is taken in turns, as other plugins run: in order, and as much as the frame
// has time for.

#include "host/supervisor/worker_run.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace plinth {
namespace {

// A host that ends waits so long for its workers' deactivate(), then ends what they run.
constexpr std::chrono::milliseconds kLastWords{250};

constexpr std::chrono::seconds kDroppedAgain{10};

}  // namespace

Result<std::unique_ptr<WorkerRun>> WorkerRun::make(HostServices& services,
                                                   const Manifest& manifest) {
    if (services.workers == nullptr) {
        PLINTH_TRY(auto mail, Loop::make());
        services.workers =
            std::make_shared<Workers>(services.loops, services.engine.snapshot, std::move(mail));
    }
    return std::unique_ptr<WorkerRun>(new WorkerRun(services, manifest));
}

WorkerRun::WorkerRun(HostServices& services, const Manifest& manifest)
    : services_(services),
      name_(manifest.name),
      allowance_(budget_of(manifest, services.plugin_budget)),
      turn_(*this, std::min(manifest.priority, services.highest_priority), allowance_),
      mailbox_(std::make_shared<Mailbox>()) {
    Workers& workers = *services.workers;
    AmbassadorPost& post = *this;
    ambassador_ = std::make_unique<Ambassador>(workers.embassy, post);
    for (const std::string& wish : manifest.host_permissions) {
        if (services.grant && services.grant(manifest.name, wish, "")) ambassador_->grant(wish);
    }
    WorkerThread::Options options;
    options.manifest = manifest;
    options.mailbox = mailbox_;
    options.clock = &workers.clock;
    // Plugin has looked that there are all.
    if (auto modules = services.modules.choose(manifest.modules, manifest.folder)) {
        for (const std::string& name : services.modules.names())
            ambassador_->declare(name, modules.value()[name]);
    }
    options.modules = ambassador_->describe();
    mailbox_->reach_game(workers.mail->ref(), [this] { wait_for_turn(); });
    thread_ = std::make_unique<WorkerThread>(services, std::move(options));
    if (thread_->started()) return;
    fault_.emplace();
    fault_->kind = Fault::Kind::Terminated;
    fault_->message = "the system has no more threads";
    fault_->text = fault_->message + "\n";
    phase_ = Phase::Stopped;
    ended_ = true;
}

WorkerRun::~WorkerRun() {
    if (ambassador_ != nullptr) {
        if (phase_ == Phase::Deactivating) {
            auto& end_by = services_.workers->end_by;
            if (!end_by) end_by = Clock::now() + kLastWords;
            mailbox_->await_deactivation(*end_by);
        }
        close();
    }
    thread_.reset();
    turn();
    mailbox_->forget_game();
}

std::chrono::milliseconds WorkerRun::uptime() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_at_);
}

void WorkerRun::load(const Manifest&) {
    if (running()) mailbox_->send(to_worker::Load{});
}

void WorkerRun::activate(const std::optional<Serialized>& state) {
    if (!running()) return;
    phase_ = Phase::Activating;
    mailbox_->send(to_worker::Activate{state});
}

void WorkerRun::deactivate() {
    if (!running()) return;
    phase_ = Phase::Deactivating;
    mailbox_->send(to_worker::Deactivate{});
}

void WorkerRun::evaluate(std::string_view code, std::function<void(Evaluation)> done) {
    const int id = ++last_evaluation_;
    evaluations_[id] = std::move(done);
    mailbox_->send(to_worker::Evaluate{id, std::string(code)});
}

Progress WorkerRun::pump(const Budget& budget) {
    // What came behind that was told of already: it is taken in a turn of its own.
    const bool more_may_wait = !arrived_.empty();
    if (!more_may_wait) arrived_ = mailbox_->take_for_game();
    while (!arrived_.empty()) {
        to_game::Message message = std::move(arrived_.front());
        arrived_.pop_front();
        take(std::move(message));
        if (budget.spent()) break;
    }
    if (ambassador_ != nullptr) {
        ambassador_->look_after();
        std::vector<PluginRun*>& waiting = services_.workers->waiting;
        const bool waits = std::find(waiting.begin(), waiting.end(), this) != waiting.end();
        if (ambassador_->waits_for_promises() && !waits) waiting.push_back(this);
    }
    if (arrived_.empty() && !more_may_wait) return Progress::Done;
    wait_for_turn();
    return arrived_.empty() ? Progress::Done : Progress::OutOfBudget;
}

void WorkerRun::take(to_game::Message message) {
    if (auto* call = std::get_if<RemoteCall>(&message)) {
        if (ambassador_ == nullptr) return;
        ambassador_->run(*call);
        calls_ran_ = true;
    } else if (auto* line = std::get_if<to_game::Line>(&message)) {
        log_line(line->level, std::move(line->text));
    } else if (auto* phase = std::get_if<to_game::Phase>(&message)) {
        take_phase(*phase);
        services_.stirred = true;
    } else if (auto* evaluated = std::get_if<to_game::Evaluated>(&message)) {
        const auto found = evaluations_.find(evaluated->id);
        if (found == evaluations_.end()) return;
        const auto done = std::move(found->second);
        evaluations_.erase(found);
        done(std::move(evaluated->result));
    } else if (std::holds_alternative<to_game::News>(message)) {
        services_.stirred = true;
    } else {
        ended_ = true;
    }
}

// What was asked of it meanwhile counts, not what it was before.
void WorkerRun::take_phase(to_game::Phase& told) {
    if (ambassador_ == nullptr) return;
    switch (told.phase) {
        case Phase::Loaded:
            if (phase_ == Phase::Loading) phase_ = told.phase;
            break;
        case Phase::Active:
            if (phase_ == Phase::Activating) phase_ = told.phase;
            break;
        case Phase::Deactivated:
            if (phase_ != Phase::Deactivating) break;
            phase_ = told.phase;
            state_ = std::move(told.state);
            break;
        case Phase::Stopped:
            phase_ = told.phase;
            fault_ = std::move(told.fault);
            break;
        case Phase::Loading:
        case Phase::Activating:
        case Phase::Deactivating:
            break;
    }
}

void WorkerRun::charge(std::chrono::nanoseconds used) {
    services_.turns.charge(turn_, used);
    add_turn(used);
}

void WorkerRun::add_turn(std::chrono::nanoseconds took) {
    usage_here_.turns += took;
    recent_here_.turns += took;
}

// *Sync calls do not hold up the game there.
Usage WorkerRun::usage() const {
    Usage all = mailbox_->report().total;
    all.sync_calls = 0;
    all.sync = {};
    all.turns = usage_here_.turns;
    return all;
}

Usage WorkerRun::take_recent() {
    Usage recent = mailbox_->take_recent();
    recent.sync_calls = 0;
    recent.sync = {};
    recent.turns = std::exchange(recent_here_, {}).turns;
    return recent;
}

std::size_t WorkerRun::callbacks_waiting() const {
    return mailbox_->report().callbacks_waiting;
}

// The memory that its calls used here.
void WorkerRun::spend_slack(std::chrono::steady_clock::time_point deadline) {
    if (!std::exchange(calls_ran_, false)) return;
    Engine& engine = services_.workers->embassy.engine();
    engine.run_foreground_tasks();
    engine.spend_slack(deadline);
    if (ambassador_ != nullptr) ambassador_->look_after();
}

void WorkerRun::close() {
    phase_ = Phase::Stopped;
    for (auto& [id, done] : std::exchange(evaluations_, {}))
        done({Evaluation::Kind::Error, "the plugin was stopped"});
    services_.turns.leave(turn_);
    std::erase(services_.workers->waiting, this);
    ambassador_.reset();
    mailbox_->close();
}

// Closed, and its thread may still have something to say.
void WorkerRun::turn() {
    for (to_game::Message& message : std::exchange(arrived_, {}))
        take(std::move(message));
    for (to_game::Message& message : mailbox_->take_for_game())
        take(std::move(message));
}

void WorkerRun::tell(RemoteEvent event) {
    if (mailbox_->send_event(std::move(event))) return;
    ++dropped_events_;
    const Clock::time_point now = Clock::now();
    if (dropped_told_at_ != Clock::time_point{} && now - dropped_told_at_ < kDroppedAgain) return;
    dropped_told_at_ = now;
    log_line(LogLevel::Warning, "it does not keep up with the game: " +
                                    std::to_string(std::exchange(dropped_events_, 0)) +
                                    " calls of its functions were dropped");
}

void WorkerRun::log_line(LogLevel level, std::string text) {
    services_.log->add(level, name_, std::move(text));
}

}  // namespace plinth
