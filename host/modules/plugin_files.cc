// SPDX-License-Identifier: MIT
// Asking the policy about canonical paths.

#include "host/modules/plugin_files.h"

#include <v8.h>

#include "host/env/errors.h"
#include "host/io/files.h"

namespace plinth {

PluginFiles::PluginFiles(Env& env) : env_(env) {
    for (const auto& [name, value] : env.options().command_line) {
        if (name == "--preserve-symlinks") keep_links_ = true;
    }
}

bool PluginFiles::denied(const std::string& path) const {
    return env_.restricted() && env_.denied(Permission::FsRead, canonical_path(path)).has_value();
}

FileKind PluginFiles::kind(const std::string& path) const {
    if (path.find('\0') != std::string::npos) return FileKind::Missing;
    const PathFacts facts = path_facts(path);
    if (facts.kind == PathKind::Missing || denied(path)) return FileKind::Missing;
    if (!facts.is_link) last_plain_ = path;
    return facts.kind == PathKind::Folder ? FileKind::Folder : FileKind::File;
}

std::optional<std::string> PluginFiles::read(const std::string& path) const {
    if (DiskFiles::kind(path) != FileKind::File || denied(path)) return std::nullopt;
    return DiskFiles::read(path);
}

std::string PluginFiles::real_path(const std::string& path) const {
    if (keep_links_) return path;
    const std::size_t slash = path.rfind('/');
    if (slash == 0 || slash == std::string::npos) return DiskFiles::real_path(path);
    if (path != last_plain_ && is_symlink(path)) return DiskFiles::real_path(path);
    return real_folder(path.substr(0, slash)) + path.substr(slash);
}

// Each folder is looked at once, below what is known of the one around it.
const std::string& PluginFiles::real_folder(const std::string& folder) const {
    const auto known = real_folders_.find(folder);
    if (known != real_folders_.end()) return known->second;
    const std::size_t slash = folder.rfind('/');
    std::string real;
    if (slash == 0 || slash == std::string::npos) {
        real = DiskFiles::real_path(folder);
    } else {
        real = real_folder(folder.substr(0, slash)) + folder.substr(slash);
        if (is_symlink(real)) real = DiskFiles::real_path(real);
    }
    return real_folders_[folder] = std::move(real);
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
