// SPDX-License-Identifier: MIT
// Asking the policy about what paths really name. A file is held between the check and its reading,
// so that nothing else is put in its place meanwhile.

#include "host/modules/plugin_files.h"

#include <v8.h>

#include "host/env/errors.h"
#include "host/io/files.h"
#include "host/io/held_path.h"

namespace plinth {
namespace {

// Of what is there, or the policy's refusal. A status says why it is not there.
Result<HeldPath> hold_readable(const Env& env, const std::string& path) {
    HeldPath held = hold_path(env.absolute(path), LastName::Follow, Missing::Fails);
    if (auto denied = env.denied(Permission::FsRead, held.resource)) return *std::move(denied);
    return held;
}

FileKind to_kind(PathKind kind) {
    if (kind == PathKind::Missing) return FileKind::Missing;
    return kind == PathKind::Folder ? FileKind::Folder : FileKind::File;
}

}  // namespace

PluginFiles::PluginFiles(Env& env) : env_(env) {
    for (const auto& [name, value] : env.options().command_line) {
        if (name == "--preserve-symlinks") keep_links_ = true;
    }
}

FileKind PluginFiles::kind(const std::string& path) const {
    if (path.find('\0') != std::string::npos) return FileKind::Missing;
    const PathFacts facts = path_facts(path);
    if (facts.kind == PathKind::Missing) return FileKind::Missing;
    if (!facts.is_link) last_plain_ = path;
    if (!env_.restricted()) return to_kind(facts.kind);
    Result<HeldPath> held = hold_readable(env_, path);
    return held.ok() && held->status == 0 ? to_kind(path_kind(held->system)) : FileKind::Missing;
}

std::optional<std::string> PluginFiles::read(const std::string& path) const {
    if (!env_.restricted()) {
        return DiskFiles::kind(path) == FileKind::File ? DiskFiles::read(path) : std::nullopt;
    }
    if (path.find('\0') != std::string::npos) return std::nullopt;
    Result<HeldPath> held = hold_readable(env_, path);
    if (!held.ok() || held->status < 0) return std::nullopt;
    if (path_kind(held->system) != PathKind::File) return std::nullopt;
    return DiskFiles::read(held->system);
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
    HeldPath held;
    held.system = env.absolute(path);
    if (env.restricted()) {
        PLINTH_TRY(held, hold_readable(env, path));
        if (held.status < 0) return uv_error(held.status, "open", path);
    }
    const bool hardened = env.options().hardened;
    Result<std::string> text =
        read_file(held.system, hardened ? kLongestHardenedSource : kLargestFile);
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
