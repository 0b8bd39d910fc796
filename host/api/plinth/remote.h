// SPDX-License-Identifier: MIT
// The natives behind remote.js, which are part of internalBinding('plinth').

#pragma once

namespace plinth {
class NativeModule;
}

namespace plinth::api {

void add_remote(NativeModule& module);

}  // namespace plinth::api
