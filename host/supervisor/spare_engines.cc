// SPDX-License-Identifier: MIT
// V8 lets go of an isolate on the thread that made it, and the game's takes it from there; the lock
// is what orders the two.

#include "host/supervisor/spare_engines.h"

#include <system_error>
#include <utility>

#include "host/loop/thread_rank.h"

namespace plinth {

SpareEngines::~SpareEngines() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::unique_ptr<Engine> SpareEngines::take(const EngineOptions& options) {
    if (options != options_) return std::make_unique<Engine>(options);
    taken_ = true;
    std::unique_ptr<Engine> engine;
    {
        const std::lock_guard lock(mutex_);
        engine = std::move(spare_);
    }
    if (engine == nullptr) {
        replace();
        return std::make_unique<Engine>(options);
    }
    engine->settle();
    return engine;
}

void SpareEngines::replace() {
    if (taken_) begin_next();
    taken_ = false;
}

void SpareEngines::begin_next() {
    const std::lock_guard lock(mutex_);
    if (wanted_ || spare_ != nullptr) return;
    wanted_ = true;
    changed_.notify_all();
    if (thread_.joinable()) return;
    try {
        thread_ = std::thread([this] { run(); });
    } catch (const std::system_error&) {
        wanted_ = false;  // No more threads: each load makes its own, as this one did.
    }
}

void SpareEngines::wait_until_ready() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !wanted_; });
}

void SpareEngines::run() {
    rank_behind_the_game();
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return wanted_ || ending_; });
        if (ending_) return;
        lock.unlock();
        auto engine = std::make_unique<Engine>(options_);
        engine->prepare();
        lock.lock();
        spare_ = std::move(engine);
        wanted_ = false;
        changed_.notify_all();
    }
}

}  // namespace plinth
