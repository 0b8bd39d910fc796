// SPDX-License-Identifier: MIT
// PoolRequest: a request that is one piece of work for the thread pool.

#pragma once

#include <memory>
#include <utility>

#include "host/env/env_pool.h"
#include "host/env/request.h"

namespace plinth {

/// Base of such a request. Derive, fill, then submit_to_pool() it:
///
///     return submit_to_pool(std::make_unique<StepRequest>(env, callback, handle));
///
/// Owner: as of a Request, with the pool in libuv's place. Thread: the loop's; work() runs in the
/// pool. Calls JS: in finish() only.
template <class Uv = uv_work_t>
class PoolRequest : public Request<Uv>, public PoolTask {
  public:
    explicit PoolRequest(Env& env, v8::Local<v8::Value> callback, Pace pace = Pace::Quick)
        : Request<Uv>(env, callback), PoolTask(pace) {}

    /// Puts it behind what the plugin has asked for already. Negative: libuv's status, it failed.
    virtual int begin() {
        pool_of(this->env()).submit(*this);
        return 0;
    }
    /// It never ran, and ends with this status of libuv.
    virtual void failed(int status) = 0;

    // Tracked. What runs by now runs to its end; what has not begun never will.
    void close() override {
        if (!pool_of(this->env()).withdraw(*this)) return;
        failed(UV_ECANCELED);
        land();
    }
    // PoolTask
    void over() override { land(); }

  protected:
    /// It is over, also when no script will hear of it. Runs on the loop's thread.
    virtual void landed() {}

  private:
    void land() {
        landed();
        this->ready();
    }
};

/// Returns what the native function returns to the script.
template <class R>
v8::Local<v8::Value> submit_to_pool(std::unique_ptr<R> request) {
    R* raw = request.get();
    return submit(std::move(request), [raw](uv_loop_t*, auto*) { return raw->begin(); });
}

}  // namespace plinth
