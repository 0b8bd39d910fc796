// SPDX-License-Identifier: MIT
// The tie between a JavaScript object and its handle.

#include "host/env/handle_wrap.h"

#include <memory>
#include <tuple>

#include "host/env/async_origin.h"
#include "host/env/errors.h"

namespace plinth {

HandleWrap::HandleWrap(Env& env, v8::Local<v8::Object> object)
    : env_(env), object_(env.isolate(), object) {
    object->SetAlignedPointerInInternalField(kPointerField, this);
    env.ledger().push_back(*this);
    async_handle(env, object);
}

HandleWrap::~HandleWrap() {
    if (object_.IsEmpty() || env_.closed()) return;
    v8::HandleScope handles(env_.isolate());
    object()->SetAlignedPointerInInternalField(kPointerField, nullptr);
}

void HandleWrap::let_go() {
    object_.SetWeak(this, &HandleWrap::on_collected, v8::WeakCallbackType::kParameter);
}

// V8 allows no call into it here, and close() makes none. Its second pass would come too late: it
// is a task of its own, and a handle that was closing already is freed before it runs.
void HandleWrap::on_collected(const v8::WeakCallbackInfo<HandleWrap>& info) {
    HandleWrap* wrap = info.GetParameter();
    wrap->object_.Reset();
    wrap->close();
}

void HandleEvent::run(Env& env) {
    const std::unique_ptr<HandleEvent> self(this);
    v8::Isolate* isolate = env.isolate();
    const v8::Local<v8::Object> object = object_.Get(isolate);
    v8::Local<v8::Value> method;
    if (!object->Get(env.context(), to_string(isolate, method_)).ToLocal(&method)) return;
    if (!method->IsFunction()) return;
    v8::Local<v8::Value> argv[kMost];
    const int argc = arguments ? arguments(env, argv) : 0;
    std::ignore =
        call_for(env, object, AsyncCall::OneOfMany, method.As<v8::Function>(), object, argc, argv);
}

}  // namespace plinth
