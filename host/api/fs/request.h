// SPDX-License-Identifier: MIT
// Running an Operation: now, on the calling thread, or later in libuv's thread pool.

#pragma once

#include <v8.h>

#include "host/api/fs/operation.h"

namespace plinth::api {

/// Does it now, whatever it takes: throws its error, or sets what the native function returns.
void run_now(const v8::FunctionCallbackInfo<v8::Value>& info, Operation& operation);

/// Does it in the thread pool: calls `callback` back, or returns a promise when it is no function.
void run_later(const v8::FunctionCallbackInfo<v8::Value>& info, Operation&& operation,
               v8::Local<v8::Value> callback);

}  // namespace plinth::api
