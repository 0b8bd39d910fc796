// SPDX-License-Identifier: MIT
// Telling async_hooks and AsyncLocalStorage of operations whose callbacks C++ calls. It costs one
// test of a number while the plugin uses neither. Ids, hooks and stores are JavaScript's:
// host/api/internal/async-context.js.

#pragma once

#include <v8.h>

namespace plinth {

class Env;

/// A request starts here: what its callback is called for; empty while nobody asked.
v8::Local<v8::Object> async_request(Env& env, const char* kind);

/// A handle starts here; its JavaScript object stands for it.
void async_handle(Env& env, v8::Local<v8::Object> object);

/// Whether more callbacks of the same operation may follow.
enum class AsyncCall { Last, OneOfMany };

/// The gate's call(), for an operation that started elsewhere; `resource` may be empty.
v8::MaybeLocal<v8::Value> call_for(Env& env, v8::Local<v8::Object> resource, AsyncCall kind,
                                   v8::Local<v8::Function> callback, v8::Local<v8::Value> receiver,
                                   int argc, v8::Local<v8::Value>* argv);

}  // namespace plinth
