// SPDX-License-Identifier: MIT
// Calls on what is known about a file: stat, mode, owner, times.

#include "host/api/fs/call.h"
#include "host/api/fs/calls.h"
#include "host/api/fs/convert.h"

namespace plinth::api {
namespace {

// stat(path, figures, quiet): fills `figures`. Quiet: undefined in place of "there is none".
void stat(const Info& info) {
    Call call(info, "stat");
    call.path(0, Access::Read, LastName::Follow);
    call.figures(1, kStatFigures);
    call.operation().quiet_when_missing = call.boolean(2);
    call.run(
        3,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
            return uv_fs_stat(loop, uv, operation.path.c_str(), done);
        },
        &convert_stat);
}

// lstat(path, figures, quiet)
void lstat(const Info& info) {
    Call call(info, "lstat");
    call.path(0, Access::Read, LastName::Keep);
    call.figures(1, kStatFigures);
    call.operation().quiet_when_missing = call.boolean(2);
    call.run(
        3,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
            return uv_fs_lstat(loop, uv, operation.path.c_str(), done);
        },
        &convert_stat);
}

// fstat(descriptor, figures)
void fstat(const Info& info) {
    Call call(info, "fstat");
    call.descriptor(0);
    call.figures(1, kStatFigures);
    call.run(
        2,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
            return uv_fs_fstat(loop, uv, operation.descriptor, done);
        },
        &convert_stat);
}

// statfs(path, figures)
void statfs(const Info& info) {
    Call call(info, "statfs");
    call.path(0, Access::Read, LastName::Follow);
    call.figures(1, kFileSystemFigures);
    call.run(
        2,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
            return uv_fs_statfs(loop, uv, operation.path.c_str(), done);
        },
        &convert_file_system);
}

// chmod(path, mode)
void chmod(const Info& info) {
    Call call(info, "chmod");
    call.path(0, Access::Write, LastName::Follow);
    call.operation().mode = static_cast<int>(call.uint32(1));
    call.run(2, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_chmod(loop, uv, operation.path.c_str(), operation.mode, done);
    });
}

// fchmod(descriptor, mode)
void fchmod(const Info& info) {
    Call call(info, "fchmod");
    call.changed_descriptor(0);
    call.operation().mode = static_cast<int>(call.uint32(1));
    call.run(2, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_fchmod(loop, uv, operation.descriptor, operation.mode, done);
    });
}

// An id, where -1 leaves it as it is.
uv_uid_t to_id(Call& call, const Info& info, int index) {
    if (info[index]->IsInt32()) return static_cast<uv_uid_t>(call.int32(index));
    return static_cast<uv_uid_t>(call.uint32(index));
}

void read_owner(Call& call, const Info& info) {
    call.operation().user = to_id(call, info, 1);
    call.operation().group = to_id(call, info, 2);
}

// chown(path, user, group)
void chown(const Info& info) {
    Call call(info, "chown");
    call.path(0, Access::Write, LastName::Follow);
    read_owner(call, info);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_chown(loop, uv, operation.path.c_str(), operation.user, operation.group, done);
    });
}

// lchown(path, user, group)
void lchown(const Info& info) {
    Call call(info, "lchown");
    call.path(0, Access::Write, LastName::Keep);
    read_owner(call, info);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_lchown(loop, uv, operation.path.c_str(), operation.user, operation.group,
                            done);
    });
}

// fchown(descriptor, user, group)
void fchown(const Info& info) {
    Call call(info, "fchown");
    call.changed_descriptor(0);
    read_owner(call, info);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_fchown(loop, uv, operation.descriptor, operation.user, operation.group, done);
    });
}

void read_times(Call& call) {
    call.operation().accessed = call.number(1);
    call.operation().modified = call.number(2);
}

// utimes(path, accessed, modified), in seconds
void utimes(const Info& info) {
    Call call(info, "utime");
    call.path(0, Access::Write, LastName::Follow);
    read_times(call);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_utime(loop, uv, operation.path.c_str(), operation.accessed, operation.modified,
                           done);
    });
}

// lutimes(path, accessed, modified)
void lutimes(const Info& info) {
    Call call(info, "lutime");
    call.path(0, Access::Write, LastName::Keep);
    read_times(call);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_lutime(loop, uv, operation.path.c_str(), operation.accessed,
                            operation.modified, done);
    });
}

// futimes(descriptor, accessed, modified)
void futimes(const Info& info) {
    Call call(info, "futime");
    call.changed_descriptor(0);
    read_times(call);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_futime(loop, uv, operation.descriptor, operation.accessed, operation.modified,
                            done);
    });
}

}  // namespace

void add_attribute_calls(NativeModule& module) {
    module.raw("stat", &stat)
        .raw("lstat", &lstat)
        .raw("fstat", &fstat)
        .raw("statfs", &statfs)
        .raw("chmod", &chmod)
        .raw("fchmod", &fchmod)
        .raw("chown", &chown)
        .raw("lchown", &lchown)
        .raw("fchown", &fchown)
        .raw("utimes", &utimes)
        .raw("lutimes", &lutimes)
        .raw("futimes", &futimes)
        .raw("shareFigures", &share_figures);
}

}  // namespace plinth::api
