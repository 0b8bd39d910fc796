// SPDX-License-Identifier: MIT
// Completion: where the outcome of an asynchronous operation goes, a callback or a promise.

#pragma once

#include <v8.h>

#include "host/base/error.h"

namespace plinth {

class Env;

/// Made from the last argument of a native function: a function is called as Node calls back,
/// `(error)` or `(null, value)`; anything else means that the native function returns a promise.
///
/// Owner: a request. Thread: the Env's. Calls JS: yes, inside an open gate.
class Completion {
  public:
    Completion(Env& env, v8::Local<v8::Value> callback);

    /// What the native function returns to the script: the promise, or undefined.
    v8::Local<v8::Value> returned(Env& env) const;

    /// The operation starts now; `kind` is what async_hooks call it.
    void start(Env& env, const char* kind);

    /// Ends the operation. An empty value means `undefined`, and callbacks get only `null`.
    void resolve(Env& env, v8::Local<v8::Value> value);
    void reject(Env& env, const Error& error);
    void reject(Env& env, v8::Local<v8::Value> error);
    /// Calls the callback with these arguments, whatever they mean; needs a callback.
    void call(Env& env, int argc, v8::Local<v8::Value>* argv);

  private:
    void call_back(Env& env, int argc, v8::Local<v8::Value>* argv);

    v8::Global<v8::Function> callback_;
    v8::Global<v8::Object> async_resource_;  // Empty while no hook and no storage asks.
    v8::Global<v8::Promise::Resolver> resolver_;
};

}  // namespace plinth
