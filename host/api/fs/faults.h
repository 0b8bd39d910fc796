// SPDX-License-Identifier: MIT
// Where tests make system calls fail, or do less than they were asked for. Outside of tests nobody
// does.

#pragma once

#include <cstddef>
#include <string_view>

#include <uv.h>

namespace plinth::api {

/// Owner: a test. Thread: any, also the pool's. Calls JS: no.
class FsFaults {
  public:
    virtual ~FsFaults() = default;
    /// Not 0: the call is not made, and ends with this status.
    virtual int status(std::string_view syscall) = 0;
    /// How much of `size` bytes a read or write may move; 1 at least.
    virtual std::size_t most_bytes(std::string_view syscall, std::size_t size) = 0;
};

/// Null ends it. Nothing may be under way.
void set_fs_faults(FsFaults* faults);
int injected_status(std::string_view syscall);
std::size_t injected_size(std::string_view syscall, std::size_t size);

/// A synchronous call of libuv, made again when a signal interrupts it; its request is cleaned up.
template <class F>
int do_now(std::string_view syscall, F call) {
    int status = 0;
    do {
        status = injected_status(syscall);
        if (status != 0) continue;
        uv_fs_t uv{};
        status = call(&uv);
        uv_fs_req_cleanup(&uv);
    } while (status == UV_EINTR);
    return status;
}

}  // namespace plinth::api
