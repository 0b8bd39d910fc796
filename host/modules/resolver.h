// SPDX-License-Identifier: MIT
// Finding the file that a CommonJS request names. Pure functions over a view of the file system, so
// that tests need no disk. Which folders are searched is decided in host/api/module/module.js.
// Algorithm: https://nodejs.org/api/modules.html#all-together

#pragma once

#include <optional>
#include <string>
#include <vector>

namespace plinth {

enum class FileKind { Missing, File, Folder };

/// What the resolver may ask of a disk. Paths are absolute.
class FileView {
  public:
    virtual ~FileView() = default;
    virtual FileKind kind(const std::string& path) const = 0;
    /// The file's bytes, or nothing when it can't be read.
    virtual std::optional<std::string> read(const std::string& path) const = 0;
    /// The path without symlinks.
    virtual std::string real_path(const std::string& path) const = 0;
};

/// The real disk, with no policy asked.
class DiskFiles : public FileView {
  public:
    FileKind kind(const std::string& path) const override;
    std::optional<std::string> read(const std::string& path) const override;
    std::string real_path(const std::string& path) const override;
};

struct Resolution {
    std::string path;   ///< Empty: nothing was found.
    std::string error;  ///< A package.json that can't be parsed: which, and where.
    std::string error_path;
};

/// Looks for `request` in each of `folders` (an empty folder: the request is a path by itself), as
/// a file, with each of `extensions`, and as a folder with package.json `main` or an index file.
Resolution find_module(const FileView& files, const std::string& request,
                       const std::vector<std::string>& folders,
                       const std::vector<std::string>& extensions);

}  // namespace plinth
