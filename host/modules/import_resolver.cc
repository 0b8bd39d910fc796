// SPDX-License-Identifier: MIT
// PACKAGE_RESOLVE, PACKAGE_SELF_RESOLVE and the checks after it.

#include "host/modules/import_resolver.h"

#include <cctype>

#include "host/modules/file_url.h"
#include "host/modules/resolver.h"

namespace plinth {
namespace {

ImportResolution failed(std::string code, std::vector<std::string> arguments) {
    return {"", "", "", {std::move(code), std::move(arguments)}, {}};
}

bool is_relative(std::string_view specifier) {
    return specifier.starts_with('/') || specifier.starts_with("./") ||
           specifier.starts_with("../") || specifier == "." || specifier == "..";
}

// The length of "scheme:" at its start, or 0.
std::size_t scheme_length(std::string_view text) {
    if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == ':') return i + 1;
        if (std::isalnum(c) == 0 && c != '+' && c != '-' && c != '.') return 0;
    }
    return 0;
}

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "" : path.substr(0, slash);
}

class ImportResolver {
  public:
    ImportResolver(Packages& packages, const ImportRequest& wanted)
        : packages_(packages),
          base_url_(wanted.base),
          base_(parse_file_url(base_url_)),
          base_name_(base_ ? percent_decoded(base_->path) : base_url_),
          conditions_(wanted.conditions),
          roots_(wanted.roots) {}

    ImportResolution resolve(const std::string& specifier) {
        if (is_relative(specifier)) {
            if (!base_) return failed("ERR_UNSUPPORTED_RESOLVE_REQUEST", {specifier, base_url_});
            return check(join_url(*base_, specifier));
        }
        if (specifier.starts_with('#')) return resolve_internal(specifier);
        if (scheme_length(specifier) > 0) return resolve_url(specifier);
        if (!base_) return failed("ERR_UNSUPPORTED_RESOLVE_REQUEST", {specifier, base_url_});
        return resolve_package(specifier);
    }

  private:
    ImportResolution resolve_url(const std::string& specifier) {
        std::string scheme = specifier.substr(0, scheme_length(specifier));
        for (char& c : scheme)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (scheme == "data:") return {specifier, "", "", {}, {}};
        if (scheme == "node:") return failed("ERR_UNKNOWN_BUILTIN_MODULE", {specifier});
        if (scheme != "file:") return failed("ERR_UNSUPPORTED_ESM_URL_SCHEME", {scheme});
        const auto url = parse_file_url(specifier);
        if (!url) return failed("ERR_INVALID_FILE_URL_HOST", {});
        return check(*url);
    }

    ImportResolution resolve_internal(const std::string& specifier) {
        if (!base_) return failed("ERR_UNSUPPORTED_RESOLVE_REQUEST", {specifier, base_url_});
        const PackageJson* scope = packages_.scope_of(base_name_);
        if (scope != nullptr && !scope->error.empty()) return broken(*scope, specifier);
        return finish(resolve_imports(scope, specifier, conditions_, base_name_));
    }

    ImportResolution resolve_package(const std::string& specifier) {
        const PackageRequest bare = split_package_request(specifier);
        if (bare.name.empty()) {
            return failed("ERR_INVALID_MODULE_SPECIFIER",
                          {specifier, "is not a valid package name", base_name_});
        }
        const PackageJson* own = packages_.scope_of(base_name_);
        if (own != nullptr && has_exports(*own) && own->name == bare.name) {
            return finish(resolve_exports(*own, bare.subpath, conditions_, base_name_));
        }
        for (std::string folder = parent_of(base_name_);; folder = parent_of(folder)) {
            if (!folder.ends_with("/node_modules")) {
                const std::string root = folder + "/node_modules/" + bare.name;
                if (packages_.files().kind(root) == FileKind::Folder) {
                    return in_package(root, bare, specifier);
                }
            }
            if (folder.empty()) break;
        }
        for (const std::string& folder : roots_) {
            const std::string root = folder + "/" + bare.name;
            if (packages_.files().kind(root) == FileKind::Folder) {
                return in_package(root, bare, specifier);
            }
        }
        return failed("ERR_MODULE_NOT_FOUND", {bare.name, base_name_, "", "package"});
    }

    ImportResolution in_package(const std::string& root, const PackageRequest& bare,
                                const std::string& specifier) {
        const PackageJson* package = packages_.in(root);
        if (package != nullptr && !package->error.empty()) return broken(*package, specifier);
        if (package != nullptr && has_exports(*package)) {
            return finish(resolve_exports(*package, bare.subpath, conditions_, base_name_));
        }
        if (bare.subpath == ".") return main_of(root, package);
        const FileUrl folder{encoded_path(root) + "/", ""};
        return check(join_url(folder, bare.subpath));
    }

    // For packages that were written for require(): extensions and index files are tried.
    ImportResolution main_of(const std::string& root, const PackageJson* package) {
        const FileView& files = packages_.files();
        const auto try_file = [&](const std::string& path) {
            return files.kind(path) == FileKind::File;
        };
        if (package != nullptr && package->main) {
            const FileUrl folder{encoded_path(root) + "/", ""};
            const std::string main = percent_decoded(join_url(folder, "./" + *package->main).path);
            for (const char* end :
                 {"", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"}) {
                if (!try_file(main + end)) continue;
                ImportResolution found = check({encoded_path(main + end), ""});
                if (*end != '\0') found.guessed = {root + "/", *package->main, base_name_};
                return found;
            }
        }
        for (const char* name : {"/index.js", "/index.json", "/index.node"}) {
            if (!try_file(root + name)) continue;
            ImportResolution found = check({encoded_path(root + name), ""});
            const bool has_main = package != nullptr && package->main;
            found.guessed = {root + "/", has_main ? *package->main : "", base_name_};
            return found;
        }
        return failed("ERR_MODULE_NOT_FOUND", {root + "/", base_name_, "", "package"});
    }

    ImportResolution finish(TargetResult target) {
        if (target.failure) return {"", "", "", std::move(target.failure), {}};
        if (!target.package.empty()) {
            return {"", std::move(target.package), path_to_url(target.from), {}, {}};
        }
        // The target's own escapes are those of a URL; the folder's are not.
        return check(join_url({encoded_path(target.folder) + "/", ""}, "./" + target.file));
    }

    ImportResolution check(const FileUrl& url) {
        if (has_encoded_separator(url.path)) {
            return failed(
                "ERR_INVALID_MODULE_SPECIFIER",
                {url.path, "must not include encoded \"/\" or \"\\\" characters", base_name_});
        }
        const std::string path = percent_decoded(url.path);
        if (path.find('\0') != std::string::npos) {
            return failed("ERR_MODULE_NOT_FOUND", {path, base_name_, url.href(), "module"});
        }
        const bool wants_folder = path.size() > 1 && path.ends_with('/');
        const std::string name = wants_folder ? path.substr(0, path.size() - 1) : path;
        switch (packages_.files().kind(name)) {
            case FileKind::Folder:
                return failed("ERR_UNSUPPORTED_DIR_IMPORT", {path, base_name_, url.href()});
            case FileKind::Missing:
                return failed("ERR_MODULE_NOT_FOUND", {path, base_name_, url.href(), "module"});
            case FileKind::File:
                break;
        }
        const std::string real = packages_.files().real_path(name);
        return {path_to_url(real) + (wants_folder ? "/" : "") + url.suffix, "", "", {}, {}};
    }

    ImportResolution broken(const PackageJson& package, const std::string& specifier) const {
        return failed("ERR_INVALID_PACKAGE_CONFIG",
                      {package.path, "\"" + specifier + "\" from " + base_name_, package.error,
                       "unreadable"});
    }

    static std::string encoded_path(const std::string& path) {
        return path_to_url(path).substr(std::string_view("file://").size());
    }

    Packages& packages_;
    const std::string base_url_;
    const std::optional<FileUrl> base_;
    const std::string base_name_;  // A path where it is one; as messages show it.
    const std::vector<std::string>& conditions_;
    const std::vector<std::string>& roots_;
};

}  // namespace

ImportResolution resolve_import(Packages& packages, const ImportRequest& wanted) {
    return ImportResolver(packages, wanted).resolve(wanted.specifier);
}

}  // namespace plinth
