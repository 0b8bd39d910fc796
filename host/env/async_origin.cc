// SPDX-License-Identifier: MIT
// The calls into host/api/internal/async-context.js.

#include "host/env/async_origin.h"

#include <tuple>
#include <vector>

#include "host/env/convert.h"
#include "host/env/env.h"

namespace plinth {

v8::Local<v8::Object> async_request(Env& env, const char* kind) {
    if (env.field(Field::AsyncUse) == 0) return {};
    v8::Local<v8::Value> argv[] = {to_string(env.isolate(), kind)};
    v8::Local<v8::Value> resource;
    const bool made =
        env.gate()
            .call(env.entry(Entry::AsyncRequest), v8::Undefined(env.isolate()), 1, argv)
            .ToLocal(&resource);
    return made ? resource.As<v8::Object>() : v8::Local<v8::Object>();
}

void async_handle(Env& env, v8::Local<v8::Object> object) {
    if (env.field(Field::AsyncUse) == 0) return;
    v8::Local<v8::Value> argv[] = {object};
    std::ignore =
        env.gate().call(env.entry(Entry::AsyncHandle), v8::Undefined(env.isolate()), 1, argv);
}

v8::MaybeLocal<v8::Value> call_for(Env& env, v8::Local<v8::Object> resource, AsyncCall kind,
                                   v8::Local<v8::Function> callback, v8::Local<v8::Value> receiver,
                                   int argc, v8::Local<v8::Value>* argv) {
    if (resource.IsEmpty() || env.field(Field::AsyncUse) == 0) {
        return env.gate().call(callback, receiver, argc, argv);
    }
    v8::Isolate* isolate = env.isolate();
    std::vector<v8::Local<v8::Value>> all = {resource, callback, receiver,
                                             v8::Boolean::New(isolate, kind == AsyncCall::Last)};
    all.insert(all.end(), argv, argv + argc);
    return env.gate().call(env.entry(Entry::AsyncCall), v8::Undefined(isolate),
                           static_cast<int>(all.size()), all.data());
}

}  // namespace plinth
