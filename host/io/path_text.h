// SPDX-License-Identifier: MIT
// The text of an absolute path, taken apart and put together. No system call is made here.

#pragma once

#include <string>
#include <string_view>

namespace plinth {

/// A path without its last name, and that name.
struct SplitPath {
    std::string parent;
    std::string name;
};

inline std::string without_slashes_at_end(std::string path) {
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

/// The path must not end with a slash. "/a//b": "/a" and "b"; "/": "/" and "".
inline SplitPath split_path(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {"/", path};
    return {without_slashes_at_end(path.substr(0, slash == 0 ? 1 : slash)), path.substr(slash + 1)};
}

inline std::string join_path(const std::string& parent, const std::string& name) {
    return parent == "/" ? "/" + name : parent + "/" + name;
}

/// Neither empty nor a way up or nowhere.
inline bool is_plain_name(std::string_view name) {
    return !name.empty() && name != "." && name != "..";
}

}  // namespace plinth
