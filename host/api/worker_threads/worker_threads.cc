// SPDX-License-Identifier: MIT
// worker_threads, native half: message ports, structured clones and the threads of Workers.
//
// Thread: each function that of its Env. Calls JS: the hooks of message-port.js, and handle events.

#include "host/api/worker_threads/message_port.h"
#include "host/api/worker_threads/worker.h"

namespace plinth::api {

void init_worker_threads(NativeModule& module) {
    add_message_ports(module);
    add_workers(module);
}

}  // namespace plinth::api
