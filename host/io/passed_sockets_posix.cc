// SPDX-License-Identifier: MIT
// Copies of descriptors, which programs that are started do not get.

#include "host/io/passed_sockets.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace plinth {

std::shared_ptr<PassedSocket> PassedSocket::copy_of(int descriptor, std::string listens_at) {
    const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return nullptr;
    return std::shared_ptr<PassedSocket>(new PassedSocket(copy, std::move(listens_at)));
}

PassedSocket::~PassedSocket() {
    close(descriptor_);
}

int PassedSocket::take() const {
    const int copy = fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? -errno : copy;
}

// libuv sends any descriptor as a pipe's; the receiver looks what it is.
MadeUv copy_to_send(uv_loop_t* loop, const uv_any_handle& handle) {
    uv_os_fd_t descriptor = -1;
    if (const int status = uv_fileno(&handle.handle, &descriptor); status < 0) {
        return {nullptr, status};
    }
    MadeUv made = make_uv([&](uv_any_handle* any) { return uv_pipe_init(loop, &any->pipe, 0); });
    if (made.status < 0) return made;
    const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return {nullptr, -errno};
    const int status = uv_pipe_open(&made.handle->pipe, copy);
    if (status == 0) return made;
    close(copy);
    return {nullptr, status};
}

}  // namespace plinth
