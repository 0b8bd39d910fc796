// SPDX-License-Identifier: MIT
// Starting, turning and closing a libuv loop.

#include "host/loop/loop.h"

#include <cstdio>
#include <utility>

#include "host/base/check.h"
#include "host/loop/broken_pipe.h"
#include "host/loop/descriptors.h"

namespace plinth {

bool LoopRef::post(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    if (async_ == nullptr) return false;
    tasks_.push_back(std::move(task));
    uv_async_send(async_);
    return true;
}

Result<std::unique_ptr<Loop>> Loop::make() {
    std::unique_ptr<Loop> loop(new Loop(Unopened{}));
    const int status = loop->open();
    if (status == 0) return loop;
    Error error;
    error.code = uv_err_name(status);
    error.number = status;
    error.message = std::string("the system has no event loop for it: ") + uv_strerror(status);
    return error;
}

Loop::Loop() : Loop(Unopened{}) {
    PLINTH_CHECK(open() == 0);
}

Loop::Loop(Unopened) : ref_(std::make_shared<LoopRef>()) {}

int Loop::open() {
    survive_broken_pipes();
    open_standard_streams();
    if (const int status = look_for_first_descriptors(); status != 0) return status;
    if (const int status = uv_loop_init(&uv_); status != 0) return status;
    PLINTH_CHECK(uv_timer_init(&uv_, &wake_) == 0);
    // It shares the descriptor of one that uv_loop_init() made.
    PLINTH_CHECK(uv_async_init(&uv_, &async_, &Loop::on_async) == 0);
    uv_unref(reinterpret_cast<uv_handle_t*>(&wake_));
    uv_unref(reinterpret_cast<uv_handle_t*>(&async_));
    async_.data = this;
    ref_->async_ = &async_;
    is_open_ = true;
    return 0;
}

Loop::~Loop() {
    if (!is_open_) return;
    // What did not run any more may hold on to who holds the reference: it goes now.
    std::vector<std::function<void()>> abandoned;
    {
        const std::lock_guard lock(ref_->mutex_);
        ref_->async_ = nullptr;
        abandoned.swap(ref_->tasks_);
    }
    uv_close(reinterpret_cast<uv_handle_t*>(&wake_), nullptr);
    uv_close(reinterpret_cast<uv_handle_t*>(&async_), nullptr);
    uv_run(&uv_, UV_RUN_NOWAIT);
    if (uv_loop_close(&uv_) != 0) {
        uv_print_all_handles(&uv_, stderr);
        check_failed(__FILE__, __LINE__, "every handle of the loop is closed");
    }
}

void Loop::turn(Wait wait, std::int64_t timeout_ms) {
    if (wait == Wait::No) {
        // Referenced for the moment: libuv does not poll, and so runs no posted task, when nothing
        // is.
        auto* async = reinterpret_cast<uv_handle_t*>(&async_);
        uv_ref(async);
        uv_run(&uv_, UV_RUN_NOWAIT);
        uv_unref(async);
        return;
    }
    auto* wake = reinterpret_cast<uv_handle_t*>(&wake_);
    if (timeout_ms >= 0) {
        // libuv may run it before it polls, when it is due by then: stopped, it does not wait.
        uv_timer_start(
            &wake_, [](uv_timer_t* timer) { uv_stop(timer->loop); },
            static_cast<std::uint64_t>(timeout_ms), 0);
        uv_ref(wake);  // Else libuv would not wait when nothing else is referenced.
    }
    uv_run(&uv_, UV_RUN_ONCE);
    uv_timer_stop(&wake_);
    uv_unref(wake);
}

bool Loop::due() {
    const std::int64_t due_at = due_at_ms();
    return due_at >= 0 && static_cast<std::int64_t>(clock_ms()) >= due_at;
}

std::int64_t Loop::due_at_ms() const {
    const int timeout_ms = uv_backend_timeout(&uv_);
    if (timeout_ms < 0 || (timeout_ms == 0 && uv_loop_alive(&uv_) == 0)) return -1;
    return static_cast<std::int64_t>(now_ms()) + timeout_ms;
}

bool Loop::alive() const {
    return uv_loop_alive(&uv_) != 0;
}

void Loop::on_async(uv_async_t* handle) {
    auto* loop = static_cast<Loop*>(handle->data);
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(loop->ref_->mutex_);
        tasks.swap(loop->ref_->tasks_);
    }
    for (auto& task : tasks)
        task();
}

}  // namespace plinth
