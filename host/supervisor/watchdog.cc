// SPDX-License-Identifier: MIT
// The watchdog looks a few times per limit. It needs no clock in the plugin's thread: an entry that
// has the same number at two looks has been running in between.

#include "host/supervisor/watchdog.h"

#include <algorithm>
#include <utility>

namespace plinth {
namespace {

constexpr std::chrono::milliseconds kShortestNap{1};
constexpr std::chrono::seconds kAwake{5};

}  // namespace

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Watchdog::add(ScriptWatch& script, std::chrono::milliseconds limit) {
    if (limit.count() <= 0) return;
    const std::lock_guard lock(mutex_);
    watched_[&script].limit = limit;
    nap_ = std::min(nap_, std::max(limit / 10, kShortestNap));
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void Watchdog::remove(ScriptWatch& script) {
    const std::lock_guard lock(mutex_);
    watched_.erase(&script);
}

void Watchdog::stir() {
    const Clock::time_point now = Clock::now();
    bool asleep = false;
    {
        const std::lock_guard lock(mutex_);
        asleep = awake_until_ <= now;
        awake_until_ = now + kAwake;
    }
    if (asleep) wake_.notify_one();
}

void Watchdog::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        const Clock::time_point now = Clock::now();
        look(now);
        // An entry under way keeps it awake, also when the frame that it is in never ends.
        const bool busy = std::any_of(watched_.begin(), watched_.end(),
                                      [](const auto& each) { return each.second.entry != 0; });
        if (busy || now < awake_until_) {
            wake_.wait_for(lock, nap_);
        } else {
            wake_.wait(lock);
        }
    }
}

void Watchdog::look(Clock::time_point now) {
    const Clock::duration passed = now - std::exchange(looked_at_, now);
    for (auto& [script, watched] : watched_) {
        const auto [entry, paused] = script->look();
        if (entry == 0 || entry != watched.entry) {
            watched = {watched.limit, entry, {}, false};
            continue;
        }
        if (paused) continue;
        watched.used += passed;
        if (!watched.stack_asked && watched.used >= watched.limit / 2) {
            watched.stack_asked = true;
            script->ask_for_stack(entry);
        }
        if (watched.used >= watched.limit) script->end_hang(entry, watched.limit);
    }
}

}  // namespace plinth
