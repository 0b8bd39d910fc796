// SPDX-License-Identifier: MIT
// SpareEngines: the heap and the context of the plugin that comes next, made ahead.

#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "host/engine/engine.h"

namespace plinth {

/// Reading the startup snapshot is most of what loading or reloading a plugin takes. So one engine
/// is kept ready, made on a thread that comes behind the game's; it costs the memory of a plugin
/// that does nothing.
/// Owner: the supervisor. Thread: the game's; it has one of its own, once an engine was taken.
/// Calls JS: no.
class SpareEngines {
  public:
    explicit SpareEngines(const EngineOptions& options) : options_(options) {}
    ~SpareEngines();
    SpareEngines(const SpareEngines&) = delete;
    SpareEngines& operator=(const SpareEngines&) = delete;

    /// The one that is ready, or else a new one, as always for options that are not those that it
    /// keeps one for. If none was ready, loads follow each other: the next is begun at once.
    std::unique_ptr<Engine> take(const EngineOptions& options);
    /// Has the next one made if one was taken. Not before the load is over: making it would slow
    /// that down.
    void replace();

    /// Waits until one is ready, if one is being made: for tests and benchmarks.
    void wait_until_ready();

  private:
    void begin_next();
    void run();

    const EngineOptions options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::unique_ptr<Engine> spare_;
    bool taken_ = false;   // The game's thread: replace() has something to do.
    bool wanted_ = false;  // Being made, or about to be.
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace plinth
