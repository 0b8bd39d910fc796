// SPDX-License-Identifier: MIT
// Results as plain values: numbers, names, arrays of numbers. Classes are JavaScript's.

#include "host/api/fs/convert.h"

#include <cstring>
#include <vector>

#include "host/env/errors.h"

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

v8::Local<v8::Value> convert_bytes(Env& env, std::string_view bytes) {
    const v8::Local<v8::ArrayBuffer> memory = v8::ArrayBuffer::New(env.isolate(), bytes.size());
    if (!bytes.empty()) std::memcpy(memory->GetBackingStore()->Data(), bytes.data(), bytes.size());
    return v8::Uint8Array::New(memory, 0, bytes.size());
}

v8::Local<v8::Value> to_name(Env& env, std::string_view name, const Operation& operation) {
    if (operation.names_as_bytes) return convert_bytes(env, name);
    return to_string(env.isolate(), name);
}

v8::Local<v8::Value> convert_count(Env& env, uv_fs_t& uv, Operation&) {
    return v8::Number::New(env.isolate(), static_cast<double>(uv.result));
}

v8::Local<v8::Value> convert_path(Env& env, uv_fs_t& uv, Operation& operation) {
    return to_name(env, static_cast<const char*>(uv.ptr), operation);
}

v8::Local<v8::Value> convert_text(Env& env, uv_fs_t&, Operation& operation) {
    if (operation.text.empty()) return {};
    return to_name(env, operation.text, operation);
}

v8::Local<v8::Value> convert_stat(Env& env, uv_fs_t& uv, Operation& operation) {
    return deliver(env, uv.statbuf, operation);
}

v8::Local<v8::Value> convert_file_system(Env& env, uv_fs_t& uv, Operation& operation) {
    return deliver(env, *static_cast<uv_statfs_t*>(uv.ptr), operation);
}

v8::Local<v8::Value> convert_entries(Env& env, uv_fs_t&, Operation& operation) {
    std::vector<v8::Local<v8::Value>> names;
    std::vector<v8::Local<v8::Value>> types;
    std::vector<v8::Local<v8::Value>> folders;
    names.reserve(operation.entries.size());
    for (const FolderEntry& entry : operation.entries) {
        if (!operation.with_types) {
            const std::string path =
                entry.folder.empty() ? entry.name : entry.folder + "/" + entry.name;
            names.push_back(to_name(env, path, operation));
            continue;
        }
        names.push_back(to_name(env, entry.name, operation));
        types.push_back(v8::Integer::New(env.isolate(), entry.type));
        folders.push_back(to_name(env, entry.folder, operation));
    }
    if (!operation.with_types) return to_array(env, names);
    std::vector<v8::Local<v8::Value>> parts = {to_array(env, names), to_array(env, types),
                                               to_array(env, folders)};
    return to_array(env, parts);
}

}  // namespace plinth::api
