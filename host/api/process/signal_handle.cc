// SPDX-License-Identifier: MIT
// Signals by libuv. A plugin gets none: they are the host's.

#include "host/api/process/signal_handle.h"

#include <uv.h>

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

/// Owner: the ledger, see HandleWrap. Thread: the loop's. Calls JS: onsignal(number).
class SignalHandle final : public HandleWrap {
  public:
    SignalHandle(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) {
        uv_signal_init(env.uv(), &uv_);
        uv_unref(base());
        uv_.data = this;
        let_go();
    }

    const char* kind() const override { return "SignalWrap"; }

    int start(int number) {
        if (env().restricted()) return UV_EPERM;
        if (uv_is_closing(base())) return UV_EINVAL;
        const int status = uv_signal_start(&uv_, &on_signal, number);
        if (status == 0) hold();
        return status;
    }

    void close() override {
        if (uv_is_closing(base())) return;
        uv_close(base(), [](uv_handle_t* closed) {
            static_cast<SignalHandle*>(closed->data)->end_of_life();
        });
    }

  private:
    uv_handle_t* base() { return reinterpret_cast<uv_handle_t*>(&uv_); }

    static void on_signal(uv_signal_t* uv, int number) {
        SignalHandle& self = *static_cast<SignalHandle*>(uv->data);
        Env& env = self.env();
        if (env.closed()) return;
        v8::Isolate::Scope entered(env.isolate());
        v8::HandleScope handles(env.isolate());
        auto* event = new HandleEvent(env, self.object(), "onsignal");  // Owned by the ready queue.
        event->arguments = [number](Env& in, v8::Local<v8::Value>* argv) {
            argv[0] = v8::Integer::New(in.isolate(), number);
            return 1;
        };
        env.push_ready(*event);
    }

    uv_signal_t uv_{};
};

void start(const Info& info) {
    SignalHandle* self = unwrap<SignalHandle>(info);
    if (self == nullptr || !info[0]->IsInt32()) return;
    info.GetReturnValue().Set(self->start(info[0].As<v8::Int32>()->Value()));
}

void close(const Info& info) {
    if (SignalHandle* self = unwrap<SignalHandle>(info)) self->close();
}

}  // namespace

void add_signals(NativeModule& module) {
    module.handle<SignalHandle>("Signal").method("start", &start).method("close", &close);
}

}  // namespace plinth::api
