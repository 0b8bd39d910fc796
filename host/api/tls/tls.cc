// SPDX-License-Identifier: MIT
// tls, native half: contexts, and sessions over bytes that the JavaScript half carries between the
// two ends. It opens nothing: who may connect is asked where sockets are.
//
// Thread: the plugin's loop. Calls JS: never.

#include "host/api/tls/connection.h"
#include "host/api/tls/secure_context.h"
#include "host/env/native_module.h"

namespace plinth::api {

void init_tls(NativeModule& module) {
    add_secure_context(module);
    add_connection(module);
}

}  // namespace plinth::api
