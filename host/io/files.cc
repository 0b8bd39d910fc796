// SPDX-License-Identifier: MIT
// Synchronous reads through libuv, so that error codes are the same on each system.

#include "host/io/files.h"

#include <filesystem>

#include <uv.h>

#include "host/env/errors.h"

namespace plinth {
namespace {

// A synchronous uv_fs_* call needs no loop, and its request must be cleaned up.
struct SyncRequest {
    ~SyncRequest() { uv_fs_req_cleanup(&uv); }
    uv_fs_t uv{};
};

int open_for_reading(const std::string& path) {
    SyncRequest request;
    return uv_fs_open(nullptr, &request.uv, path.c_str(), UV_FS_O_RDONLY, 0, nullptr);
}

void close_file(int file) {
    SyncRequest request;
    uv_fs_close(nullptr, &request.uv, file, nullptr);
}

Result<std::string> read_all(int file, const std::string& path, std::uint64_t most) {
    std::string text;
    std::uint64_t size = 0;
    {
        SyncRequest request;
        if (const int status = uv_fs_fstat(nullptr, &request.uv, file, nullptr); status < 0) {
            return uv_error(status, "fstat", path);
        }
        if (S_ISDIR(request.uv.statbuf.st_mode)) return uv_error(UV_EISDIR, "read", path);
        if (request.uv.statbuf.st_size > most) return uv_error(UV_EFBIG, "read", path);
        size = request.uv.statbuf.st_size;
        text.reserve(size);
    }
    char chunk[65536];
    for (;;) {
        SyncRequest request;
        const uv_buf_t buffer = uv_buf_init(chunk, sizeof(chunk));
        const int got = uv_fs_read(nullptr, &request.uv, file, &buffer, 1, -1, nullptr);
        if (got < 0) return uv_error(got, "read", path);
        if (got == 0) return text;
        text.append(chunk, static_cast<std::size_t>(got));
        if (text.size() > most) return uv_error(UV_EFBIG, "read", path);
        if (text.size() == size) return text;  // Another read would only say that this is all.
    }
}

}  // namespace

PathFacts path_facts(const std::string& path) {
    {
        SyncRequest request;
        if (uv_fs_lstat(nullptr, &request.uv, path.c_str(), nullptr) < 0) return {};
        const auto mode = request.uv.statbuf.st_mode;
        if (!S_ISLNK(mode)) return {S_ISDIR(mode) ? PathKind::Folder : PathKind::File, false};
    }
    return {path_kind(path), true};
}

PathKind path_kind(const std::string& path) {
    SyncRequest request;
    if (uv_fs_stat(nullptr, &request.uv, path.c_str(), nullptr) < 0) return PathKind::Missing;
    return S_ISDIR(request.uv.statbuf.st_mode) ? PathKind::Folder : PathKind::File;
}

bool is_symlink(const std::string& path) {
    SyncRequest request;
    return uv_fs_lstat(nullptr, &request.uv, path.c_str(), nullptr) == 0 &&
           S_ISLNK(request.uv.statbuf.st_mode);
}

Result<std::string> read_file(const std::string& path, std::uint64_t most) {
    const int file = open_for_reading(path);
    if (file < 0) return uv_error(file, "open", path);
    Result<std::string> text = read_all(file, path, most);
    close_file(file);
    return text;
}

std::optional<std::string> real_path(const std::string& path) {
    SyncRequest request;
    if (uv_fs_realpath(nullptr, &request.uv, path.c_str(), nullptr) < 0) return std::nullopt;
    return std::string(static_cast<const char*>(request.uv.ptr));
}

std::string canonical_path(const std::string& path) {
    std::filesystem::path existing = std::filesystem::path(path).lexically_normal();
    std::filesystem::path rest;
    for (;;) {
        if (const auto real = real_path(existing)) {
            return rest.empty() ? *real : (std::filesystem::path(*real) / rest).string();
        }
        if (existing == existing.parent_path()) return path;
        rest = rest.empty() ? existing.filename() : existing.filename() / rest;
        existing = existing.parent_path();
    }
}

}  // namespace plinth
