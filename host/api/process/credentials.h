// SPDX-License-Identifier: MIT
// User and group ids of the OS process.

#pragma once

#include "host/env/native_module.h"

namespace plinth::api {

void add_credentials(NativeModule& module);

}  // namespace plinth::api
