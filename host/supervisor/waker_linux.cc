// SPDX-License-Identifier: MIT
// One thread that polls two descriptors: the plugins' and an eventfd, by which it is told to look
// at its orders again. Elsewhere than on Linux the plugins' would be a completion port.

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "host/base/check.h"
#include "host/supervisor/waker.h"

namespace plinth {
namespace {

constexpr std::chrono::hours kLongestWait{1};

}  // namespace

Waker::Waker(int descriptor, std::function<void()> on_wake)
    : descriptor_(descriptor),
      on_wake_(std::move(on_wake)),
      nudge_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    PLINTH_CHECK(nudge_ >= 0);
    thread_ = std::thread([this] { run(); });
}

Waker::~Waker() {
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    nudge();
    thread_.join();
    close(nudge_);
}

void Waker::arm(Clock::time_point due) {
    {
        const std::lock_guard lock(mutex_);
        armed_ = true;
        due_ = due;
    }
    nudge();
}

void Waker::hurry() {
    {
        const std::lock_guard lock(mutex_);
        if (!armed_) return;
        due_ = Clock::time_point::min();
    }
    nudge();
}

void Waker::disarm() {
    const std::lock_guard lock(mutex_);
    armed_ = false;
}

void Waker::nudge() {
    const std::uint64_t one = 1;
    std::ignore = write(nudge_, &one, sizeof(one));  // It can only fail when it is readable anyway.
}

void Waker::run() {
    for (;;) {
        bool armed = false;
        Clock::time_point due;
        {
            const std::lock_guard lock(mutex_);
            if (over_) return;
            armed = armed_;
            due = due_;
        }
        wait(armed, due);
    }
}

// Until the orders change, or until it has called.
void Waker::wait(bool armed, Clock::time_point due) {
    pollfd descriptors[] = {{nudge_, POLLIN, 0}, {armed ? descriptor_ : -1, POLLIN, 0}};
    int timeout_ms = -1;
    if (armed && due != Clock::time_point::max()) {
        const Clock::time_point now = Clock::now();
        const auto left = due > now ? std::min<Clock::duration>(due - now, kLongestWait)
                                    : Clock::duration::zero();
        timeout_ms = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
    }
    poll(descriptors, 2, timeout_ms);
    std::uint64_t nudges = 0;
    std::ignore = read(nudge_, &nudges, sizeof(nudges));

    // Under the lock, so that no call is made once disarm() has returned.
    const std::lock_guard lock(mutex_);
    const bool ready = (descriptors[1].revents & POLLIN) != 0 || Clock::now() >= due_;
    if (!armed_ || !ready) return;
    armed_ = false;
    on_wake_();
}

}  // namespace plinth
