// SPDX-License-Identifier: MIT
// MemoryHandle: a JavaScript object that owns memory of a library, and has nothing open.

#pragma once

#include "host/env/handle_wrap.h"

namespace plinth {

/// Base of a hash, a key, a context. They go with their objects, and are in no report of what is
/// open.
///
/// Owner: the ledger, until the object is collected. Thread: the loop's. Calls JS: never.
class MemoryHandle : public HandleWrap {
  public:
    MemoryHandle(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) { let_go(); }

    /// Reports leave out what has no kind.
    const char* kind() const override { return ""; }
    void close() override { end_of_life(); }
};

}  // namespace plinth
