// SPDX-License-Identifier: MIT
// EntryEpoch: how a watchdog on another thread sees that one and the same entry into script has
// been running for too long, and ends that entry and no other. Entering costs one atomic addition.

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

namespace plinth {

/// Owner: a ScriptWatch. Thread: enter, leave, pause and resume on the isolate's, observe and fire
/// on the watchdog's.
class EntryEpoch {
  public:
    /// Script is about to run.
    void enter() { state_.fetch_add(1, std::memory_order_acq_rel); }

    /// No script of it is on the stack any more. True: it was fired at meanwhile; the request to
    /// end it has been made by now, and must be taken back before anything else runs.
    bool leave() {
        const std::uint64_t before = state_.load(std::memory_order_acquire);
        if ((before & kFired) == 0) {
            std::uint64_t expected = before;
            if (state_.compare_exchange_strong(expected, before + 1, std::memory_order_acq_rel)) {
                return false;
            }
        }
        const std::lock_guard lock(firing_);  // Waits until fire() has made its request.
        state_.store((state_.load(std::memory_order_relaxed) & ~kFired) + 1,
                     std::memory_order_release);
        return true;
    }

    /// Another entry begins on top of it: until resume() it can't be fired at. True: it was
    /// already; the request has been made, and must be taken back for the time of the other one.
    bool pause() {
        const std::lock_guard lock(firing_);
        return (state_.fetch_or(kPaused, std::memory_order_acq_rel) & kFired) != 0;
    }
    /// True: it was fired at before the pause.
    bool resume() { return (state_.fetch_and(~kPaused, std::memory_order_acq_rel) & kFired) != 0; }

    struct Look {
        std::uint64_t entry = 0;  ///< 0: no script runs, or it was fired at already.
        bool paused = false;
    };
    Look look() const {
        const std::uint64_t state = state_.load(std::memory_order_acquire);
        if ((state & 1) == 0 || (state & kFired) != 0) return {};
        return {state & ~kPaused, (state & kPaused) != 0};
    }
    /// The running entry's number, paused or not; see Look.
    std::uint64_t running() const { return look().entry; }

    /// Calls `end` if that entry is still running, and not paused.
    template <class End>
    bool fire(std::uint64_t entry, End end) {
        const std::lock_guard lock(firing_);
        std::uint64_t expected = entry;
        if (!state_.compare_exchange_strong(expected, entry | kFired, std::memory_order_acq_rel)) {
            return false;
        }
        end();
        return true;
    }

  private:
    static constexpr std::uint64_t kFired = std::uint64_t{1} << 63;
    static constexpr std::uint64_t kPaused = std::uint64_t{1} << 62;

    std::atomic<std::uint64_t> state_{0};  // Odd while script runs.
    std::mutex firing_;
};

}  // namespace plinth
