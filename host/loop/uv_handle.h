// SPDX-License-Identifier: MIT
// UvHandle<T>: a libuv handle that closes when its owner lets go, and is freed by libuv's callback.

#pragma once

#include <concepts>
#include <utility>

#include <uv.h>

namespace plinth {

template <class T>
concept UvHandleType = requires(T handle) {
    { handle.loop } -> std::convertible_to<uv_loop_t*>;
    { handle.close_cb } -> std::convertible_to<uv_close_cb>;
};

/// Owns a heap-allocated uv handle. The handle must be initialised (uv_x_init succeeded) before the
/// owner destroys it or calls close(); mark_initialised() says so.
///
/// Thread: the loop's. Calls JS: no.
template <UvHandleType T>
class UvHandle {
  public:
    UvHandle() : handle_(new T()) {}
    UvHandle(UvHandle&& other) noexcept
        : handle_(std::exchange(other.handle_, nullptr)), initialised_(other.initialised_) {}
    UvHandle& operator=(UvHandle&& other) noexcept {
        if (this != &other) {
            close();
            handle_ = std::exchange(other.handle_, nullptr);
            initialised_ = other.initialised_;
        }
        return *this;
    }
    ~UvHandle() { close(); }

    T* get() const { return handle_; }
    T* operator->() const { return handle_; }
    uv_handle_t* base() const { return reinterpret_cast<uv_handle_t*>(handle_); }
    void mark_initialised() { initialised_ = true; }

    void close() {
        if (handle_ == nullptr) return;
        T* handle = std::exchange(handle_, nullptr);
        if (!initialised_) {
            delete handle;
            return;
        }
        handle->data = nullptr;  // A callback that still fires finds nobody.
        uv_close(reinterpret_cast<uv_handle_t*>(handle),
                 [](uv_handle_t* closed) { delete reinterpret_cast<T*>(closed); });
    }

  private:
    T* handle_;
    bool initialised_ = false;
};

}  // namespace plinth
