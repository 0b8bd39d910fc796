// SPDX-License-Identifier: MIT
// Asking the policy about canonical paths.

#include "host/modules/plugin_files.h"

#include <v8.h>

#include "host/env/errors.h"
#include "host/io/files.h"

namespace plinth {

PluginFiles::PluginFiles(const Env& env) : env_(env) {
    for (const auto& [name, value] : env.options().command_line) {
        if (name == "--preserve-symlinks") keep_links_ = true;
    }
}

bool PluginFiles::denied(const std::string& path) const {
    return env_.restricted() && env_.denied(Permission::FsRead, canonical_path(path)).has_value();
}

FileKind PluginFiles::kind(const std::string& path) const {
    if (path.find('\0') != std::string::npos) return FileKind::Missing;
    const FileKind kind = DiskFiles::kind(path);
    return kind != FileKind::Missing && denied(path) ? FileKind::Missing : kind;
}

std::optional<std::string> PluginFiles::read(const std::string& path) const {
    if (DiskFiles::kind(path) != FileKind::File || denied(path)) return std::nullopt;
    return DiskFiles::read(path);
}

std::string PluginFiles::real_path(const std::string& path) const {
    if (keep_links_) return path;
    const std::size_t slash = path.rfind('/');
    if (slash == 0 || slash == std::string::npos || is_symlink(path)) {
        return DiskFiles::real_path(path);
    }
    const std::string folder = path.substr(0, slash);
    const auto known = real_folders_.find(folder);
    if (known != real_folders_.end()) return known->second + path.substr(slash);
    const std::string real = DiskFiles::real_path(folder);
    real_folders_[folder] = real;
    return real + path.substr(slash);
}

// A longer one takes V8 seconds to parse, in which nothing can end it.
constexpr std::uint64_t kLongestHardenedSource = std::uint64_t{16} << 20;

Result<std::string> read_module(Env& env, const std::string& path) {
    std::string real = env.absolute(path);
    if (env.restricted()) {
        real = plinth::real_path(real).value_or(real);
        if (const auto denied = env.denied(Permission::FsRead, real)) return *denied;
    }
    const bool hardened = env.options().hardened;
    Result<std::string> text = read_file(real, hardened ? kLongestHardenedSource : kLargestFile);
    if (hardened && !text.ok() && text.error().number == UV_EFBIG) {
        Error error;
        error.code = "ERR_HARDENED_LIMIT";
        error.message = "A file of a plugin that is hardened is limited to 16 MiB: " + path;
        return error;
    }
    const bool too_long =
        text.ok() ? text->size() > v8::String::kMaxLength : text.error().number == UV_EFBIG;
    if (too_long) {
        Error error;
        error.code = "ERR_STRING_TOO_LONG";
        error.message = "Cannot create a string longer than 0x1fffffe8 characters: " + path;
        return error;
    }
    if (!text.ok()) {
        text.error().path = path;
        return text;
    }
    if (text->starts_with("\xEF\xBB\xBF")) return text->substr(3);
    return text;
}

}  // namespace plinth
