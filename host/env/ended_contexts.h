// SPDX-License-Identifier: MIT
// EndedContexts: contexts whose Env is gone, in an isolate that lives on. V8 may still touch what
// such a context points to, until it is collected.

#pragma once

#include <cstddef>
#include <list>
#include <memory>

#include <v8.h>

namespace plinth {

/// Owner: a Runtime. Thread: its isolate's. Calls JS: no.
class EndedContexts {
  public:
    /// Keeps the queue that the context's promise jobs would go to for as long as it is there.
    void add(v8::Isolate* isolate, v8::Local<v8::Context> context,
             std::unique_ptr<v8::MicrotaskQueue> microtasks);
    /// How many are not collected yet.
    std::size_t count();

  private:
    struct Ended {
        v8::Global<v8::Context> context;  // Weak: empty once it is collected.
        std::unique_ptr<v8::MicrotaskQueue> microtasks;
    };
    std::list<Ended> ended_;
};

}  // namespace plinth
