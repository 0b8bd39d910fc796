// SPDX-License-Identifier: MIT
// The runtime of the plugins in placement `shared`: made for the first of them, gone with the last.
// What it costs and what it keeps apart: docs/decisions/placements.md.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "host/env/runtime.h"
#include "host/supervisor/polled_loop.h"

namespace plinth {

class Env;
class Instance;

/// Owner: its members together; the last one to go disposes of it. Thread: the game's.
/// Calls JS: drain() only.
class SharedRuntime {
  public:
    SharedRuntime(HostLoops& loops, std::unique_ptr<Loop> loop, EngineOptions options);
    SharedRuntime(const SharedRuntime&) = delete;
    SharedRuntime& operator=(const SharedRuntime&) = delete;

    Runtime& runtime() { return runtime_; }
    void add(Instance& member) { members_.push_back(&member); }
    void remove(Instance& member);

    /// V8's tasks ran: promise jobs of whichever member they left some to.
    void drain(const Env& done);
    /// The part of the heap that is one member's, as of a full collection a while ago; before the
    /// first one, an equal part. Asks for a new figure.
    std::size_t heap_bytes_of(Env& env);
    /// Between two turns: whether the heap has room again after a member filled it. If not, all
    /// members are ended.
    void look_after_heap();

  private:
    Runtime runtime_;
    PolledLoop polled_;
    std::vector<Instance*> members_;
    std::map<const Env*, std::size_t> heap_bytes_;
    bool measuring_ = false;
    int collections_ = 0;  // Since a member filled the heap.
};

/// Owner: the supervisor. Thread: the game's. Calls JS: no.
class RuntimeGroup {
  public:
    /// The runtime that shared plugins run in from now on: a new one where there is none, or where
    /// its heap is full.
    Result<std::shared_ptr<SharedRuntime>> join(HostLoops& loops, const EngineOptions& options);
    /// Null: no plugin is in it.
    std::shared_ptr<SharedRuntime> current() const { return current_.lock(); }

  private:
    std::weak_ptr<SharedRuntime> current_;
};

}  // namespace plinth
