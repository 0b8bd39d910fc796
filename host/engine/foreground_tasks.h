// SPDX-License-Identifier: MIT
// What V8 posts for an isolate's own thread, told to whoever runs that thread: it may be asleep.

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <v8-platform.h>
#include <v8.h>

namespace plinth {

/// Owner: the platform of V8. Thread: any. Calls JS: no.
class ForegroundTasks {
  public:
    using Wake = std::function<void()>;

    /// The runner with that name of `below`, which tells of what it gets.
    std::shared_ptr<v8::TaskRunner> runner(v8::Isolate* isolate,
                                           std::shared_ptr<v8::TaskRunner> below);

    /// `wake` is called when another thread posts a task for this isolate; there, with locks held.
    void watch(v8::Isolate* isolate, Wake wake);
    void forget(v8::Isolate* isolate);

  private:
    class Runner;
    // Kept apart from the runner: V8 may hold that for longer than the isolate lives.
    struct Watcher;
    struct Entry {
        std::shared_ptr<Watcher> watcher;
        std::shared_ptr<Runner> runner;
    };

    Entry& entry(v8::Isolate* isolate);

    std::mutex mutex_;
    std::unordered_map<v8::Isolate*, Entry> entries_;
};

}  // namespace plinth
