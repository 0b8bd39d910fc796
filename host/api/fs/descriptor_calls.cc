// SPDX-License-Identifier: MIT
// Calls on open files: open, read, write, truncate, sync, close.

#include "host/api/fs/call.h"
#include "host/api/fs/calls.h"
#include "host/api/fs/convert.h"
#include "host/api/fs/faults.h"
#include "host/io/descriptors.h"

namespace plinth::api {
namespace {

// open(path, flags, mode): a descriptor
void open(const Info& info) {
    Call call(info, "open");
    call.opened_path(0, 1, 2);
    Operation& operation = call.operation();
    operation.landed = [](Env& env, std::int64_t result, Operation& opened) {
        if (result >= 0) land_descriptor(env, static_cast<int>(result), opened.path.resource);
    };
    call.run(
        3,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& opening, uv_fs_cb done) {
            return uv_fs_open(loop, uv, opening.path.c_str(), opening.open_flags(), opening.mode,
                              done);
        },
        &convert_count);
}

// close(descriptor)
void close(const Info& info) {
    Call call(info, "close");
    call.descriptor(0);
    Operation& operation = call.operation();
    if (!call.valid()) return;
    // From here on the number may become somebody else's.
    if (operation.status_before == 0) forget_descriptor(call.env(), operation.descriptor);
    operation.repeatable = false;
    operation.landed = [](Env&, std::int64_t result, Operation& closing) {
        if (result == UV_ECANCELED) close_at_once(closing.descriptor);
    };
    call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& closing, uv_fs_cb done) {
        return uv_fs_close(loop, uv, closing.descriptor, done);
    });
}

// No more than a test allows.
void shorten(Operation& operation) {
    if (operation.buffers.empty()) return;
    uv_buf_t& first = operation.buffers.front();
    const std::size_t size = injected_size(operation.syscall, first.len);
    if (size == first.len) return;
    first.len = size;
    operation.buffers.resize(1);
}

int start_read(uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
    shorten(operation);
    return uv_fs_read(loop, uv, operation.descriptor, operation.buffers.data(),
                      static_cast<unsigned>(operation.buffers.size()), operation.position, done);
}

int start_write(uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
    shorten(operation);
    return uv_fs_write(loop, uv, operation.descriptor, operation.buffers.data(),
                       static_cast<unsigned>(operation.buffers.size()), operation.position, done);
}

// (descriptor, view, offset, length, position): how many bytes
void transfer(const Info& info, const char* syscall, Operation::Start start) {
    Call call(info, syscall);
    call.descriptor(0);
    call.buffer(1, 2, 3);
    call.position(4);
    call.run(5, start, &convert_count);
}

// (descriptor, views, position): how many bytes
void transfer_many(const Info& info, const char* syscall, Operation::Start start) {
    Call call(info, syscall);
    call.descriptor(0);
    call.buffers(1);
    call.position(2);
    call.run(3, start, &convert_count);
}

void read(const Info& info) {
    transfer(info, "read", &start_read);
}
void write(const Info& info) {
    transfer(info, "write", &start_write);
}
void readv(const Info& info) {
    transfer_many(info, "read", &start_read);
}
void writev(const Info& info) {
    transfer_many(info, "write", &start_write);
}

// ftruncate(descriptor, length)
void ftruncate(const Info& info) {
    Call call(info, "ftruncate");
    call.descriptor(0);
    call.operation().length = call.integer(1);
    call.run(2, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_ftruncate(loop, uv, operation.descriptor, operation.length, done);
    });
}

// fsync(descriptor)
void fsync(const Info& info) {
    Call call(info, "fsync");
    call.descriptor(0);
    call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_fsync(loop, uv, operation.descriptor, done);
    });
}

// fdatasync(descriptor)
void fdatasync(const Info& info) {
    Call call(info, "fdatasync");
    call.descriptor(0);
    call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_fdatasync(loop, uv, operation.descriptor, done);
    });
}

}  // namespace

void add_descriptor_calls(NativeModule& module) {
    module.raw("open", &open)
        .raw("close", &close)
        .raw("read", &read)
        .raw("write", &write)
        .raw("readv", &readv)
        .raw("writev", &writev)
        .raw("ftruncate", &ftruncate)
        .raw("fsync", &fsync)
        .raw("fdatasync", &fdatasync);
}

}  // namespace plinth::api
