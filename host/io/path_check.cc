// SPDX-License-Identifier: MIT
// Resolving paths as the kernel would, also where they name something that does not exist.

#include "host/io/path_check.h"

#include <optional>

#include <uv.h>

#include "host/io/files.h"
#include "host/io/path_text.h"

namespace plinth {
namespace {

constexpr int kMostLinks = 40;  // As Linux.

std::optional<std::string> read_link(const std::string& path) {
    uv_fs_t uv{};
    std::optional<std::string> target;
    if (uv_fs_readlink(nullptr, &uv, path.c_str(), nullptr) == 0) {
        target = static_cast<const char*>(uv.ptr);
    }
    uv_fs_req_cleanup(&uv);
    return target;
}

std::string resolve(const std::string& given, int links) {
    const std::string path = without_slashes_at_end(given);
    if (auto real = real_path(path)) return *std::move(real);
    if (path == "/" || path.empty()) return "/";
    const auto [above, name] = split_path(path);
    const std::string parent = resolve(above, links);
    if (name == ".") return parent;
    // The parent holds no symlinks any more, so its own parent is found in its text.
    if (name == "..") return split_path(parent).parent;
    const std::string here = join_path(parent, name);
    if (links >= kMostLinks) return here;
    const auto target = read_link(here);
    if (!target) return here;
    return resolve(target->starts_with('/') ? *target : join_path(parent, *target), links + 1);
}

}  // namespace

CheckedPath check_path(const std::string& absolute, LastName last) {
    // A slash at the end asks for a folder, and follows a symlink.
    const bool wants_folder = absolute.size() > 1 && absolute.back() == '/';
    CheckedPath checked;
    const auto [above, name] = split_path(without_slashes_at_end(absolute));
    if (last == LastName::Keep && !wants_folder && is_plain_name(name)) {
        checked.resource = join_path(resolve(above, 0), name);
    } else {
        checked.resource = resolve(absolute, 0);
    }
    checked.system = checked.resource;
    if (wants_folder && checked.system != "/") checked.system += '/';
    return checked;
}

}  // namespace plinth
