// SPDX-License-Identifier: MIT
// Calls into JavaScript, with Node's order: after each callback the nextTick queue, then
// microtasks, until both are empty.

#include "host/env/gate.h"

#include "host/env/env.h"

namespace plinth {

Gate::Scope::Scope(Gate& gate)
    : gate_(gate),
      isolate_(gate.env_.isolate()),
      handles_(gate.env_.isolate()),
      context_(gate.env_.context()) {
    gate_.enter();
}

Gate::Scope::~Scope() {
    gate_.leave();
}

void Gate::enter() {
    if (depth_++ > 0) return;
    env_.watch().enter();
    payer_below_ = env_.runtime().engine().gc_meter().charge_to(&env_.account().gc());
    env_.account().enter();
}

void Gate::leave() {
    if (depth_ == 1) {
        // It returned before V8 saw the request to end it, or ran in a getter that V8 itself
        // called.
        if (env_.unwinding()) env_.on_terminated();
        drain();
        // The request to end it may come too late for any script to see it.
        const bool heap_is_full = env_.runtime().engine().heap_exhausted() && !env_.stopping();
        if (env_.unwinding() || heap_is_full) env_.on_terminated();
        env_.sweep();
        env_.account().leave(env_.callbacks());
        if (env_.watch().is_inner()) env_.runtime().engine().gc_meter().charge_to(payer_below_);
        env_.watch().leave();
        if (PluginLife* life = env_.life(); life != nullptr) life->on_ran(env_);
    }
    --depth_;
}

v8::MaybeLocal<v8::Value> Gate::call(v8::Local<v8::Function> function,
                                     v8::Local<v8::Value> receiver, int argc,
                                     v8::Local<v8::Value>* argv) {
    if (!env_.can_call_js()) return {};
    env_.count_callback();
    return call_uncounted(function, receiver, argc, argv);
}

v8::MaybeLocal<v8::Value> Gate::run(Entry entry) {
    if (!env_.can_call_js()) return {};
    return call_uncounted(env_.entry(entry), v8::Undefined(env_.isolate()), 0, nullptr);
}

v8::MaybeLocal<v8::Value> Gate::call_uncounted(v8::Local<v8::Function> function,
                                               v8::Local<v8::Value> receiver, int argc,
                                               v8::Local<v8::Value>* argv) {
    const v8::Isolate::Scope isolate(env_.isolate());
    v8::EscapableHandleScope handles(env_.isolate());
    const v8::Context::Scope entered(env_.context());
    enter();
    v8::Local<v8::Value> result;
    {
        v8::TryCatch caught(env_.isolate());
        if (!invoke(function, receiver, argc, argv).ToLocal(&result)) {
            settle(caught);
        }
    }
    leave();
    if (result.IsEmpty()) return {};
    return handles.Escape(result);
}

v8::MaybeLocal<v8::Value> Gate::invoke(v8::Local<v8::Function> function,
                                       v8::Local<v8::Value> receiver, int argc,
                                       v8::Local<v8::Value>* argv) {
    ++script_depth_;
    const v8::MaybeLocal<v8::Value> result = function->Call(env_.context(), receiver, argc, argv);
    --script_depth_;
    return result;
}

void Gate::settle(v8::TryCatch& caught) {
    if (caught.HasTerminated()) {
        if (script_depth_ == 0) env_.on_terminated();
    } else if (caught.HasCaught()) {
        env_.report(caught.Exception(), caught.Message());
    }
}

void Gate::drain() {
    v8::HandleScope handles(env_.isolate());
    const auto waiting = [this] {
        return env_.field(Field::Ticks) != 0 || env_.field(Field::Rejections) != 0;
    };
    while (env_.can_call_js()) {
        v8::TryCatch caught(env_.isolate());
        if (waiting()) {
            const v8::Local<v8::Value> receiver = v8::Undefined(env_.isolate());
            if (invoke(env_.entry(Entry::Tick), receiver, 0, nullptr).IsEmpty()) settle(caught);
            continue;
        }
        ++script_depth_;
        env_.microtasks()->PerformCheckpoint(env_.isolate());
        --script_depth_;
        if (caught.HasTerminated()) settle(caught);
        if (!waiting()) return;
    }
}

}  // namespace plinth
