// SPDX-License-Identifier: MIT
// EntryEpoch: how a watchdog on another thread sees that an isolate has been in one and the same
// script for too long, and ends that script and no other. Entering costs one store.

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

namespace plinth {

/// Owner: an Engine. Thread: enter and leave on the isolate's, observe and fire on the watchdog's.
class EntryEpoch {
  public:
    /// Script is about to run.
    void enter() { state_.fetch_add(1, std::memory_order_acq_rel); }

    /// No script is on the stack any more. True: it was fired at meanwhile; the request to end it
    /// has been made by now, and must be taken back before anything else runs.
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

    /// The running entry's number; 0 when no script runs or it was fired at already.
    std::uint64_t running() const {
        const std::uint64_t state = state_.load(std::memory_order_acquire);
        return (state & 1) == 1 && (state & kFired) == 0 ? state : 0;
    }

    /// Calls `end` if that entry is still running.
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

    std::atomic<std::uint64_t> state_{0};  // Odd while script runs.
    std::mutex firing_;
};

}  // namespace plinth
