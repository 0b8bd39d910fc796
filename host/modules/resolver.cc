// SPDX-License-Identifier: MIT
// LOAD_AS_FILE and LOAD_AS_DIRECTORY of Node's algorithm.

#include "host/modules/resolver.h"

#include <filesystem>
#include <tuple>

#include <nlohmann/json.hpp>

#include "host/io/files.h"

namespace plinth {
namespace {

using Json = nlohmann::json;

class Finder {
  public:
    Finder(const FileView& files, const std::vector<std::string>& extensions)
        : files_(files), extensions_(extensions) {}

    Resolution find(const std::string& path, bool only_folder) {
        if (!only_folder) {
            if (files_.kind(path) == FileKind::File) return found(path);
            if (Resolution file = with_extension(path); !file.path.empty()) return file;
        }
        if (files_.kind(path) == FileKind::Folder) return as_folder(path);
        return {};
    }

  private:
    Resolution found(const std::string& path) const { return {files_.real_path(path), {}, {}}; }

    Resolution with_extension(const std::string& path) const {
        for (const std::string& extension : extensions_) {
            if (files_.kind(path + extension) == FileKind::File) return found(path + extension);
        }
        return {};
    }

    Resolution as_folder(const std::string& folder) const {
        const std::string package = folder + "/package.json";
        if (const auto text = files_.read(package)) {
            const Json json = Json::parse(*text, nullptr, false, true);
            if (json.is_discarded()) return broken(package, *text);
            const auto main = json.is_object() ? json.find("main") : json.end();
            if (json.is_object() && main != json.end() && main->is_string()) {
                const std::string target =
                    (std::filesystem::path(folder) / main->get<std::string>()).lexically_normal();
                if (Resolution at_main = as_main(target); !at_main.path.empty()) return at_main;
            }
        }
        return with_extension(folder + "/index");
    }

    Resolution as_main(const std::string& target) const {
        if (files_.kind(target) == FileKind::File) return found(target);
        if (Resolution file = with_extension(target); !file.path.empty()) return file;
        return with_extension(target + "/index");
    }

    static Resolution broken(const std::string& package, const std::string& text) {
        std::string why = "it is not valid JSON";
        try {
            std::ignore = Json::parse(text);
        } catch (const Json::exception& error) {
            why = error.what();
        }
        return {{}, "Error parsing " + package + ": " + why, package};
    }

    const FileView& files_;
    const std::vector<std::string>& extensions_;
};

bool names_a_folder(const std::string& request) {
    return request.ends_with('/') || request.ends_with("/.") || request.ends_with("/..") ||
           request == "." || request == "..";
}

}  // namespace

FileKind DiskFiles::kind(const std::string& path) const {
    switch (path_kind(path)) {
        case PathKind::File:
            return FileKind::File;
        case PathKind::Folder:
            return FileKind::Folder;
        case PathKind::Missing:
            break;
    }
    return FileKind::Missing;
}

std::optional<std::string> DiskFiles::read(const std::string& path) const {
    Result<std::string> text = read_file(path);
    if (!text) return std::nullopt;
    return std::move(text).value();
}

std::string DiskFiles::real_path(const std::string& path) const {
    return plinth::real_path(path).value_or(path);
}

Resolution find_module(const FileView& files, const std::string& request,
                       const std::vector<std::string>& folders,
                       const std::vector<std::string>& extensions) {
    Finder finder(files, extensions);
    for (const std::string& folder : folders) {
        if (!folder.empty() && files.kind(folder) != FileKind::Folder) continue;
        const std::filesystem::path whole = std::filesystem::path(folder) / request;
        std::string path = whole.lexically_normal();
        while (path.size() > 1 && path.ends_with('/'))
            path.pop_back();
        Resolution resolution = finder.find(path, names_a_folder(request));
        if (!resolution.path.empty() || !resolution.error.empty()) return resolution;
    }
    return {};
}

}  // namespace plinth
