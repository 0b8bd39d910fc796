// SPDX-License-Identifier: MIT
// The native functions, by what they work on. Each adds its own to the module; what scripts call
// them with is in fs/*.js.

#pragma once

#include "host/env/native_module.h"

namespace plinth::api {

void add_path_calls(NativeModule& module);        // Names: rename, unlink, links.
void add_attribute_calls(NativeModule& module);   // stat, modes, owners, times.
void add_folder_calls(NativeModule& module);      // readdir, mkdir, rmdir, mkdtemp.
void add_descriptor_calls(NativeModule& module);  // open, read, write, close.
void add_whole_file_calls(NativeModule& module);  // A small file in one go.
void add_watch_calls(NativeModule& module);       // FSEvent.
void add_constants(NativeModule& module);

}  // namespace plinth::api
