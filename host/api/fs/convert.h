// SPDX-License-Identifier: MIT
// What results look like to the JavaScript half.

#pragma once

#include <string>
#include <string_view>

#include "host/api/fs/operation.h"

namespace plinth::api {

/// How many numbers a stat result has: dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
/// blocks, then seconds and nanoseconds of atime, mtime, ctime, birthtime.
inline constexpr std::size_t kStatFigures = 18;
/// type, bsize, blocks, bfree, bavail, files, ffree.
inline constexpr std::size_t kFileSystemFigures = 7;

/// A name: a string, or a Buffer when the script wants bytes.
v8::MaybeLocal<v8::Value> to_name(Env& env, std::string_view name, const Operation& operation);

/// The status as a number: bytes, or a descriptor.
v8::MaybeLocal<v8::Value> convert_count(Env& env, uv_fs_t& uv, Operation& operation);
/// The path that libuv left in the request.
v8::MaybeLocal<v8::Value> convert_path(Env& env, uv_fs_t& uv, Operation& operation);
/// The text that a blocking operation left; undefined when it is empty.
v8::MaybeLocal<v8::Value> convert_text(Env& env, uv_fs_t& uv, Operation& operation);
/// Fills operation.figures. True, so that a quiet failure differs.
v8::MaybeLocal<v8::Value> convert_stat(Env& env, uv_fs_t& uv, Operation& operation);
v8::MaybeLocal<v8::Value> convert_file_system(Env& env, uv_fs_t& uv, Operation& operation);
/// The entry's path, from the folder that is listed.
std::string path_below(const FolderEntries::Entry& entry);
/// Names, or [names, types, folders] with types.
v8::MaybeLocal<v8::Value> convert_entries(Env& env, uv_fs_t& uv, Operation& operation);

}  // namespace plinth::api
