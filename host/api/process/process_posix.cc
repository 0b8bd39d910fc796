// SPDX-License-Identifier: MIT
// POSIX calls of process. Windows gets a process_win.cc of the same functions.

#include "host/api/process/process_posix.h"

#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plinth::api {

std::array<unsigned, 4> process_ids() {
    return {getuid(), geteuid(), getgid(), getegid()};
}

std::optional<std::array<int, 2>> window_size(int descriptor) {
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return std::nullopt;
    return std::array<int, 2>{size.ws_col, size.ws_row};
}

unsigned file_mode_mask() {
    const mode_t mask = umask(0);
    umask(mask);
    return mask;
}

const std::vector<SignalName>& signal_names() {
    static const std::vector<SignalName> all = {
        {"SIGHUP", SIGHUP},       {"SIGINT", SIGINT},     {"SIGQUIT", SIGQUIT},
        {"SIGILL", SIGILL},       {"SIGTRAP", SIGTRAP},   {"SIGABRT", SIGABRT},
        {"SIGIOT", SIGIOT},       {"SIGBUS", SIGBUS},     {"SIGFPE", SIGFPE},
        {"SIGKILL", SIGKILL},     {"SIGUSR1", SIGUSR1},   {"SIGSEGV", SIGSEGV},
        {"SIGUSR2", SIGUSR2},     {"SIGPIPE", SIGPIPE},   {"SIGALRM", SIGALRM},
        {"SIGTERM", SIGTERM},     {"SIGCHLD", SIGCHLD},
#ifdef SIGSTKFLT
        {"SIGSTKFLT", SIGSTKFLT},
#endif
        {"SIGCONT", SIGCONT},     {"SIGSTOP", SIGSTOP},   {"SIGTSTP", SIGTSTP},
        {"SIGTTIN", SIGTTIN},     {"SIGTTOU", SIGTTOU},   {"SIGURG", SIGURG},
        {"SIGXCPU", SIGXCPU},     {"SIGXFSZ", SIGXFSZ},   {"SIGVTALRM", SIGVTALRM},
        {"SIGPROF", SIGPROF},     {"SIGWINCH", SIGWINCH}, {"SIGIO", SIGIO},
#ifdef SIGPOLL
        {"SIGPOLL", SIGPOLL},
#endif
#ifdef SIGPWR
        {"SIGPWR", SIGPWR},
#endif
        {"SIGSYS", SIGSYS},
    };
    return all;
}

}  // namespace plinth::api
