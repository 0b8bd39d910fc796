// SPDX-License-Identifier: MIT
// O_PATH opens an object without touching it, and /proc/self/fd tells its real name and leads to
// it, whatever its path leads to by then. So libuv's calls, which take paths, work on what is held.

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include <uv.h>

#include "host/io/held_path.h"
#include "host/io/path_text.h"

namespace plinth {
namespace {

constexpr int kFolder = O_PATH | O_DIRECTORY | O_CLOEXEC;
constexpr std::string_view kDeleted = " (deleted)";

int status_of_last_call() {
    return uv_translate_sys_error(errno);
}

int open_path(const std::string& path, int flags) {
    int number = -1;
    do {
        number = ::open(path.c_str(), flags);
    } while (number < 0 && errno == EINTR);
    return number < 0 ? status_of_last_call() : number;
}

// Empty: there is no /proc, or what is held has no name any more.
std::string real_name(int number) {
    std::string name(256, '\0');
    const std::string link = path_of_descriptor(number);
    for (;;) {
        const ssize_t size = readlink(link.c_str(), name.data(), name.size());
        if (size < 0) return {};
        if (static_cast<std::size_t>(size) < name.size()) {
            name.resize(static_cast<std::size_t>(size));
            break;
        }
        name.resize(name.size() * 2);
    }
    if (!name.ends_with(kDeleted)) return name;
    struct stat found {};
    return fstat(number, &found) == 0 && found.st_nlink > 0 ? name : std::string();
}

bool has_proc() {
    static const bool found = access("/proc/self/fd", X_OK) == 0;
    return found;
}

// Nothing is held: the path by its text.
HeldPath by_text(const std::string& absolute, LastName last, int status) {
    CheckedPath checked = check_path(absolute, last);
    HeldPath path;
    path.resource = std::move(checked.resource);
    path.system = std::move(checked.system);
    path.status = status;
    return path;
}

// The object that a path leads to.
HeldPath hold_object(const std::string& absolute) {
    const int opened = open_path(absolute, O_PATH | O_CLOEXEC);
    if (opened < 0) return by_text(absolute, LastName::Follow, opened);
    HeldPath path;
    path.descriptor = HeldDescriptor(opened);
    path.resource = real_name(opened);
    if (path.resource.empty()) return by_text(absolute, LastName::Follow, UV_ENOENT);
    path.system = path_of_descriptor(opened);
    path.is_object = true;
    return path;
}

// A name, whatever it is, in the folder that the path before it leads to.
HeldPath hold_name(const std::string& above, const std::string& name) {
    const int opened = open_path(above, kFolder);
    if (opened < 0) return by_text(join_path(above, name), LastName::Keep, opened);
    HeldPath path;
    path.descriptor = HeldDescriptor(opened);
    const std::string folder = real_name(opened);
    if (folder.empty()) return by_text(join_path(above, name), LastName::Keep, UV_ENOENT);
    path.resource = join_path(folder, name);
    path.system = path_of_descriptor(opened) + "/" + name;
    return path;
}

// The deepest folder that is there, and the names below it.
HeldPath hold_parents(const std::string& resolved) {
    std::string above = resolved;
    std::string names;
    for (;;) {
        auto [parent, name] = split_path(above);
        HeldPath path = hold_name(parent, name);
        names = names.empty() ? name : name + "/" + names;
        if (path.status != UV_ENOENT || parent == "/") {
            if (path.status != 0) return by_text(resolved, LastName::Keep, path.status);
            path.resource.resize(path.resource.size() - name.size());
            path.resource += names;
            path.missing = std::move(names);
            return path;
        }
        above = parent;
    }
}

HeldPath hold_last_name(const std::string& absolute, Missing missing) {
    const bool wants_folder = absolute.size() > 1 && absolute.back() == '/';
    const auto [above, name] = split_path(without_slashes_at_end(absolute));
    if (!is_plain_name(name)) {
        HeldPath path = hold_object(absolute);
        if (path.is_object) path.system += "/.";  // As the path ended: nothing to remove or make.
        return path;
    }
    if (!wants_folder) return hold_name(above, name);
    // The slash follows a symlink: the name is that of the folder which it leads to.
    HeldPath object = hold_object(absolute);
    if (object.status == UV_ENOENT && missing != Missing::Fails) {
        HeldPath path = hold_name(above, name);
        if (path.status == 0) path.system += '/';
        return path;
    }
    if (object.status < 0) return object;
    if (object.resource == "/") {
        object.system += "/.";
        return object;
    }
    const SplitPath real = split_path(object.resource);
    return hold_name(real.parent, real.name);
}

// One name at a time, for kernels without openat2.
int walk_below(int folder, const std::string& relative) {
    HeldDescriptor at(dup(folder));
    for (std::size_t from = 0; from < relative.size();) {
        const std::size_t slash = std::min(relative.find('/', from), relative.size());
        const std::string name = relative.substr(from, slash - from);
        from = slash + 1;
        if (!is_plain_name(name)) return UV_EINVAL;
        at = HeldDescriptor(openat(at.number(), name.c_str(), kFolder | O_NOFOLLOW));
        if (!at.open()) return status_of_last_call();
    }
    const int number = fcntl(at.number(), F_DUPFD_CLOEXEC, 0);
    return number < 0 ? status_of_last_call() : number;
}

}  // namespace

HeldDescriptor& HeldDescriptor::operator=(HeldDescriptor&& other) noexcept {
    if (this == &other) return *this;
    close();
    number_ = other.take();
    return *this;
}

void HeldDescriptor::close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
}

int HeldDescriptor::take() {
    return std::exchange(number_, -1);
}

std::string path_of_descriptor(int number) {
    return "/proc/self/fd/" + std::to_string(number);
}

HeldPath hold_path(const std::string& absolute, LastName last, Missing missing) {
    if (!has_proc()) return by_text(absolute, last, 0);
    if (missing == Missing::ParentsAsWell) {
        return hold_parents(check_path(absolute, LastName::Follow).resource);
    }
    if (last == LastName::Keep) return hold_last_name(absolute, missing);
    HeldPath object = hold_object(absolute);
    if (object.status != UV_ENOENT || missing == Missing::Fails) return object;
    if (absolute.back() == '/') {
        object.status = UV_EISDIR;  // Only mkdir() makes folders.
        return object;
    }
    // A symlink to nothing is resolved, too: the call makes what it points to.
    const std::string& resolved = object.resource;
    if (resolved == "/") return object;
    const auto [above, name] = split_path(resolved);
    return hold_name(above, name);
}

int open_folder_below(int folder, const std::string& relative) {
    open_how how{};
    how.flags = kFolder;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    long number = -1;
    do {
        number = syscall(SYS_openat2, folder, relative.c_str(), &how, sizeof(how));
    } while (number < 0 && (errno == EINTR || errno == EAGAIN));
    if (number >= 0) return static_cast<int>(number);
    if (errno != ENOSYS && errno != EPERM) return status_of_last_call();
    return walk_below(folder, relative);
}

MadeFolders make_folders_below(int folder, const std::string& relative, int mode) {
    MadeFolders result;
    HeldDescriptor at;
    int above = folder;
    for (std::size_t from = 0; from < relative.size();) {
        const std::size_t slash = std::min(relative.find('/', from), relative.size());
        const std::string name = relative.substr(from, slash - from);
        from = slash + 1;
        const bool is_last = from >= relative.size();
        if (mkdirat(above, name.c_str(), static_cast<mode_t>(mode)) == 0) {
            ++result.made;
        } else if (errno != EEXIST) {
            result.status = status_of_last_call();
            return result;
        } else {
            result.made = 0;
        }
        HeldDescriptor next(openat(above, name.c_str(), kFolder | O_NOFOLLOW));
        if (!next.open()) {
            const int status = status_of_last_call();
            // Only at the end of the path is a file "there already"; before, it is in the way.
            result.status = is_last && status == UV_ENOTDIR ? UV_EEXIST : status;
            return result;
        }
        at = std::move(next);
        above = at.number();
    }
    return result;
}

}  // namespace plinth
