// SPDX-License-Identifier: MIT
// glibc's setting; others have none, or need none.

#include "host/app/freed_memory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace plinth {

void keep_freed_memory() {
#ifdef __GLIBC__
    constexpr int kMostKept = 64 << 20;
    constexpr int kLargestInHeap = 32 << 20;  // The most that glibc takes.
    mallopt(M_TRIM_THRESHOLD, kMostKept);
    mallopt(M_MMAP_THRESHOLD, kLargestInHeap);
#endif
}

}  // namespace plinth
