// SPDX-License-Identifier: MIT
// Opening, reading or writing, and closing a file as one piece of work: one trip to the pool
// instead of four. Files that are larger than the script wants at once are only opened here.

#include <string>

#include "host/api/fs/call.h"
#include "host/api/fs/calls.h"
#include "host/api/fs/convert.h"
#include "host/api/fs/faults.h"
#include "host/io/descriptors.h"
#include "host/io/text.h"

namespace plinth::api {
namespace {

int open_now(const Operation& operation) {
    return do_now("open", [&](uv_fs_t* uv) {
        return uv_fs_open(nullptr, uv, operation.path.c_str(), operation.open_flags(),
                          operation.mode, nullptr);
    });
}

// The size of a regular file of some bytes, but no more than `most`; 0 for everything else.
std::size_t size_up_to(std::uint64_t most, int descriptor) {
    uv_fs_t uv{};
    const int status = uv_fs_fstat(nullptr, &uv, descriptor, nullptr);
    const uv_stat_t found = uv.statbuf;
    uv_fs_req_cleanup(&uv);
    const bool fits = status == 0 && (found.st_mode & S_IFMT) == S_IFREG && found.st_size <= most;
    return fits ? static_cast<std::size_t>(found.st_size) : 0;
}

// An error after the file was opened names no path, as it would not if the script had done it
// itself.
int failed(Operation& operation, const char* syscall, int status) {
    operation.syscall = syscall;
    operation.path.shown.clear();
    return status;
}

// Where `size` bytes go; null: there is no memory.
char* room_for(std::size_t size, Operation& operation) {
    if (!operation.buffers.empty() && size <= operation.buffers.front().len) {
        operation.filled = 0;
        return operation.buffers.front().base;
    }
    operation.bytes = OwnedBytes::allocate(*operation.payer, size);
    return operation.bytes ? reinterpret_cast<char*>(operation.bytes->data()) : nullptr;
}

int read_now(Operation& operation) {
    const int descriptor = open_now(operation);
    if (descriptor < 0) return descriptor;
    const std::size_t size = size_up_to(operation.most, descriptor);
    char* const to = size == 0 ? nullptr : room_for(size, operation);
    if (to == nullptr) {
        operation.descriptor = descriptor;  // Left open for the script to read.
        return 0;
    }
    std::size_t filled = 0;
    int got = 1;
    while (got > 0 && filled < size) {
        uv_buf_t rest{};
        rest.base = to + filled;
        rest.len = injected_size("read", size - filled);
        got = do_now("read", [&](uv_fs_t* uv) {
            return uv_fs_read(nullptr, uv, descriptor, &rest, 1, -1, nullptr);
        });
        if (got > 0) filled += static_cast<std::size_t>(got);
    }
    close_at_once(descriptor);
    if (got < 0) return failed(operation, "read", got);
    if (operation.filled == 0) {
        operation.filled = static_cast<std::int64_t>(filled);
    } else {
        operation.bytes->shrink(filled);
    }
    return 0;
}

v8::MaybeLocal<v8::Value> convert_whole(Env& env, uv_fs_t&, Operation& operation) {
    v8::Isolate* isolate = env.isolate();
    if (operation.descriptor >= 0) {
        return v8::Integer::New(isolate, operation.descriptor).As<v8::Value>();
    }
    if (operation.filled >= 0) {
        return v8::Number::New(isolate, -1 - static_cast<double>(operation.filled)).As<v8::Value>();
    }
    if (operation.names_as_bytes) {
        return make_array_buffer(env, *std::move(operation.bytes)).As<v8::Value>();
    }
    v8::Local<v8::String> text;
    if (!read_text(isolate, operation.bytes->span(), Encoding::Utf8).ToLocal(&text)) return {};
    return text.As<v8::Value>();
}

void land_opened(Env& env, std::int64_t result, Operation& opened) {
    if (result < 0 || opened.descriptor < 0) return;
    land_descriptor(env, opened.descriptor, opened.path.resource);
}

void read_whole_file(Call& call, int last) {
    call.operation().payer = &call.env();
    call.operation().landed = &land_opened;
    call.run_blocking(last, &read_now, &convert_whole);
}

// readWhole(path, flags, mode, most, asBytes): text or an ArrayBuffer; a descriptor when the file
// has more than `most` bytes, none, or is none
void read_whole(const Info& info) {
    Call call(info, "open");
    call.opened_path(0, 1, 2);
    call.operation().most = call.uint32(3);
    call.operation().names_as_bytes = call.boolean(4);
    read_whole_file(call, 5);
}

// readWholeInto(path, flags, mode, most, view, offset, room): as readWhole() with bytes; what fits
// into the room is read there, and -1 - its size returned
void read_whole_into(const Info& info) {
    Call call(info, "open");
    call.opened_path(0, 1, 2);
    call.operation().most = call.uint32(3);
    call.buffer(4, 5, 6);
    call.operation().names_as_bytes = true;
    read_whole_file(call, 7);
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
    module.raw("readWhole", &read_whole)
        .raw("readWholeInto", &read_whole_into)
        .raw("writeWhole", &write_whole_file);
}

}  // namespace plinth::api
