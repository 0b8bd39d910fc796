// SPDX-License-Identifier: MIT
// Calls on folders: listing, making, removing.

#include <string>
#include <utility>

#include "host/api/fs/call.h"
#include "host/api/fs/calls.h"
#include "host/api/fs/convert.h"

namespace plinth::api {
namespace {

constexpr std::size_t kRandomLetters = 6;

// Some file systems do not say in the listing what an entry is.
uv_dirent_type_t type_of(const std::string& path) {
    uv_fs_t uv{};
    const int status = uv_fs_lstat(nullptr, &uv, path.c_str(), nullptr);
    const std::uint64_t kind = uv.statbuf.st_mode & S_IFMT;
    uv_fs_req_cleanup(&uv);
    if (status < 0) return UV_DIRENT_UNKNOWN;
    if (kind == S_IFDIR) return UV_DIRENT_DIR;
    if (kind == S_IFLNK) return UV_DIRENT_LINK;
    return kind == S_IFREG ? UV_DIRENT_FILE : UV_DIRENT_UNKNOWN;
}

int list_folder(Operation& operation, const std::string& folder) {
    std::string path = operation.path.system;
    HeldDescriptor below;
    if (!folder.empty() && operation.path.held.is_object) {
        const int opened = open_folder_below(operation.path.held.descriptor.number(), folder);
        if (opened < 0) return opened;
        below = HeldDescriptor(opened);
        path = path_of_descriptor(opened);
    } else if (!folder.empty()) {
        path += "/" + folder;
    }
    const bool needs_types = operation.with_types || operation.recursive;
    operation.entries.enter(folder);
    uv_fs_t uv{};
    const int status = uv_fs_scandir(nullptr, &uv, path.c_str(), 0, nullptr);
    uv_dirent_t entry;
    while (status >= 0 && uv_fs_scandir_next(&uv, &entry) != UV_EOF) {
        if (needs_types && entry.type == UV_DIRENT_UNKNOWN) {
            entry.type = type_of(path + "/" + entry.name);
        }
        operation.entries.add(entry.name, entry.type);
    }
    uv_fs_req_cleanup(&uv);
    return status < 0 ? status : 0;
}

// Breadth first. Differs from Node: symlinks are listed and never followed, also without types.
int list(Operation& operation) {
    if (const int status = list_folder(operation, ""); status < 0) return status;
    for (std::size_t i = 0; operation.recursive && i < operation.entries.size(); ++i) {
        const FolderEntries::Entry entry = operation.entries[i];
        if (entry.type != UV_DIRENT_DIR) continue;
        const std::string folder = path_below(entry);
        if (const int status = list_folder(operation, folder); status < 0) return status;
    }
    return 0;
}

// readdir(path, asBytes, withTypes, recursive)
void readdir(const Info& info) {
    Call call(info, "scandir");
    call.path(0, Access::Read, LastName::Follow);
    call.operation().names_as_bytes = call.boolean(1);
    call.operation().with_types = call.boolean(2);
    call.operation().recursive = call.boolean(3);
    call.run_blocking(4, &list, &convert_entries);
}

// opendir(path, asBytes, recursive): as readdir with types
void opendir(const Info& info) {
    Call call(info, "opendir");
    call.path(0, Access::Read, LastName::Follow);
    call.operation().names_as_bytes = call.boolean(1);
    call.operation().with_types = true;
    call.operation().recursive = call.boolean(2);
    call.run_blocking(3, &list, &convert_entries);
}

int masked(Env& env, std::uint32_t mode) {
    return static_cast<int>(mode & ~env.options().file_mode_mask.value_or(0));
}

int make_folder(const std::string& path, int mode) {
    uv_fs_t uv{};
    const int status = uv_fs_mkdir(nullptr, &uv, path.c_str(), mode, nullptr);
    uv_fs_req_cleanup(&uv);
    return status;
}

bool is_folder(const std::string& path) {
    uv_fs_t uv{};
    const int status = uv_fs_stat(nullptr, &uv, path.c_str(), nullptr);
    const bool folder = status == 0 && (uv.statbuf.st_mode & S_IFMT) == S_IFDIR;
    uv_fs_req_cleanup(&uv);
    return folder;
}

// The text before the last name; empty when there is none.
std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {};
    const std::size_t end = path.find_last_not_of('/', slash);
    return end == std::string::npos ? std::string() : path.substr(0, end + 1);
}

// How much of the path is not the script's: the working directory before a relative path. Missing
// folders are made below it only.
std::size_t base_size(const PathArgument& path) {
    return path.system.ends_with(path.shown) ? path.system.size() - path.shown.size() : 0;
}

// A script's path without the last `count` names.
std::string without_names(std::string path, std::size_t count) {
    for (; count > 0; --count) {
        while (path.size() > 1 && path.back() == '/')
            path.pop_back();
        path.resize(path.rfind('/') + 1);
    }
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

// As make_folders(), in a held folder. The names are those of the script's path, which has no
// symlinks among folders that are missing.
int make_held_folders(Operation& operation) {
    const HeldPath& held = operation.path.held;
    const MadeFolders made =
        make_folders_below(held.descriptor.number(), held.missing, operation.mode);
    if (made.status == 0 && made.made > 0) {
        operation.text = without_names(operation.path.shown, made.made - 1);
    }
    return made.status;
}

// Walks up to the first folder that can be made or exists, then makes the rest on the way down.
// operation.text becomes the first folder that was made.
int make_folders(Operation& operation) {
    if (operation.path.held.descriptor.open()) return make_held_folders(operation);
    std::string path = operation.path.system;
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    std::vector<std::string> missing = {path};
    int status = make_folder(path, operation.mode);
    while (status == UV_ENOENT) {
        const std::string parent = parent_of(missing.back());
        if (parent.size() <= base_size(operation.path)) return status;
        missing.push_back(parent);
        status = make_folder(parent, operation.mode);
    }
    for (;;) {
        if (status == 0) {
            if (operation.text.empty()) operation.text = missing.back();
        } else if (!is_folder(missing.back())) {
            // Only at the end of the path is a file "there already"; before, it is in the way.
            return status == UV_EEXIST && missing.size() > 1 ? UV_ENOTDIR : status;
        }
        missing.pop_back();
        if (missing.empty()) return 0;
        status = make_folder(missing.back(), operation.mode);
    }
}

// The first folder that was made, as the script would write it.
v8::MaybeLocal<v8::Value> convert_made_folder(Env& env, uv_fs_t& uv, Operation& operation) {
    const std::size_t added = operation.path.resource.empty() ? base_size(operation.path) : 0;
    if (operation.text.size() > added) operation.text.erase(0, added);
    return convert_text(env, uv, operation);
}

// mkdir(path, mode, recursive): with recursive, the first folder that was made, if any
void mkdir(const Info& info) {
    Call call(info, "mkdir");
    const bool recursive = call.boolean(2);
    call.path(0, Access::Write, LastName::Keep,
              recursive ? Missing::ParentsAsWell : Missing::MayBeMade);
    call.operation().mode = masked(call.env(), call.uint32(1));
    if (recursive) return call.run_blocking(3, &make_folders, &convert_made_folder);
    call.run(3, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_mkdir(loop, uv, operation.path.c_str(), operation.mode, done);
    });
}

// rmdir(path)
void rmdir(const Info& info) {
    Call call(info, "rmdir");
    call.path(0, Access::Write, LastName::Keep);
    call.run(1, [](uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done) {
        return uv_fs_rmdir(loop, uv, operation.path.c_str(), done);
    });
}

// The script's own beginning, with the letters that the system chose.
v8::MaybeLocal<v8::Value> convert_made_name(Env& env, uv_fs_t& uv, Operation& operation) {
    const std::string made = uv.path;
    std::string name = operation.path.shown;
    name.replace(name.size() - kRandomLetters, kRandomLetters,
                 made.substr(made.size() - kRandomLetters));
    return to_name(env, name, operation);
}

// mkdtemp(prefix, asBytes)
void mkdtemp(const Info& info) {
    Call call(info, "mkdtemp");
    call.path(0, Access::Write, LastName::Keep, Missing::MayBeMade);
    Operation& operation = call.operation();
    const std::string letters(kRandomLetters, 'X');
    if (operation.path.system.empty()) operation.path.system = call.env().absolute("");
    operation.path.shown += letters;
    operation.path.system += letters;
    operation.names_as_bytes = call.boolean(1);
    call.run(
        2,
        [](uv_loop_t* loop, uv_fs_t* uv, Operation& made, uv_fs_cb done) {
            return uv_fs_mkdtemp(loop, uv, made.path.c_str(), done);
        },
        &convert_made_name);
}

}  // namespace

void add_folder_calls(NativeModule& module) {
    module.raw("readdir", &readdir)
        .raw("opendir", &opendir)
        .raw("mkdir", &mkdir)
        .raw("rmdir", &rmdir)
        .raw("mkdtemp", &mkdtemp);
}

}  // namespace plinth::api
