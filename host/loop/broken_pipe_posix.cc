// SPDX-License-Identifier: MIT
// SIGPIPE, which only POSIX systems have.

#include <signal.h>

#include "host/loop/broken_pipe.h"

namespace plinth {

void survive_broken_pipes() {
    struct sigaction now {};
    if (sigaction(SIGPIPE, nullptr, &now) != 0) return;
    if ((now.sa_flags & SA_SIGINFO) != 0 || now.sa_handler != SIG_DFL) return;
    now.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &now, nullptr);
}

}  // namespace plinth
