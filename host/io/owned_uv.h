// SPDX-License-Identifier: MIT
// OwnedUv: an initialised libuv handle of any kind, on its own. A connection that was accepted, or
// a handle that came through a pipe, is one until a script's object takes it over.

#pragma once

#include <memory>
#include <utility>

#include <uv.h>

namespace plinth {

struct CloseUv {
    void operator()(uv_any_handle* any) const {
        any->handle.data = nullptr;
        uv_close(&any->handle,
                 [](uv_handle_t* closed) { delete reinterpret_cast<uv_any_handle*>(closed); });
    }
};

/// Closed, and later freed by libuv, when its owner lets go. Thread: the loop's.
using OwnedUv = std::unique_ptr<uv_any_handle, CloseUv>;

/// `init(any)` is one of uv_x_init; its failure leaves `status` negative and `handle` empty.
struct MadeUv {
    OwnedUv handle;
    int status = 0;
};

template <class Init>
MadeUv make_uv(Init init) {
    auto any = std::make_unique<uv_any_handle>();
    const int status = init(any.get());
    if (status < 0) return {nullptr, status};
    any->handle.data = nullptr;
    return {OwnedUv(any.release()), status};
}

}  // namespace plinth
