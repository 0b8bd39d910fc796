// SPDX-License-Identifier: MIT
// SIGPIPE and SIGXFSZ, which only POSIX systems have.

#include <signal.h>

#include "host/loop/broken_pipe.h"

namespace plinth {

namespace {

void ignore(int signal) {
    struct sigaction now {};
    if (sigaction(signal, nullptr, &now) != 0) return;
    if ((now.sa_flags & SA_SIGINFO) != 0 || now.sa_handler != SIG_DFL) return;
    now.sa_handler = SIG_IGN;
    sigaction(signal, &now, nullptr);
}

}  // namespace

void survive_broken_pipes() {
    ignore(SIGPIPE);
    ignore(SIGXFSZ);
}

}  // namespace plinth
