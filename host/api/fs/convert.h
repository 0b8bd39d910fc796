// SPDX-License-Identifier: MIT
// What results look like to the JavaScript half.

#pragma once

#include <string_view>

#include "host/api/fs/operation.h"

namespace plinth::api {

/// How many numbers a stat result has: dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
/// blocks, then seconds and nanoseconds of atime, mtime, ctime, birthtime.
inline constexpr std::size_t kStatFigures = 18;
/// type, bsize, blocks, bfree, bavail, files, ffree.
inline constexpr std::size_t kFileSystemFigures = 7;

/// Bytes, as a Uint8Array over memory of its own.
v8::Local<v8::Value> convert_bytes(Env& env, std::string_view bytes);
/// A name: a string, or a Uint8Array when the script wants bytes.
v8::Local<v8::Value> to_name(Env& env, std::string_view name, const Operation& operation);

/// The status as a number: bytes, or a descriptor.
v8::Local<v8::Value> convert_count(Env& env, uv_fs_t& uv, Operation& operation);
/// The path that libuv left in the request.
v8::Local<v8::Value> convert_path(Env& env, uv_fs_t& uv, Operation& operation);
/// The text that a blocking operation left; undefined when it is empty.
v8::Local<v8::Value> convert_text(Env& env, uv_fs_t& uv, Operation& operation);
/// Fills operation.figures. True, so that a quiet failure differs.
v8::Local<v8::Value> convert_stat(Env& env, uv_fs_t& uv, Operation& operation);
v8::Local<v8::Value> convert_file_system(Env& env, uv_fs_t& uv, Operation& operation);
/// Names, or [names, types, folders] with types.
v8::Local<v8::Value> convert_entries(Env& env, uv_fs_t& uv, Operation& operation);

}  // namespace plinth::api
