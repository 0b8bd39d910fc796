// SPDX-License-Identifier: MIT
// Calls on names: what is there, what it is called, and what it points to.

#include <string>

#include "host/api/fs/call.h"
#include "host/api/fs/calls.h"
#include "host/api/fs/convert.h"
#include "host/api/fs/faults.h"

namespace plinth::api {
namespace {

// access(path, mode)
void access(const Info& info) {
    Call call(info, "access");
    call.path(0, Access::Read, LastName::Follow);
    call.operation().mode = call.int32(1);
    call.run(2, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_access(loop, uv, operation.path.c_str(), operation.mode, done);
    });
}

// exists(path): true, or undefined
void exists(const Info& info) {
    Call call(info, "access");
    call.path(0, Access::Read, LastName::Follow);
    call.operation().quiet_when_missing = true;
    call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_access(loop, uv, operation.path.c_str(), 0, done);
    });
}

// rename(from, to). Moving something makes it readable where it arrives.
void rename(const Info& info) {
    Call call(info, "rename");
    call.path(0, Access::ReadWrite, LastName::Keep);
    call.destination(1, Access::Write, LastName::Keep);
    call.run(2, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_rename(loop, uv, operation.path.c_str(), operation.destination.c_str(), done);
    });
}

// Makes the new file first: a symlink that is put in its place meanwhile is not followed.
int make_and_copy(Operation& operation) {
    constexpr int kNew = UV_FS_O_WRONLY | UV_FS_O_CREAT | UV_FS_O_EXCL | UV_FS_O_NOFOLLOW;
    constexpr int kOwnerOnly = 0600;  // Until the copy gives it the mode of what is copied.
    const bool is_there = operation.destination.held.is_object;
    if (is_there && (operation.flags & UV_FS_COPYFILE_EXCL) != 0) return UV_EEXIST;
    HeldDescriptor made;
    std::string to = operation.destination.system;
    if (!is_there) {
        const int number = do_now("open", [&](uv_fs_t* uv) {
            return uv_fs_open(nullptr, uv, to.c_str(), kNew, kOwnerOnly, nullptr);
        });
        if (number < 0) return number;
        made = HeldDescriptor(number);
        to = path_of_descriptor(number);
    }
    const int status = do_now("copyfile", [&](uv_fs_t* uv) {
        return uv_fs_copyfile(nullptr, uv, operation.path.c_str(), to.c_str(),
                              operation.flags & ~UV_FS_COPYFILE_EXCL, nullptr);
    });
    if (status < 0 && !is_there) {
        do_now("unlink", [&](uv_fs_t* uv) {
            return uv_fs_unlink(nullptr, uv, operation.destination.c_str(), nullptr);
        });
    }
    return status;
}

// copyFile(from, to, flags)
void copy_file(const Info& info) {
    Call call(info, "copyfile");
    call.path(0, Access::Read, LastName::Follow);
    call.destination(1, Access::Write, LastName::Follow);
    call.operation().flags = call.int32(2);
    if (call.env().restricted()) return call.run_blocking(3, &make_and_copy);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_copyfile(loop, uv, operation.path.c_str(), operation.destination.c_str(),
                              operation.flags, done);
    });
}

// unlink(path)
void unlink(const Info& info) {
    Call call(info, "unlink");
    call.path(0, Access::Write, LastName::Keep);
    call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_unlink(loop, uv, operation.path.c_str(), done);
    });
}

// link(existing, new). The new name gives all that the old one gave.
void link(const Info& info) {
    Call call(info, "link");
    call.path(0, Access::ReadWrite, LastName::Keep);
    call.destination(1, Access::Write, LastName::Keep);
    call.run(2, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_link(loop, uv, operation.path.c_str(), operation.destination.c_str(), done);
    });
}

// symlink(target, path, flags). The target is stored as given; what is done through the link is
// checked then.
void symlink(const Info& info) {
    Call call(info, "symlink");
    call.operation().path.shown = call.text(0);
    call.operation().path.is_given = true;
    call.destination(1, Access::Write, LastName::Keep);
    call.operation().flags = call.int32(2);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_symlink(loop, uv, operation.path.shown.c_str(), operation.destination.c_str(),
                             operation.flags, done);
    });
}

// readlink(path, asBytes)
void readlink(const Info& info) {
    Call call(info, "readlink");
    call.path(0, Access::Read, LastName::Keep);
    call.operation().names_as_bytes = call.boolean(1);
    call.run(
        2,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
            return uv_fs_readlink(loop, uv, operation.path.c_str(), done);
        },
        &convert_path);
}

// realpath(path, asBytes)
void realpath(const Info& info) {
    Call call(info, "realpath");
    call.path(0, Access::Read, LastName::Follow);
    call.operation().names_as_bytes = call.boolean(1);
    call.run(
        2,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
            return uv_fs_realpath(loop, uv, operation.path.c_str(), done);
        },
        &convert_path);
}

// The shortest beginning of a path that cannot be examined: where a walk along it stops.
int find_stumbling_block(Operation& operation, int status) {
    const std::string path = operation.path.system;
    for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        uv_fs_t uv{};
        const std::string part = path.substr(0, slash);
        const int found = uv_fs_lstat(nullptr, &uv, part.c_str(), nullptr);
        uv_fs_req_cleanup(&uv);
        if (found < 0) {
            operation.path.shown = part;
            return found;
        }
        if (slash == std::string::npos) break;
    }
    operation.syscall = "stat";
    return status;
}

// walkPath(path, asBytes): realpath, with the errors of a walk that looks at each part.
void walk_path(const Info& info) {
    Call call(info, "lstat");
    call.path(0, Access::Read, LastName::Follow);
    call.operation().names_as_bytes = call.boolean(1);
    call.run_blocking(
        2,
        [](Operation& operation) {
            uv_fs_t uv{};
            int status = uv_fs_realpath(nullptr, &uv, operation.path.c_str(), nullptr);
            if (status == 0) {
                operation.text = static_cast<const char*>(uv.ptr);
            } else {
                status = find_stumbling_block(operation, status);
            }
            uv_fs_req_cleanup(&uv);
            return status;
        },
        &convert_text);
}

}  // namespace

void add_path_calls(NativeModule& module) {
    module.raw("access", &access)
        .raw("exists", &exists)
        .raw("rename", &rename)
        .raw("copyFile", &copy_file)
        .raw("unlink", &unlink)
        .raw("link", &link)
        .raw("symlink", &symlink)
        .raw("readlink", &readlink)
        .raw("realpath", &realpath)
        .raw("walkPath", &walk_path);
}

}  // namespace plinth::api
