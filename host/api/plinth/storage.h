// SPDX-License-Identifier: MIT
// The native functions of storage.js.

#pragma once

#include "host/env/native_module.h"

namespace plinth::api {

void add_storage_calls(NativeModule& module);

}  // namespace plinth::api
