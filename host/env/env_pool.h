// SPDX-License-Identifier: MIT
// The thread pool, as a plugin has it.

#pragma once

#include "host/env/env.h"
#include "host/loop/fair_pool.h"

namespace plinth {

/// Owner: an Env. Thread: its loop's. Calls JS: no.
class EnvPool final : public EnvPart {
  public:
    explicit EnvPool(Env& env)
        : queue_(env.uv(), env.options().name.empty() ? PoolQueue::Share::AllThreads
                                                      : PoolQueue::Share::LeaveOne) {}
    PoolQueue& queue() { return queue_; }

  private:
    PoolQueue queue_;
};

/// For work that blocks. A task is on the ledger, too, whose close() withdraws it.
inline PoolQueue& pool_of(Env& env) {
    return env.part<EnvPool>().queue();
}

}  // namespace plinth
