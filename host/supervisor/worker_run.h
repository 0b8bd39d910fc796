// SPDX-License-Identifier: MIT
// WorkerRun: a running version of a plugin in placement `worker`, as the game's thread has it. What
// it says of the plugin is what the thread told last.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/env/ambassador.h"
#include "host/loop/loop.h"
#include "host/supervisor/instance.h"
#include "host/supervisor/mailbox.h"
#include "host/supervisor/polled_loop.h"
#include "host/supervisor/worker_thread.h"

namespace plinth {

/// What the workers of a host share on the game's thread.
struct Workers {
    Workers(HostLoops& loops, const StartupSnapshot& snapshot, std::unique_ptr<Loop> mail_loop)
        : embassy(snapshot), mail(std::move(mail_loop)), polled(loops, *mail) {
        mail->turn(Loop::Wait::No);  // From here on the kernel knows its descriptors.
    }

    Embassy embassy;
    const std::unique_ptr<Loop> mail;  ///< Turned when a worker has something to tell.
    PolledLoop polled;
    GameClock clock;
    /// Bindings returned promises to them, which the game may settle until the next frame.
    std::vector<PluginRun*> waiting;
    /// When the host ends, how long deactivate() of all of them together may take.
    std::optional<Clock::time_point> end_by;
};

/// Owner: as a PluginRun. Thread: the game's. Calls JS: no; bindings of the host run in pump().
class WorkerRun final : public PluginRun, private AmbassadorPost {
  public:
    /// Fails when the system has no descriptors left for a loop. That the thread has none is a
    /// fault of the run.
    static Result<std::unique_ptr<WorkerRun>> make(HostServices& services,
                                                   const Manifest& manifest);
    ~WorkerRun() override;

    // PluginRun
    Phase phase() const override { return phase_; }
    const std::optional<Fault>& fault() const override { return fault_; }
    void go_on_after_errors() override { mailbox_->send(to_worker::GoOnAfterErrors{}); }
    std::vector<Survived> take_errors() override { return mailbox_->take_errors(); }
    std::string take_slow_stack() override { return mailbox_->take_slow_stack(); }
    void flush_output() override {}  // Its thread did, before it told of its end.
    std::map<std::string, std::size_t> handles_by_kind() const override {
        return mailbox_->report().handles;
    }
    std::chrono::milliseconds uptime() const override;
    void load(const Manifest& manifest) override;
    void activate(const std::optional<Serialized>& state) override;
    void deactivate() override;
    std::optional<Serialized> take_state() override { return std::exchange(state_, {}); }
    void emit_frame(double dt, double time) override { mailbox_->send_frame(dt, time); }
    bool wants_frame() const override { return mailbox_->listens_to_frames(); }
    bool listens_to_frames() const override { return mailbox_->listens_to_frames(); }
    void evaluate(std::string_view code, std::function<void(Evaluation)> done) override;
    Progress pump(const Budget& budget) override;
    bool has_jobs() const override { return false; }  // They are its thread's.
    void run_jobs(const Budget&) override {}
    void wait_for_turn() override { services_.turns.wait(turn_); }
    void charge(std::chrono::nanoseconds used) override;
    void add_turn(std::chrono::nanoseconds took) override;
    Usage usage() const override;
    Usage take_recent() override;
    HeapFigures heap_figures() const override { return mailbox_->report().heap; }
    std::size_t heap_bytes() const override { return heap_figures().used; }
    std::size_t heap_limit_bytes() const override { return services_.engine.heap_limit_bytes; }
    std::size_t callbacks_waiting() const override;
    void spend_slack(std::chrono::steady_clock::time_point deadline) override;
    void close() override;
    bool drained() const override { return ended_; }
    void turn() override;

  private:
    WorkerRun(HostServices& services, const Manifest& manifest);

    // AmbassadorPost
    void answer(RemoteAnswer answer) override { mailbox_->send(std::move(answer)); }
    void tell(RemoteEvent event) override;

    void take(to_game::Message message);
    void take_phase(to_game::Phase& told);
    void log_line(LogLevel level, std::string text);

    HostServices& services_;
    const std::string name_;
    Allowance allowance_;
    RunTurn turn_;
    std::shared_ptr<Mailbox> mailbox_;
    std::unique_ptr<Ambassador> ambassador_;  // Null once it is closed.
    std::unique_ptr<WorkerThread> thread_;
    std::deque<to_game::Message> arrived_;
    Phase phase_ = Phase::Loading;
    std::optional<Fault> fault_;
    std::optional<Serialized> state_;
    std::map<int, std::function<void(Evaluation)>> evaluations_;
    int last_evaluation_ = 0;
    Usage usage_here_;   // The part of the game's thread.
    Usage recent_here_;  // Since it was last taken.
    const Clock::time_point started_at_ = Clock::now();
    std::uint64_t dropped_events_ = 0;
    Clock::time_point dropped_told_at_;
    bool calls_ran_ = false;  // Since slack was last spent.
    bool ended_ = false;
};

}  // namespace plinth
