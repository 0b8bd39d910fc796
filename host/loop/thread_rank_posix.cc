// SPDX-License-Identifier: MIT
// On Linux each thread has a nice value of its own; elsewhere it is the process's, and left alone.

#include <sys/resource.h>

#include "host/loop/thread_rank.h"

namespace plinth {

void rank_behind_the_game() {
#ifdef __linux__
    // A third of the share of a thread that is not nice: behind the others, but never starved, as
    // it may hold what they wait for.
    constexpr int kBehind = 5;
    const int now = getpriority(PRIO_PROCESS, 0);
    if (now < kBehind) setpriority(PRIO_PROCESS, 0, kBehind);
#endif
}

}  // namespace plinth
