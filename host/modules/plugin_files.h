// SPDX-License-Identifier: MIT
// The disk as a plugin may see it, and the reading of module sources. Reading a module is a read
// like any other: the plugin needs permission for the file that is really meant, symlinks resolved.

#pragma once

#include <map>
#include <string>

#include "host/env/env.h"
#include "host/modules/package_json.h"

namespace plinth {

/// What the plugin must not read is missing. Where folders really are is remembered.
///
/// Owner: ModuleState. Thread: the plugin's. Calls JS: no.
class PluginFiles final : public DiskFiles {
  public:
    explicit PluginFiles(Env& env);

    /// For its life: whether symlinks are taken for the files that they name.
    class KeepLinks {
      public:
        KeepLinks(PluginFiles& files, bool keep) : files_(files), before_(files.keep_links_) {
            files.keep_links_ = keep;
        }
        ~KeepLinks() { files_.keep_links_ = before_; }
        KeepLinks(const KeepLinks&) = delete;
        KeepLinks& operator=(const KeepLinks&) = delete;

      private:
        PluginFiles& files_;
        const bool before_;
    };

    FileKind kind(const std::string& path) const override;
    std::optional<std::string> read(const std::string& path) const override;
    std::string real_path(const std::string& path) const override;

  private:
    const std::string& real_folder(const std::string& folder) const;

    const Env& env_;
    bool keep_links_ = false;  // --preserve-symlinks.
    mutable std::map<std::string, std::string> real_folders_;
    mutable std::string last_plain_;  // The last path that was looked at and is no symlink.
};

/// The bytes of a module, without a byte order mark. Limits: what a string of V8 holds.
Result<std::string> read_module(Env& env, const std::string& path);

}  // namespace plinth
