// SPDX-License-Identifier: MIT
// The native half of require(): internalBinding('modules'), used by host/api/module/module.js.

#pragma once

namespace plinth {

class NativeModule;

void init_modules(NativeModule& module);

}  // namespace plinth
