// SPDX-License-Identifier: MIT
// What module resolution takes from a package.json, and the packages of a disk with memory: each
// file is read once, as in Node. How `exports` and `imports` are applied is package_target.h's.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// A value of `exports` or `imports`, with the keys in the order of the file.
struct PackageTarget {
    enum class Kind { Missing, Null, Text, List, Map, Other };
    Kind kind = Kind::Missing;
    std::string text;  ///< Of Text; of Other: as JSON writes it.
    std::vector<PackageTarget> items;
    std::vector<std::pair<std::string, PackageTarget>> entries;

    const PackageTarget* find(std::string_view key) const;
};

struct PackageJson {
    enum class Type { None, CommonJs, Module };
    std::string path;   ///< Of the file.
    std::string error;  ///< Why it can't be used; then the rest is empty.
    std::optional<std::string> name;
    std::optional<std::string> main;
    Type type = Type::None;
    PackageTarget exports;
    PackageTarget imports;

    std::string folder() const { return path.substr(0, path.rfind('/')); }
};

/// Limits: 16 MiB of text, `exports` and `imports` nested 64 deep. Of a key that comes twice the
/// last value counts, at the place of the first.
PackageJson parse_package_json(std::string path, const std::string& text);

/// The packages of one plugin. What was read, or was missing, stays so for its life.
///
/// Owner: the plugin's module state. Thread: the plugin's. Calls JS: no.
class Packages {
  public:
    explicit Packages(const FileView& files) : files_(files) {}

    const FileView& files() const { return files_; }
    /// The package.json in this folder; null when there is none.
    const PackageJson* in(const std::string& folder);
    /// The nearest package.json at or above the folder of this file; null when there is none.
    /// `node_modules` is a border.
    const PackageJson* scope_of(const std::string& file);

  private:
    const FileView& files_;
    std::map<std::string, std::unique_ptr<PackageJson>> read_;
};

}  // namespace plinth
