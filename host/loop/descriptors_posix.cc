// SPDX-License-Identifier: MIT
// POSIX gives out the lowest number that is free.

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>

#include <uv.h>

#include "host/loop/descriptors.h"

namespace plinth {
namespace {

// The first loop's own before libuv's pipe for signals, and that.
constexpr std::size_t kFirstDescriptors = 3;

}  // namespace

void open_standard_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
        const int opened = open("/dev/null", O_RDWR);
        if (opened > STDERR_FILENO) close(opened);  // Another thread was faster.
    }
}

int look_for_first_descriptors() {
    static std::atomic<bool> found{false};
    if (found) return 0;
    int status = 0;
    std::array<int, kFirstDescriptors> tried{};
    for (int& descriptor : tried) {
        descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) status = uv_translate_sys_error(errno);
    }
    for (const int descriptor : tried) {
        if (descriptor >= 0) close(descriptor);
    }
    if (status == 0) found = true;
    return status;
}

}  // namespace plinth
