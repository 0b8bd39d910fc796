// SPDX-License-Identifier: MIT
// Ends the process with a line that says where our own reasoning broke.

#include "host/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace plinth {

void check_failed(const char* file, int line, const char* what) {
    std::fprintf(stderr, "plinth: %s:%d: this must hold and does not: %s\n", file, line, what);
    std::abort();
}

}  // namespace plinth
