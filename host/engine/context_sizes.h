// SPDX-License-Identifier: MIT
// ContextSizes: how much of an isolate's heap each of its contexts holds. V8 counts it while it
// collects garbage anyway.

#pragma once

#include <cstddef>
#include <functional>

#include <v8.h>

namespace plinth {

/// Thread: the isolate's. Calls JS: no.
class ContextSizes {
  public:
    using Each = std::function<void(v8::Local<v8::Context>, std::size_t bytes)>;

    /// At the end of the next full collection `each` is called for each context that is there, in
    /// a task of V8, and `done` after the last. Nothing is called when the isolate ends before.
    static void ask(v8::Isolate* isolate, Each each, std::function<void()> done);
};

}  // namespace plinth
