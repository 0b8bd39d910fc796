// SPDX-License-Identifier: MIT
// fs, native half: types, permission and the system calls. Argument styles, defaults, classes and
// whole-file reads and writes are JavaScript's (fs.js and its neighbours).
//
// Every native function's last argument says how it runs: null is at once, on this thread; a
// function is called back; anything else returns a promise. Work that is not "at once" runs in
// the thread pool.
//
// Thread: the plugin's loop. Calls JS: through Completion.

#include "host/api/fs/calls.h"

namespace plinth::api {

void init_fs(NativeModule& module) {
    add_path_calls(module);
    add_attribute_calls(module);
    add_folder_calls(module);
    add_descriptor_calls(module);
    add_whole_file_calls(module);
    add_watch_calls(module);
    add_constants(module);
}

}  // namespace plinth::api
