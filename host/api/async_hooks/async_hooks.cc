// SPDX-License-Identifier: MIT
// async_hooks, native half: the value that V8 hands from a promise to its reactions, and the hooks
// into the life of promises. Ids, hooks and storages are JavaScript's.
//
// Thread: the plugin's loop. Calls JS: never directly.

#include "host/env/native_module.h"

namespace plinth::api {
namespace {

// V8 keeps the value by context. Script of a vm context, and its promises' reactions, run in that
// one.
v8::Local<v8::Context> running_context(Env& env) {
    const v8::Local<v8::Context> own = env.context();
    const v8::Local<v8::Context> entered = env.isolate()->GetEnteredOrMicrotaskContext();
    if (entered.IsEmpty() || entered == own) return own;
    const bool is_plugins = entered->GetSecurityToken() == own->GetSecurityToken();
    return is_plugins ? entered : own;
}

void frame(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Env& env = Env::from(info);
    info.GetReturnValue().Set(running_context(env)->GetContinuationPreservedEmbedderData());
}

void set_frame(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Env& env = Env::from(info);
    env.context()->SetContinuationPreservedEmbedderData(info[0]);
    running_context(env)->SetContinuationPreservedEmbedderData(info[0]);
}

void set_promise_hooks(const v8::FunctionCallbackInfo<v8::Value>& info) {
    const auto hook = [&](int i) {
        return info[i]->IsFunction() ? info[i].As<v8::Function>() : v8::Local<v8::Function>();
    };
    Env::from(info).context()->SetPromiseHooks(hook(0), hook(1), hook(2), hook(3));
}

}  // namespace

void init_async_hooks(NativeModule& module) {
    module.raw("frame", &frame)
        .raw("setFrame", &set_frame)
        .raw("setPromiseHooks", &set_promise_hooks);
}

}  // namespace plinth::api
