// SPDX-License-Identifier: MIT
// On Linux: an epoll descriptor can be polled by another. Windows needs one completion port for all
// loops instead (see docs/platforms.md).

#include <sys/epoll.h>
#include <unistd.h>

#include "host/base/check.h"
#include "host/loop/loop.h"
#include "host/loop/loop_set.h"

namespace plinth {

LoopSet::~LoopSet() {
    if (descriptor_ >= 0) close(descriptor_);
}

void LoopSet::add(Loop& loop, void* token) {
    if (descriptor_ < 0) descriptor_ = epoll_create1(EPOLL_CLOEXEC);
    PLINTH_CHECK(descriptor_ >= 0);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = token;
    PLINTH_CHECK(epoll_ctl(descriptor_, EPOLL_CTL_ADD, loop.backend_descriptor(), &event) == 0);
    ++count_;
}

void LoopSet::remove(Loop& loop) {
    PLINTH_CHECK(epoll_ctl(descriptor_, EPOLL_CTL_DEL, loop.backend_descriptor(), nullptr) == 0);
    --count_;
}

const std::vector<void*>& LoopSet::ready() {
    ready_.clear();
    if (count_ == 0) return ready_;
    std::vector<epoll_event> events(count_);
    const int found = epoll_wait(descriptor_, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < found; ++i)
        ready_.push_back(events[static_cast<std::size_t>(i)].data.ptr);
    return ready_;
}

}  // namespace plinth
