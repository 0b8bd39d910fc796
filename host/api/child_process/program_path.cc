// SPDX-License-Identifier: MIT
// The search of execvp(3), done beforehand.

#include "host/api/child_process/program_path.h"

#include <filesystem>

#include <uv.h>

#include "host/io/files.h"

namespace plinth::api {
namespace {

constexpr std::string_view kDefaultSearchPath = "/bin:/usr/bin";
constexpr int kMayExecute = 1;

bool is_program(const std::string& path) {
    if (path_kind(path) != PathKind::File) return false;
    uv_fs_t uv{};
    const int status = uv_fs_access(nullptr, &uv, path.c_str(), kMayExecute, nullptr);
    uv_fs_req_cleanup(&uv);
    return status == 0;
}

}  // namespace

std::string find_program(const std::string& name, std::string_view search_path,
                         const std::string& folder) {
    const std::filesystem::path base(folder);
    if (name.find('/') != std::string::npos) {
        const std::string path = (base / name).string();
        return path_kind(path) == PathKind::File ? path : std::string();
    }
    if (search_path.empty()) search_path = kDefaultSearchPath;
    for (std::size_t at = 0; at <= search_path.size();) {
        const std::size_t end = std::min(search_path.find(':', at), search_path.size());
        const std::string path = (base / search_path.substr(at, end - at) / name).string();
        if (is_program(path)) return path;
        at = end + 1;
    }
    return {};
}

}  // namespace plinth::api
