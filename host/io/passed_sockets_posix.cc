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

}  // namespace plinth
