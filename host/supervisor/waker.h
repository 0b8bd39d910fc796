// SPDX-License-Identifier: MIT
// Waker: tells an app that sleeps between events that its plugins have something to do.

#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <thread>

namespace plinth {

/// Owner: the supervisor. Thread: arm() and disarm() on the game's; on_wake on one of its own.
/// Calls JS: no.
class Waker {
  public:
    using Clock = std::chrono::steady_clock;

    /// `descriptor` is readable while there is something to do; it must outlive this.
    Waker(int descriptor, std::function<void()> on_wake);
    ~Waker();
    Waker(const Waker&) = delete;
    Waker& operator=(const Waker&) = delete;

    /// A frame ended: calls on_wake once, when the descriptor is readable or the moment has come.
    void arm(Clock::time_point due);
    /// Something to do came up outside of a frame. Nothing, when on_wake was called already.
    void hurry();
    /// A frame begins: on_wake is not called until arm().
    void disarm();

  private:
    void run();
    void wait(bool armed, Clock::time_point due);
    void nudge();

    const int descriptor_;
    const std::function<void()> on_wake_;
    int nudge_ = -1;
    std::mutex mutex_;
    bool armed_ = true;
    bool over_ = false;
    Clock::time_point due_ = Clock::time_point::max();
    std::thread thread_;
};

}  // namespace plinth
