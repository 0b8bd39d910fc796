// SPDX-License-Identifier: MIT
// LoopSet: which of many loops have something to do, with one system call for all of them.

#pragma once

#include <vector>

namespace plinth {

class Loop;

/// Owner: the supervisor. Thread: one. Calls JS: no.
class LoopSet {
  public:
    LoopSet() = default;
    ~LoopSet();
    LoopSet(const LoopSet&) = delete;
    LoopSet& operator=(const LoopSet&) = delete;

    /// From now on ready() may name `token` for this loop. Remove it before the loop ends.
    void add(Loop& loop, void* token);
    void remove(Loop& loop);

    /// Tokens of the loops whose descriptors have events; never waits. A loop whose handles changed
    /// since its last turn must be turned once more to be seen here: libuv tells the kernel then.
    const std::vector<void*>& ready();
    /// Readable while ready() would name one; -1 where the system has no such thing, and before the
    /// first one was added.
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_ = -1;
    std::size_t count_ = 0;
    std::vector<void*> ready_;
};

}  // namespace plinth
