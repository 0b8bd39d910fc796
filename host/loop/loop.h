// SPDX-License-Identifier: MIT
// One libuv loop, owned. It knows nothing of JavaScript.

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <uv.h>

#include "host/base/result.h"

namespace plinth {

/// A way to reach a loop from other threads, safe after the loop is gone.
///
/// Owner: shared by the Loop and whoever posts. Thread: any. Calls JS: no.
class LoopRef {
  public:
    /// Runs `task` on the loop's thread, in its next turn. False: the loop is closed.
    bool post(std::function<void()> task);

  private:
    friend class Loop;
    std::mutex mutex_;
    std::vector<std::function<void()>> tasks_;
    uv_async_t* async_ = nullptr;  // Null once the loop closes.
};

/// Owner: a Runtime. Thread: the one that runs it; others use ref(). Calls JS: no.
class Loop {
  public:
    /// Fails when the system has no descriptors left for one.
    static Result<std::unique_ptr<Loop>> make();
    /// Where that must not happen.
    Loop();
    ~Loop();  ///< All handles must be closed or closing by now; see drain().
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    uv_loop_t* uv() { return &uv_; }
    std::shared_ptr<LoopRef> ref() { return ref_; }

    enum class Wait { No, UntilNextEvent };
    /// One turn of libuv. With a wait it blocks for the first event, `timeout_ms` at most
    /// (negative: no limit).
    void turn(Wait wait, std::int64_t timeout_ms = -1);

    /// True while something referenced is open or under way.
    bool alive() const;
    /// Milliseconds, as libuv counts; advanced by turn() and update_time().
    std::uint64_t now_ms() const { return uv_now(&uv_); }
    void update_time() { uv_update_time(&uv_); }
    /// The same clock, read now; costs no system call. It may be up to a millisecond behind
    /// uv_hrtime(), as libuv reads the coarse one of the system.
    std::uint64_t clock_ms() {
        update_time();
        return now_ms();
    }
    /// True when turn() has something to do without an event from outside: a libuv timer that is
    /// due, a handle that closes, a check or idle callback.
    bool due();
    /// True when handles changed since the last turn(): until the next one the kernel does not
    /// know, and backend_descriptor() does not tell.
    bool has_news() const { return uv_.watcher_queue[0] != &uv_.watcher_queue; }
    /// When due() will be true by itself, on the clock of clock_ms(); negative: never.
    std::int64_t due_at_ms() const;
    /// A descriptor that is readable when turn() has something to do. Linux and macOS.
    int backend_descriptor() const { return uv_backend_fd(&uv_); }

  private:
    struct Unopened {};
    explicit Loop(Unopened);
    int open();
    static void on_async(uv_async_t* handle);

    bool is_open_ = false;
    uv_loop_t uv_{};
    uv_timer_t wake_{};   // Bounds the wait of turn(); referenced only there.
    uv_async_t async_{};  // Wakes the loop for posted tasks; never referenced.
    std::shared_ptr<LoopRef> ref_;
};

}  // namespace plinth
