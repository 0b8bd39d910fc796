// SPDX-License-Identifier: MIT
// Windows has GetThreadTimes, in steps of 15 ms.

#include <ctime>

#include "host/app/thread_time.h"

namespace plinth {

std::chrono::nanoseconds thread_time() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace plinth
