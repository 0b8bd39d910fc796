// SPDX-License-Identifier: MIT
// StatusRequest: a request whose outcome is one number, libuv's status: connect, write, shutdown.

#pragma once

#include "host/env/request.h"

namespace plinth {

/// Its callback is called with the status: 0 or a negative libuv code.
///
/// Owner, Thread, Calls JS: see Request.
template <class Uv>
class StatusRequest : public Request<Uv> {
  public:
    StatusRequest(Env& env, v8::Local<v8::Value> callback, const char* kind)
        : Request<Uv>(env, callback), kind_(kind) {}

    static void on_done(Uv* uv, int status) {
        auto* self = static_cast<StatusRequest*>(Request<Uv>::from(uv));
        self->status_ = status;
        self->ready();
    }
    void failed(int status) { status_ = status; }

    const char* kind() const override { return kind_; }

  protected:
    void finish(Env& env) override {
        v8::Local<v8::Value> argv[] = {v8::Integer::New(env.isolate(), status_)};
        this->completion().call(env, 1, argv);
    }

  private:
    const char* kind_;
    int status_ = 0;
};

/// Starts it as submit() does, but a failure to start is returned, and the callback not called.
template <class R, class Submit>
int try_submit(std::unique_ptr<R> request, Submit start) {
    const int status = start(request->env().uv(), request->uv());
    if (status < 0) return status;
    submit(std::move(request), [](uv_loop_t*, typename R::UvRequest*) { return 0; });
    return 0;
}

}  // namespace plinth
