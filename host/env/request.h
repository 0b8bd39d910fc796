// SPDX-License-Identifier: MIT
// Request: one libuv request in flight, whose JavaScript half runs later, in its plugin's turn.

#pragma once

#include <memory>
#include <utility>

#include <uv.h>

#include "host/env/completion.h"
#include "host/env/env.h"

namespace plinth {

/// Base of every request. Derive, fill, then submit() it:
///
///     auto request = std::make_unique<LookupRequest>(env, callback);
///     return submit(std::move(request), [&](uv_loop_t* loop, uv_getaddrinfo_t* uv) {
///         return uv_getaddrinfo(loop, uv, &LookupRequest::on_done, ...);
///     });
///
/// Owner: submit() until libuv accepts it, libuv until on_done, then the Env's ready queue, which
/// calls finish() and deletes it. Thread: the loop's. Calls JS: in finish() only.
template <class Uv>
class Request : public Tracked, public ReadyTask {
  public:
    Request(Env& env, v8::Local<v8::Value> callback) : env_(env), completion_(env, callback) {
        uv_.data = this;
    }

    using UvRequest = Uv;
    Uv* uv() { return &uv_; }
    Env& env() { return env_; }
    Completion& completion() { return completion_; }

    static Request* from(Uv* uv) { return static_cast<Request*>(uv->data); }

    /// The whole body of a libuv callback: the JavaScript half takes its turn, or the request ends
    /// here when the plugin is gone.
    void ready() {
        in_flight_ = false;
        if (env_.closed()) {
            delete this;
        } else {
            env_.push_ready(*this);
        }
    }

    // Tracked
    void close() override {
        if (in_flight_) uv_cancel(reinterpret_cast<uv_req_t*>(&uv_));
    }
    // ReadyTask
    void run(Env& env) override {
        const std::unique_ptr<Request> self(this);
        finish(env);
    }
    void drop() override { delete this; }

  protected:
    /// Converts the result and settles completion(). Runs inside an open gate.
    virtual void finish(Env& env) = 0;

  private:
    template <class R, class Submit>
    friend v8::Local<v8::Value> submit(std::unique_ptr<R> request, Submit start);

    Uv uv_{};
    Env& env_;
    Completion completion_;
    bool in_flight_ = false;
};

/// Hands a request to libuv. `start(loop, uv)` returns libuv's status; a failure to start is
/// treated like any other: `request->failed(status)` settles it, in its turn. Returns what the
/// native function returns to the script.
template <class R, class Submit>
v8::Local<v8::Value> submit(std::unique_ptr<R> request, Submit start) {
    Env& env = request->env();
    const v8::Local<v8::Value> returned = request->completion().returned(env);
    request->completion().start(env, request->kind());
    R* raw = request.release();
    env.ledger().push_back(*raw);
    raw->in_flight_ = true;
    const int status = start(env.uv(), raw->uv());
    if (status < 0) {
        raw->failed(status);
        raw->ready();
    }
    return returned;
}

}  // namespace plinth
