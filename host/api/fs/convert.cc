// SPDX-License-Identifier: MIT
// Results as plain values: numbers, names, arrays of numbers. Classes are JavaScript's.

#include "host/api/fs/convert.h"

#include <vector>

#include "host/env/errors.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

template <class T>
void fill(T* to, const uv_stat_t& stat) {
    std::size_t at = 0;
    const auto put = [&](auto value) { to[at++] = static_cast<T>(value); };
    put(stat.st_dev);
    put(stat.st_mode);
    put(stat.st_nlink);
    put(stat.st_uid);
    put(stat.st_gid);
    put(stat.st_rdev);
    put(stat.st_blksize);
    put(stat.st_ino);
    put(stat.st_size);
    put(stat.st_blocks);
    for (const uv_timespec_t& time : {stat.st_atim, stat.st_mtim, stat.st_ctim, stat.st_birthtim}) {
        put(time.tv_sec);
        put(time.tv_nsec);
    }
}

template <class T>
void fill(T* to, const uv_statfs_t& stat) {
    std::size_t at = 0;
    for (const std::uint64_t value : {stat.f_type, stat.f_bsize, stat.f_blocks, stat.f_bfree,
                                      stat.f_bavail, stat.f_files, stat.f_ffree}) {
        to[at++] = static_cast<T>(value);
    }
}

template <class Stat>
v8::Local<v8::Value> deliver(Env& env, const Stat& stat, const Operation& operation) {
    if (operation.big_figures) {
        fill(static_cast<std::int64_t*>(operation.figures), stat);
    } else {
        fill(static_cast<double*>(operation.figures), stat);
    }
    return v8::True(env.isolate());
}

v8::Local<v8::Array> to_array(Env& env, std::vector<v8::Local<v8::Value>>& values) {
    return v8::Array::New(env.isolate(), values.data(), values.size());
}

}  // namespace

v8::MaybeLocal<v8::Value> to_name(Env& env, std::string_view name, const Operation& operation) {
    if (!operation.names_as_bytes) return to_string(env.isolate(), name).As<v8::Value>();
    v8::Local<v8::Uint8Array> bytes;
    if (!make_buffer(env, name).ToLocal(&bytes)) return {};
    return bytes.As<v8::Value>();
}

v8::MaybeLocal<v8::Value> convert_count(Env& env, uv_fs_t& uv, Operation&) {
    return v8::Number::New(env.isolate(), static_cast<double>(uv.result)).As<v8::Value>();
}

v8::MaybeLocal<v8::Value> convert_path(Env& env, uv_fs_t& uv, Operation& operation) {
    return to_name(env, static_cast<const char*>(uv.ptr), operation);
}

v8::MaybeLocal<v8::Value> convert_text(Env& env, uv_fs_t&, Operation& operation) {
    if (operation.text.empty()) return v8::Undefined(env.isolate()).As<v8::Value>();
    return to_name(env, operation.text, operation);
}

v8::MaybeLocal<v8::Value> convert_stat(Env& env, uv_fs_t& uv, Operation& operation) {
    return deliver(env, uv.statbuf, operation);
}

v8::MaybeLocal<v8::Value> convert_file_system(Env& env, uv_fs_t& uv, Operation& operation) {
    return deliver(env, *static_cast<uv_statfs_t*>(uv.ptr), operation);
}

std::string path_below(const FolderEntries::Entry& entry) {
    std::string path(entry.folder);
    if (!path.empty()) path += '/';
    return path += entry.name;
}

v8::MaybeLocal<v8::Value> convert_entries(Env& env, uv_fs_t&, Operation& operation) {
    const FolderEntries& entries = operation.entries;
    std::vector<v8::Local<v8::Value>> names(entries.size());
    std::vector<v8::Local<v8::Value>> types;
    std::vector<v8::Local<v8::Value>> folders;
    std::string_view last_folder;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const FolderEntries::Entry entry = entries[i];
        const bool whole = operation.with_types || entry.folder.empty();
        if (!(whole ? to_name(env, entry.name, operation)
                    : to_name(env, path_below(entry), operation))
                 .ToLocal(&names[i])) {
            return {};
        }
        if (!operation.with_types) continue;
        types.push_back(v8::Integer::New(env.isolate(), entry.type));
        if (folders.empty() || entry.folder != last_folder) {
            last_folder = entry.folder;
            v8::Local<v8::Value> folder;
            if (!to_name(env, entry.folder, operation).ToLocal(&folder)) return {};
            folders.push_back(folder);
        } else {
            folders.push_back(folders.back());
        }
    }
    if (!operation.with_types) return to_array(env, names).As<v8::Value>();
    std::vector<v8::Local<v8::Value>> parts = {to_array(env, names), to_array(env, types),
                                               to_array(env, folders)};
    return to_array(env, parts).As<v8::Value>();
}

}  // namespace plinth::api
