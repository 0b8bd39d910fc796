// SPDX-License-Identifier: MIT
// Mailbox: all that passes between the game's thread and the thread of one worker plugin. Neither
// waits for the other. Both directions keep their order and have bounds: what a side may send
// without end is refused or counted once the other does not keep up.

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "host/env/remote.h"
#include "host/loop/loop.h"
#include "host/supervisor/plugin_run.h"

namespace plinth {

/// What the game's thread tells a worker.
namespace to_worker {
struct Load {};
struct Activate {
    std::optional<Serialized> state;
};
struct Deactivate {};
struct GoOnAfterErrors {};
struct Frame {
    double dt = 0;
    double time = 0;
};
struct Evaluate {
    int id = 0;
    std::string code;
};
using Message = std::variant<Load, Activate, Deactivate, GoOnAfterErrors, Frame, Evaluate,
                             RemoteAnswer, RemoteEvent>;
}  // namespace to_worker

/// What a worker tells the game's thread.
namespace to_game {
struct Phase {
    PluginRun::Phase phase = PluginRun::Phase::Loading;
    std::optional<Fault> fault;
    std::optional<Serialized> state;
};
struct Line {
    LogLevel level = LogLevel::Info;
    std::string text;
};
struct Evaluated {
    int id = 0;
    Evaluation result;
};
/// Something that a Report says changed.
struct News {};
/// Its thread is about to end.
struct Ended {};
using Message = std::variant<Phase, Line, Evaluated, News, Ended, RemoteCall>;
}  // namespace to_game

/// Owner: shared by a WorkerRun and its thread. Thread: both, as said. Calls JS: no.
class Mailbox : public std::enable_shared_from_this<Mailbox> {
  public:
    using Clock = std::chrono::steady_clock;

    /// Figures of the plugin, as of its thread's last turn.
    struct Report {
        Usage total;
        Usage recent;  ///< Since the game last took it.
        HeapFigures heap;
        std::map<std::string, std::size_t> handles;
        std::size_t callbacks_waiting = 0;
        std::string slow_stack;
        std::vector<PluginRun::Survived> errors;
    };

    // The game's thread.

    /// `on_mail` is called on the thread of that loop, in its next turn, when there is something to
    /// take.
    void reach_game(std::shared_ptr<LoopRef> loop, std::function<void()> on_mail);
    /// on_mail is not called any more.
    void forget_game() { on_mail_ = nullptr; }
    void send(to_worker::Message message);
    /// Added to a frame that waits, if one does.
    void send_frame(double dt, double time);
    /// False: too many wait, and it was dropped.
    bool send_event(RemoteEvent event);
    /// All, in their order.
    std::deque<to_game::Message> take_for_game();
    Report report() const;
    Usage take_recent();
    std::string take_slow_stack();
    std::vector<PluginRun::Survived> take_errors();
    /// The thread is to end soon; what JavaScript it runs is ended.
    void close();
    /// Waits until the worker has answered a Deactivate, or stopped; not longer than that.
    void await_deactivation(Clock::time_point until);

    /// Whether it has 'frame' listeners or game timers.
    bool listens_to_frames() const { return listens_.load(std::memory_order_relaxed); }

    // The worker's thread.

    /// From here on the loop is woken by messages, and the engine can be ended.
    void open(std::shared_ptr<LoopRef> loop, Engine& engine);
    void shut();
    std::deque<to_worker::Message> take_for_worker();
    bool closing() const { return closing_.load(std::memory_order_acquire); }
    /// Returns when the thread is to end.
    void await_closing();
    void send(to_game::Message message);
    /// Lines beyond the bound are counted, and the count is a line once there is room.
    void send_line(LogLevel level, std::string text);
    /// `recent` and `errors` are added to what is there.
    void publish(Report report);
    void tell_whether_it_listens(bool listens);

  private:
    void put(to_game::Message message);
    void put_news();
    void wake_worker();

    mutable std::mutex mutex_;
    std::condition_variable changed_;

    std::deque<to_worker::Message> inbox_;
    std::optional<std::size_t> frame_at_;  // In inbox_.
    std::size_t events_ = 0;               // In inbox_.
    std::size_t event_bytes_ = 0;
    std::shared_ptr<LoopRef> worker_loop_;
    Engine* engine_ = nullptr;
    bool worker_woken_ = false;

    std::deque<to_game::Message> outbox_;
    std::size_t lines_ = 0;  // In outbox_.
    std::size_t line_bytes_ = 0;
    std::uint64_t dropped_lines_ = 0;
    std::shared_ptr<LoopRef> game_loop_;
    std::function<void()> on_mail_;  // The game's thread alone uses it.
    bool game_woken_ = false;
    bool news_wait_ = false;  // In outbox_.
    bool settled_ = false;    // Deactivated or over.

    Report report_;
    std::atomic<bool> closing_{false};
    std::atomic<bool> listens_{false};
};

}  // namespace plinth
