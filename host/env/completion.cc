// SPDX-License-Identifier: MIT
// Calling back or settling a promise.

#include "host/env/completion.h"

#include <tuple>

#include "host/env/async_origin.h"
#include "host/env/env.h"
#include "host/env/errors.h"

namespace plinth {

Completion::Completion(Env& env, v8::Local<v8::Value> callback) {
    if (callback->IsFunction()) {
        callback_.Reset(env.isolate(), callback.As<v8::Function>());
        return;
    }
    v8::Local<v8::Promise::Resolver> resolver;
    if (v8::Promise::Resolver::New(env.context()).ToLocal(&resolver)) {
        resolver_.Reset(env.isolate(), resolver);
    }
}

v8::Local<v8::Value> Completion::returned(Env& env) const {
    if (resolver_.IsEmpty()) return v8::Undefined(env.isolate());
    return resolver_.Get(env.isolate())->GetPromise();
}

void Completion::start(Env& env, const char* kind) {
    if (callback_.IsEmpty()) return;  // A promise is told of by V8.
    async_resource_.Reset(env.isolate(), async_request(env, kind));
}

void Completion::call_back(Env& env, int argc, v8::Local<v8::Value>* argv) {
    v8::Isolate* isolate = env.isolate();
    std::ignore = call_for(env, async_resource_.Get(isolate), AsyncCall::Last,
                           callback_.Get(isolate), v8::Undefined(isolate), argc, argv);
}

void Completion::resolve(Env& env, v8::Local<v8::Value> value) {
    v8::Isolate* isolate = env.isolate();
    if (!callback_.IsEmpty()) {
        v8::Local<v8::Value> argv[] = {v8::Null(isolate), value};
        call_back(env, value.IsEmpty() ? 1 : 2, argv);
    } else if (!resolver_.IsEmpty()) {
        if (value.IsEmpty()) value = v8::Undefined(isolate);
        env.count_callback();
        std::ignore = resolver_.Get(isolate)->Resolve(env.context(), value);
    }
}

void Completion::reject(Env& env, const Error& error) {
    reject(env, to_js(env.context(), error));
}

void Completion::reject(Env& env, v8::Local<v8::Value> error) {
    if (!callback_.IsEmpty()) {
        call_back(env, 1, &error);
    } else if (!resolver_.IsEmpty()) {
        env.count_callback();
        std::ignore = resolver_.Get(env.isolate())->Reject(env.context(), error);
    }
}

void Completion::call(Env& env, int argc, v8::Local<v8::Value>* argv) {
    if (callback_.IsEmpty()) return;
    call_back(env, argc, argv);
}

}  // namespace plinth
