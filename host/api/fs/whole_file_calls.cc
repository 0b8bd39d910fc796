// SPDX-License-Identifier: MIT
// Opening, reading or writing, and closing a file as one piece of work: one trip to the pool
// instead of four. Large files are only opened here, and read into JavaScript's own memory.

#include <string>

#include "host/api/fs/call.h"
#include "host/api/fs/calls.h"
#include "host/api/fs/convert.h"
#include "host/api/fs/faults.h"
#include "host/io/descriptors.h"
#include "host/io/text.h"

namespace plinth::api {
namespace {

constexpr std::uint64_t kLargestSmallFile = 256 << 10;

int open_now(const Operation& operation) {
    return do_now("open", [&](uv_fs_t* uv) {
        return uv_fs_open(nullptr, uv, operation.path.c_str(), operation.open_flags(),
                          operation.mode, nullptr);
    });
}

// The size of a regular file of some bytes, but not many; 0 for everything else.
std::uint64_t small_size(int descriptor) {
    uv_fs_t uv{};
    const int status = uv_fs_fstat(nullptr, &uv, descriptor, nullptr);
    const uv_stat_t found = uv.statbuf;
    uv_fs_req_cleanup(&uv);
    const bool small =
        status == 0 && (found.st_mode & S_IFMT) == S_IFREG && found.st_size <= kLargestSmallFile;
    return small ? found.st_size : 0;
}

// An error after the file was opened names no path, as it would not if the script had done it
// itself.
int failed(Operation& operation, const char* syscall, int status) {
    operation.syscall = syscall;
    operation.path.shown.clear();
    return status;
}

int read_whole(Operation& operation) {
    const int descriptor = open_now(operation);
    if (descriptor < 0) return descriptor;
    std::string& text = operation.text;
    text.resize(small_size(descriptor));
    if (text.empty()) {
        operation.descriptor = descriptor;  // Left open for the script to read.
        return 0;
    }
    std::size_t filled = 0;
    int got = 1;
    while (got > 0 && filled < text.size()) {
        uv_buf_t rest{};
        rest.base = text.data() + filled;
        rest.len = injected_size("read", text.size() - filled);
        got = do_now("read", [&](uv_fs_t* uv) {
            return uv_fs_read(nullptr, uv, descriptor, &rest, 1, -1, nullptr);
        });
        if (got > 0) filled += static_cast<std::size_t>(got);
    }
    text.resize(filled);
    close_at_once(descriptor);
    return got < 0 ? failed(operation, "read", got) : 0;
}

v8::MaybeLocal<v8::Value> convert_whole(Env& env, uv_fs_t&, Operation& operation) {
    v8::Isolate* isolate = env.isolate();
    if (operation.descriptor >= 0) {
        return v8::Integer::New(isolate, operation.descriptor).As<v8::Value>();
    }
    if (operation.names_as_bytes) return to_name(env, operation.text, operation);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(operation.text.data());
    v8::Local<v8::String> text;
    if (!read_text(isolate, {bytes, operation.text.size()}, Encoding::Utf8).ToLocal(&text)) {
        return {};
    }
    return text.As<v8::Value>();
}

// readWhole(path, flags, mode, asBytes): text or bytes; a descriptor when the file is not small
void read_whole_file(const Info& info) {
    Call call(info, "open");
    call.opened_path(0, 1, 2);
    call.operation().names_as_bytes = call.boolean(3);
    call.operation().landed = [](Env& env, std::int64_t result, Operation& opened) {
        if (result < 0 || opened.descriptor < 0) return;
        land_descriptor(env, opened.descriptor, opened.path.resource);
    };
    call.run_blocking(4, &read_whole, &convert_whole);
}

int write_all(Operation& operation, int descriptor) {
    uv_buf_t rest = operation.buffers.front();
    while (rest.len > 0) {
        uv_buf_t part = rest;
        part.len = injected_size("write", rest.len);
        const int written = do_now("write", [&](uv_fs_t* uv) {
            return uv_fs_write(nullptr, uv, descriptor, &part, 1, -1, nullptr);
        });
        if (written < 0) return failed(operation, "write", written);
        rest.base += written;
        rest.len -= static_cast<std::size_t>(written);
    }
    if (!operation.flush) return 0;
    const int status =
        do_now("fsync", [&](uv_fs_t* uv) { return uv_fs_fsync(nullptr, uv, descriptor, nullptr); });
    return status < 0 ? failed(operation, "fsync", status) : 0;
}

int write_whole(Operation& operation) {
    const int descriptor = open_now(operation);
    if (descriptor < 0) return descriptor;
    const int status = write_all(operation, descriptor);
    uv_fs_t uv{};
    const int closed = uv_fs_close(nullptr, &uv, descriptor, nullptr);
    uv_fs_req_cleanup(&uv);
    if (status < 0) return status;
    return closed < 0 ? failed(operation, "close", closed) : 0;
}

// writeWhole(path, flags, mode, view, flush)
void write_whole_file(const Info& info) {
    Call call(info, "open");
    call.opened_path(0, 1, 2);
    call.whole_buffer(3);
    call.operation().flush = call.boolean(4);
    call.run_blocking(5, &write_whole);
}

}  // namespace

void add_whole_file_calls(NativeModule& module) {
    module.raw("readWhole", &read_whole_file).raw("writeWhole", &write_whole_file);
}

}  // namespace plinth::api
