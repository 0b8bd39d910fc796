// SPDX-License-Identifier: MIT
// The same instance as on the game's thread, driven by a loop that waits instead of frames.

#include "host/supervisor/worker_thread.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "host/env/remote_link.h"

namespace plinth {
namespace {

// As the main thread of most systems has; V8 gets a part of it (host/engine).
constexpr std::size_t kStackBytes = std::size_t{4} << 20;

// Calls that the game has at a time, and what waits behind them before no more are taken.
constexpr std::size_t kMostUnderWay = 1024;
constexpr std::size_t kMostWaiting = 16384;
constexpr std::size_t kMostWaitingBytes = std::size_t{64} << 20;

// Without frames there is no slack: jobs take turns with the event loop.
constexpr std::chrono::milliseconds kJobSlice{5};

// How often the game's thread is told figures.
constexpr std::chrono::milliseconds kBetweenReports{4};

// After it ran it looks a few times whether V8 has left something to do, then sleeps.
constexpr std::int64_t kFirstIdleMs = 20;
constexpr int kIdleTurns = 6;
constexpr std::chrono::milliseconds kSlack{20};
constexpr std::int64_t kForeverMs = 3'600'000;

constexpr std::chrono::seconds kBetweenStirs{1};

// The host's answers, asked on its own thread.
GrantPermission answers_of(const Manifest& manifest, const GrantPermission& grant) {
    std::map<std::pair<std::string, std::string>, bool> answers;
    for (const PermissionWish& wish : manifest.permissions) {
        const std::string name(to_string(wish.permission));
        answers[{name, wish.resource}] = grant && grant(manifest.name, name, wish.resource);
    }
    return [answers = std::move(answers)](std::string_view, std::string_view permission,
                                          std::string_view resource) {
        const auto found = answers.find({std::string(permission), std::string(resource)});
        return found != answers.end() && found->second;
    };
}

}  // namespace

void WorkerThread::Lines::add(LogLevel level, std::string, std::string text) {
    mailbox_.send_line(level, std::move(text));
}

WorkerThread::WorkerThread(const HostServices& services, Options options)
    : options_(std::move(options)), mailbox_(*options_.mailbox), lines_(mailbox_) {
    services_.engine = services.engine;
    services_.most_young_generation_bytes = services.most_young_generation_bytes;
    services_.exec_path = services.exec_path;
    services_.data_dir = services.data_dir;
    services_.storage_limit_bytes = services.storage_limit_bytes;
    services_.cache_folder = services.cache_folder;
    services_.module_roots = services.module_roots;
    services_.log = &lines_;
    services_.polls_loops = false;
    services_.watchdog = services.watchdog;
    services_.hang_limit = services.worker_hang_limit;
    services_.granted = services.granted;
    services_.grant = answers_of(options_.manifest, services.grant);
    uv_thread_options_t thread{};
    thread.flags = UV_THREAD_HAS_STACK_SIZE;
    thread.stack_size = kStackBytes;
    started_ = uv_thread_create_ex(
                   &thread_, &thread, [](void* self) { static_cast<WorkerThread*>(self)->run(); },
                   this) == 0;
}

WorkerThread::~WorkerThread() {
    if (started_) uv_thread_join(&thread_);
}

void WorkerThread::run() {
    if (auto instance = Instance::make(services_, options_.manifest)) {
        run(**instance);
    } else {
        fail_to_start(instance.error());
    }
    mailbox_.send(to_game::Ended{});
}

void WorkerThread::run(Instance& instance) {
    instance.env().part<RemoteLink>().connect(*this);
    mailbox_.open(instance.loop().ref(), instance.engine());
    while (!mailbox_.closing() && instance.running())
        turn(instance);
    instance.flush_output();
    publish(instance);
    tell_phase(instance);
    mailbox_.await_closing();
    mailbox_.shut();
    instance.engine().forgive();  // What was to be ended is over.
}

void WorkerThread::fail_to_start(const Error& error) {
    to_game::Phase told;
    told.phase = PluginRun::Phase::Stopped;
    told.fault.emplace();
    told.fault->kind = Fault::Kind::Terminated;
    told.fault->message = error.message;
    told.fault->text = error.message + "\n";
    mailbox_.send(std::move(told));
    mailbox_.await_closing();
}

void WorkerThread::turn(Instance& instance) {
    services_.game_time = options_.clock->time.load(std::memory_order_relaxed);
    services_.time_scale = options_.clock->scale.load(std::memory_order_relaxed);
    const auto now = Mailbox::Clock::now();
    if (now - stirred_at_ > kBetweenStirs) {
        stirred_at_ = now;
        services_.watchdog->stir();
    }
    take_messages(instance);
    if (!instance.running()) return;
    if (now - published_at_ >= kBetweenReports && unpublished_) publish(instance);
    tell_changes(instance);
    instance.wait(longest_wait());
    instance.pump(Budget::unlimited());
    if (instance.has_jobs()) instance.run_jobs(Budget(Budget::Clock::now() + kJobSlice));
    tell_changes(instance);
    instance.env().part<RemoteLink>().release_collected();
    const std::uint64_t callbacks = instance.env().callbacks();
    if (callbacks != std::exchange(callbacks_at_turn_, callbacks)) {
        unpublished_ = true;
        idle_turns_ = 0;
    } else if (idle_turns_++ == 0) {
        instance.spend_slack(Mailbox::Clock::now() + kSlack);
    }
}

// How long the turn may wait for something to do.
std::int64_t WorkerThread::longest_wait() const {
    if (unpublished_) return kBetweenReports.count();
    return idle_turns_ < kIdleTurns ? kFirstIdleMs << idle_turns_ : kForeverMs;
}

void WorkerThread::take_messages(Instance& instance) {
    for (to_worker::Message& message : mailbox_.take_for_worker()) {
        if (mailbox_.closing() || !instance.running()) return;
        unpublished_ = true;
        take(instance, message);
    }
}

void WorkerThread::take(Instance& instance, to_worker::Message& message) {
    namespace to = to_worker;
    if (std::holds_alternative<to::Load>(message)) {
        instance.load(options_.manifest);
    } else if (auto* activate = std::get_if<to::Activate>(&message)) {
        instance.activate(activate->state);
    } else if (std::holds_alternative<to::Deactivate>(message)) {
        instance.deactivate();
    } else if (std::holds_alternative<to::GoOnAfterErrors>(message)) {
        instance.go_on_after_errors();
    } else if (auto* frame = std::get_if<to::Frame>(&message)) {
        services_.game_time = frame->time;
        if (instance.phase() == PluginRun::Phase::Active && instance.wants_frame())
            instance.emit_frame(frame->dt, frame->time);
    } else if (auto* evaluate = std::get_if<to::Evaluate>(&message)) {
        instance.evaluate(evaluate->code, [this, id = evaluate->id](Evaluation result) {
            mailbox_.send(to_game::Evaluated{id, std::move(result)});
        });
    } else if (auto* answer = std::get_if<RemoteAnswer>(&message)) {
        answered();
        const Gate::Scope scope(instance.env().gate());
        instance.env().part<RemoteLink>().settle(*answer);
    } else if (auto* event = std::get_if<RemoteEvent>(&message)) {
        const Gate::Scope scope(instance.env().gate());
        instance.env().part<RemoteLink>().take(*event);
    }
    tell_phase(instance);
}

void WorkerThread::tell_changes(Instance& instance) {
    tell_phase(instance);
    mailbox_.tell_whether_it_listens(instance.listens_to_frames());
}

void WorkerThread::tell_phase(Instance& instance) {
    const PluginRun::Phase phase = instance.phase();
    if (phase == std::exchange(told_phase_, phase)) return;
    to_game::Phase told;
    told.phase = phase;
    if (phase == PluginRun::Phase::Stopped) {
        if (mailbox_.closing()) return;
        told.fault = instance.fault();
        instance.flush_output();
        publish(instance);
    } else if (phase == PluginRun::Phase::Deactivated) {
        told.state = instance.take_state();
    }
    mailbox_.send(std::move(told));
}

void WorkerThread::publish(Instance& instance) {
    Mailbox::Report report;
    report.total = instance.usage();
    report.recent = instance.take_recent();
    report.heap = instance.heap_figures();
    report.handles = instance.handles_by_kind();
    report.callbacks_waiting = instance.callbacks_waiting();
    report.slow_stack = instance.take_slow_stack();
    report.errors = instance.take_errors();
    mailbox_.publish(std::move(report));
    published_at_ = Mailbox::Clock::now();
    unpublished_ = false;
}

void WorkerThread::send(RemoteCall call) {
    if (call.kind == RemoteCall::Kind::Release || under_way_ < kMostUnderWay) {
        // What is released may be named by a call that waits.
        if (waiting_.empty()) {
            if (call.kind != RemoteCall::Kind::Release) ++under_way_;
            return mailbox_.send(std::move(call));
        }
    }
    waiting_bytes_ += call.arguments.size();
    waiting_.push_back(std::move(call));
}

void WorkerThread::answered() {
    --under_way_;
    while (!waiting_.empty()) {
        RemoteCall& next = waiting_.front();
        if (next.kind != RemoteCall::Kind::Release) {
            if (under_way_ >= kMostUnderWay) return;
            ++under_way_;
        }
        waiting_bytes_ -= next.arguments.size();
        mailbox_.send(std::move(next));
        waiting_.pop_front();
    }
}

bool WorkerThread::accepts_calls() const {
    return waiting_.size() < kMostWaiting && waiting_bytes_ < kMostWaitingBytes;
}

}  // namespace plinth
