// SPDX-License-Identifier: MIT
// The class Signal: one signal of the OS process that a program listens to.

#pragma once

#include "host/env/native_module.h"

namespace plinth::api {

void add_signals(NativeModule& module);

}  // namespace plinth::api
