// SPDX-License-Identifier: MIT
// The parts of the native half of dns.

#pragma once

#include "host/env/native_module.h"

namespace plinth::api {

/// The class Channel: queries by c-ares.
void add_resolver(NativeModule& module);

}  // namespace plinth::api
