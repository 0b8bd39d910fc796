// SPDX-License-Identifier: MIT
// WorkerThread: the thread of a plugin in placement `worker`. Its runtime is made, run and disposed
// of there; the game's thread is told by way of a Mailbox.

#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <string>

#include <uv.h>

#include "host/env/remote.h"
#include "host/supervisor/instance.h"
#include "host/supervisor/mailbox.h"
#include "host/supervisor/manifest.h"

namespace plinth {

/// Game time, written by the game's thread each frame.
struct GameClock {
    std::atomic<double> time{0};
    std::atomic<double> scale{1};
};

/// Owner: a WorkerRun. Thread: its constructor and destructor on the game's, all else on its own.
/// Calls JS: on its own.
class WorkerThread final : private RemotePort {
  public:
    struct Options {
        Manifest manifest;
        RemoteDescription modules;
        std::shared_ptr<Mailbox> mailbox;
        const GameClock* clock = nullptr;  ///< Must outlive it.
    };

    /// Starts at once. `services` are the host's, of which it takes what threads may share.
    WorkerThread(const HostServices& services, Options options);
    /// Waits for its end: close the mailbox first.
    ~WorkerThread() override;
    WorkerThread(const WorkerThread&) = delete;
    WorkerThread& operator=(const WorkerThread&) = delete;

    /// False: the system has no more threads.
    bool started() const { return started_; }

  private:
    /// Its lines go to the game's log.
    class Lines final : public LogBook {
      public:
        explicit Lines(Mailbox& mailbox) : LogBook(nullptr), mailbox_(mailbox) {}
        void add(LogLevel level, std::string plugin, std::string text) override;

      private:
        Mailbox& mailbox_;
    };

    // RemotePort
    const RemoteDescription& description() const override { return options_.modules; }
    void send(RemoteCall call) override;
    bool accepts_calls() const override;

    void run();
    void run(Instance& instance);
    void fail_to_start(const Error& error);
    void turn(Instance& instance);
    void take_messages(Instance& instance);
    void take(Instance& instance, to_worker::Message& message);
    void answered();
    void tell_changes(Instance& instance);
    void tell_phase(Instance& instance);
    void publish(Instance& instance);
    std::int64_t longest_wait() const;

    const Options options_;
    Mailbox& mailbox_;
    Lines lines_;
    HostServices services_;
    uv_thread_t thread_{};
    bool started_ = false;

    PluginRun::Phase told_phase_ = PluginRun::Phase::Loading;
    std::size_t under_way_ = 0;       // Calls that the game has and did not answer.
    std::deque<RemoteCall> waiting_;  // For those.
    std::size_t waiting_bytes_ = 0;
    Mailbox::Clock::time_point published_at_;
    Mailbox::Clock::time_point stirred_at_;
    std::uint64_t callbacks_at_turn_ = 0;
    int idle_turns_ = 0;
    bool unpublished_ = true;
};

}  // namespace plinth
