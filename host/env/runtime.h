// SPDX-License-Identifier: MIT
// Runtime: one V8 isolate and one libuv loop, on one thread at a time. One Env runs in it, or
// several that trust each other.

#pragma once

#include <memory>

#include "host/engine/engine.h"
#include "host/env/ended_contexts.h"
#include "host/loop/loop.h"

namespace plinth {

/// Owner: the supervisor, or a program's main. Thread: one at a time. Calls JS: no.
/// Destroy its Envs first.
class Runtime {
  public:
    /// Fails when the system has no descriptors left for its loop.
    static Result<std::unique_ptr<Runtime>> make(const EngineOptions& options);
    /// Where that must not happen.
    explicit Runtime(const EngineOptions& options);
    Runtime(std::unique_ptr<Loop> loop, std::unique_ptr<Engine> engine);

    Engine& engine() { return *engine_; }
    Loop& loop() { return *loop_; }
    v8::Isolate* isolate() const { return engine_->isolate(); }
    EndedContexts& ended_contexts() { return ended_; }

  private:
    const std::unique_ptr<Loop> loop_;
    std::unique_ptr<Engine> engine_;
    EndedContexts ended_;  // Gone before the isolate.
};

}  // namespace plinth
