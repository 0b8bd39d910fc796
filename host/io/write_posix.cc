// SPDX-License-Identifier: MIT
// write(2) until everything is out: terminals and pipes may be non-blocking, as another program
// that shares them set them so.

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <uv.h>

#include "host/io/write.h"

namespace plinth {

int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            pollfd ready = {descriptor, POLLOUT, 0};
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return uv_translate_sys_error(errno);
        }
    }
    return 0;
}

int end_writing(int descriptor) {
    return shutdown(descriptor, SHUT_WR) == 0 ? 0 : uv_translate_sys_error(errno);
}

}  // namespace plinth
