// SPDX-License-Identifier: MIT
// LOAD_AS_FILE, LOAD_AS_DIRECTORY, LOAD_PACKAGE_EXPORTS, LOAD_PACKAGE_IMPORTS and LOAD_PACKAGE_SELF
// of Node's algorithm.

#include "host/modules/resolver.h"

#include <filesystem>

namespace plinth {
namespace {

Resolution failed(std::string code, std::vector<std::string> arguments) {
    Resolution resolution;
    resolution.failure = {std::move(code), std::move(arguments)};
    return resolution;
}

class Finder {
  public:
    Finder(Packages& packages, const std::vector<std::string>& extensions)
        : packages_(packages), files_(packages.files()), extensions_(extensions) {}

    Resolution find(const std::string& path, bool only_folder, const std::string& request) {
        const FileKind kind = files_.kind(path);
        if (!only_folder) {
            if (kind == FileKind::File) return found(path);
            if (Resolution file = with_extension(path); !file.path.empty()) return file;
        }
        if (kind == FileKind::Folder) return as_folder(path, request);
        return {};
    }

  private:
    Resolution found(const std::string& path) const {
        return {files_.real_path(path), "", "", {}, nullptr};
    }

    Resolution with_extension(const std::string& path) const {
        for (const std::string& extension : extensions_) {
            if (files_.kind(path + extension) == FileKind::File) return found(path + extension);
        }
        return {};
    }

    Resolution as_folder(const std::string& folder, const std::string& request) {
        const PackageJson* package = packages_.in(folder);
        if (package != nullptr && !package->error.empty()) {
            return failed("PACKAGE_UNREADABLE", {package->path, "", package->error});
        }
        const bool has_main = package != nullptr && package->main && !package->main->empty();
        std::string target;
        if (has_main) {
            target = (std::filesystem::path(folder) / *package->main).lexically_normal();
            if (Resolution at_main = as_main(target); !at_main.path.empty()) return at_main;
        }
        Resolution index = with_extension(folder + "/index");
        if (!index.path.empty() && has_main) index.wrong_main = package;
        if (!index.path.empty() || !has_main) return index;
        return failed("MAIN_NOT_FOUND", {target, package->path, request});
    }

    Resolution as_main(std::string target) const {
        while (target.size() > 1 && target.ends_with('/'))
            target.pop_back();
        if (files_.kind(target) == FileKind::File) return found(target);
        if (Resolution file = with_extension(target); !file.path.empty()) return file;
        return with_extension(target + "/index");
    }

    Packages& packages_;
    const FileView& files_;
    const std::vector<std::string>& extensions_;
};

bool names_a_folder(const std::string& request) {
    return request.ends_with('/') || request.ends_with("/.") || request.ends_with("/..") ||
           request == "." || request == "..";
}

// What `exports` or `imports` named has to be a file, exactly.
Resolution finish(const Packages& packages, const PackageJson& package, const std::string& parent,
                  TargetResult target) {
    Resolution resolution;
    resolution.failure = std::move(target.failure);
    resolution.package = std::move(target.package);
    resolution.from = std::move(target.from);
    if (resolution.failure || !resolution.package.empty()) return resolution;
    if (has_encoded_separator(target.file)) {
        return failed("ERR_INVALID_MODULE_SPECIFIER",
                      {target.folder + "/" + target.file,
                       "must not include encoded \"/\" or \"\\\" characters", parent});
    }
    const std::size_t end = target.file.find_first_of("?#");
    const std::string path = target.folder + "/" + percent_decoded(target.file.substr(0, end));
    if (packages.files().kind(path) == FileKind::File) {
        resolution.path = packages.files().real_path(path);
        return resolution;
    }
    return failed("TARGET_NOT_FOUND", {path, package.path});
}

}  // namespace

PackageRequest split_package_request(const std::string& request) {
    std::size_t end = request.find('/');
    if (request.starts_with('@') && end != std::string::npos) end = request.find('/', end + 1);
    std::string name = request.substr(0, end);
    const bool is_scope_only = name.starts_with('@') && name.find('/') == std::string::npos;
    if (name.empty() || name.starts_with('.') || is_scope_only ||
        name.find_first_of("%\\") != std::string::npos) {
        return {};
    }
    return {std::move(name), "." + (end == std::string::npos ? "" : request.substr(end))};
}

Resolution find_module(Packages& packages, const ModuleRequest& wanted) {
    const std::string& request = wanted.request;
    Finder finder(packages, wanted.extensions);
    const PackageRequest bare =
        request.starts_with('/') ? PackageRequest{} : split_package_request(request);
    for (const std::string& folder : wanted.folders) {
        // One look less; and from a folder that is gone one may still look beside it.
        const bool must_be_there = !folder.empty() && !request.starts_with('.');
        if (must_be_there && packages.files().kind(folder) != FileKind::Folder) continue;
        if (!bare.name.empty() && !folder.empty()) {
            const PackageJson* package = packages.in(
                (std::filesystem::path(folder) / bare.name).lexically_normal().string());
            if (package != nullptr && has_exports(*package)) {
                return find_export(packages, *package, bare.subpath, wanted.conditions);
            }
        }
        std::string path = (std::filesystem::path(folder) / request).lexically_normal();
        while (path.size() > 1 && path.ends_with('/'))
            path.pop_back();
        Resolution resolution = finder.find(path, names_a_folder(request), request);
        if (!resolution.path.empty() || resolution.failure) return resolution;
    }
    return {};
}

Resolution find_export(Packages& packages, const PackageJson& package, const std::string& subpath,
                       const std::vector<std::string>& conditions) {
    return finish(packages, package, "", resolve_exports(package, subpath, conditions, ""));
}

Resolution find_in_own_package(Packages& packages, const ModuleRequest& wanted,
                               const std::string& parent) {
    const std::string& request = wanted.request;
    const PackageJson* package = packages.scope_of(parent);
    if (package == nullptr) return {};
    if (request.starts_with('#')) {
        if (package->imports.kind != PackageTarget::Kind::Map) return {};
        return finish(packages, *package, parent,
                      resolve_imports(package, request, wanted.conditions, parent));
    }
    const PackageRequest bare = split_package_request(request);
    if (!has_exports(*package) || !package->name || bare.name != *package->name) return {};
    return finish(packages, *package, parent,
                  resolve_exports(*package, bare.subpath, wanted.conditions, parent));
}

}  // namespace plinth
