// SPDX-License-Identifier: MIT

#include "host/api/fs/faults.h"

#include <algorithm>
#include <atomic>

namespace plinth::api {
namespace {

std::atomic<FsFaults*> current = nullptr;

}  // namespace

void set_fs_faults(FsFaults* faults) {
    current = faults;
}

int injected_status(std::string_view syscall) {
    FsFaults* faults = current.load(std::memory_order_relaxed);
    return faults == nullptr ? 0 : faults->status(syscall);
}

std::size_t injected_size(std::string_view syscall, std::size_t size) {
    FsFaults* faults = current.load(std::memory_order_relaxed);
    if (faults == nullptr || size == 0) return size;
    return std::clamp<std::size_t>(faults->most_bytes(syscall, size), 1, size);
}

}  // namespace plinth::api
