// SPDX-License-Identifier: MIT
// The system's numbers, under Node's names. What a system lacks is left out.

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>

#include "host/api/fs/calls.h"

namespace plinth::api {
namespace {

struct Constant {
    const char* name;
    std::uint32_t value;
};

#define PLINTH_CONSTANT(name) \
    { #name, static_cast < std::uint32_t>(name) }
constexpr Constant kConstants[] = {
    PLINTH_CONSTANT(UV_FS_SYMLINK_DIR),
    PLINTH_CONSTANT(UV_FS_SYMLINK_JUNCTION),
    PLINTH_CONSTANT(O_RDONLY),
    PLINTH_CONSTANT(O_WRONLY),
    PLINTH_CONSTANT(O_RDWR),
    PLINTH_CONSTANT(UV_DIRENT_UNKNOWN),
    PLINTH_CONSTANT(UV_DIRENT_FILE),
    PLINTH_CONSTANT(UV_DIRENT_DIR),
    PLINTH_CONSTANT(UV_DIRENT_LINK),
    PLINTH_CONSTANT(UV_DIRENT_FIFO),
    PLINTH_CONSTANT(UV_DIRENT_SOCKET),
    PLINTH_CONSTANT(UV_DIRENT_CHAR),
    PLINTH_CONSTANT(UV_DIRENT_BLOCK),
    PLINTH_CONSTANT(S_IFMT),
    PLINTH_CONSTANT(S_IFREG),
    PLINTH_CONSTANT(S_IFDIR),
    PLINTH_CONSTANT(S_IFCHR),
#ifndef _WIN32
    PLINTH_CONSTANT(S_IFBLK),
    PLINTH_CONSTANT(S_IFIFO),
#endif
    PLINTH_CONSTANT(S_IFLNK),
#ifndef _WIN32
    PLINTH_CONSTANT(S_IFSOCK),
#endif
    PLINTH_CONSTANT(O_CREAT),
    PLINTH_CONSTANT(O_EXCL),
    PLINTH_CONSTANT(UV_FS_O_FILEMAP),
#ifndef _WIN32
    PLINTH_CONSTANT(O_NOCTTY),
#endif
    PLINTH_CONSTANT(O_TRUNC),
    PLINTH_CONSTANT(O_APPEND),
#ifndef _WIN32
    PLINTH_CONSTANT(O_DIRECTORY),
#ifdef O_NOATIME
    PLINTH_CONSTANT(O_NOATIME),
#endif
    PLINTH_CONSTANT(O_NOFOLLOW),
    PLINTH_CONSTANT(O_SYNC),
    PLINTH_CONSTANT(O_DSYNC),
#ifdef O_DIRECT
    PLINTH_CONSTANT(O_DIRECT),
#endif
    PLINTH_CONSTANT(O_NONBLOCK),
    PLINTH_CONSTANT(S_IRWXU),
    PLINTH_CONSTANT(S_IRUSR),
    PLINTH_CONSTANT(S_IWUSR),
    PLINTH_CONSTANT(S_IXUSR),
    PLINTH_CONSTANT(S_IRWXG),
    PLINTH_CONSTANT(S_IRGRP),
    PLINTH_CONSTANT(S_IWGRP),
    PLINTH_CONSTANT(S_IXGRP),
    PLINTH_CONSTANT(S_IRWXO),
    PLINTH_CONSTANT(S_IROTH),
    PLINTH_CONSTANT(S_IWOTH),
    PLINTH_CONSTANT(S_IXOTH),
#endif
    {"F_OK", 0},
    {"R_OK", 4},
    {"W_OK", 2},
    {"X_OK", 1},
    PLINTH_CONSTANT(UV_FS_COPYFILE_EXCL),
    {"COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    PLINTH_CONSTANT(UV_FS_COPYFILE_FICLONE),
    {"COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    PLINTH_CONSTANT(UV_FS_COPYFILE_FICLONE_FORCE),
    {"COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
};
#undef PLINTH_CONSTANT

// All of them, as one object without a prototype.
void constants(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Object> all =
        v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
    for (const Constant& constant : kConstants) {
        all->DefineOwnProperty(context, to_string(isolate, constant.name),
                               v8::Integer::NewFromUnsigned(isolate, constant.value),
                               static_cast<v8::PropertyAttribute>(v8::ReadOnly | v8::DontDelete))
            .Check();
    }
    info.GetReturnValue().Set(all);
}

}  // namespace

void add_constants(NativeModule& module) {
    module.raw("constants", &constants);
}

}  // namespace plinth::api
