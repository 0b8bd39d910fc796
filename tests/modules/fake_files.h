// SPDX-License-Identifier: MIT
// A disk for resolvers that exists only in a map.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "host/modules/package_json.h"

namespace plinth::test {

class FakeFiles final : public FileView {
  public:
    FakeFiles(std::initializer_list<std::pair<const std::string, std::string>> files)
        : files_(files) {}

    FileKind kind(const std::string& path) const override {
        if (files_.contains(path)) return FileKind::File;
        const std::string folder = path + "/";
        const auto inside = files_.lower_bound(folder);
        return inside != files_.end() && inside->first.starts_with(folder) ? FileKind::Folder
                                                                           : FileKind::Missing;
    }
    std::optional<std::string> read(const std::string& path) const override {
        const auto found = files_.find(path);
        return found == files_.end() ? std::nullopt : std::optional(found->second);
    }
    std::string real_path(const std::string& path) const override {
        const auto link = links.find(path);
        return link == links.end() ? path : link->second;
    }

    std::map<std::string, std::string> links;

  private:
    std::map<std::string, std::string> files_;
};

}  // namespace plinth::test
