// SPDX-License-Identifier: MIT
// Reading package.json, with errors for people who write their first one.

#include "host/supervisor/manifest.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "host/base/semver.h"
#include "host/io/files.h"
#include "host/modules/main_file.h"
#include "host/supervisor/net_grants.h"

namespace plinth {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr double kLeastBudgetMs = 0.01;
constexpr double kMostBudgetMs = 1000;
constexpr double kLeastYoungMb = 1;
constexpr double kMostYoungMb = 192;

Error broken(const fs::path& file, const std::string& what) {
    Error error;
    error.code = "ERR_INVALID_PACKAGE_CONFIG";
    error.message = file.string() + ": " + what;
    return error;
}

bool is_script(const fs::path& path) {
    static const std::set<std::string> kExtensions = {".js", ".cjs", ".mjs", ".ts", ".cts", ".mts"};
    return kExtensions.contains(path.extension().string()) && !path.stem().string().ends_with(".d");
}

// A plain word of the manifest; a value of another type is an error, a missing one is not.
Result<void> read_text(const Json& json, const char* key, const fs::path& file, std::string& text) {
    const auto found = json.find(key);
    if (found == json.end()) return {};
    if (!found->is_string()) {
        return broken(file,
                      std::string("\"") + key + "\" must be a string, not " + found->type_name());
    }
    text = found->get<std::string>();
    return {};
}

// "plinth": { "priority": "low", "budgetMs": 1.5 }: the plugin's share of a frame. Other keys are
// other rooms'.
Result<void> read_share(const Json& json, const fs::path& file, Manifest& manifest) {
    const auto plinth = json.find("plinth");
    if (plinth == json.end()) return {};
    if (!plinth->is_object()) {
        return broken(file,
                      std::string("\"plinth\" must be an object, not ") + plinth->type_name());
    }
    std::string priority = "normal";
    if (auto read = read_text(*plinth, "priority", file, priority); !read) return read.error();
    if (priority == "low") {
        manifest.priority = Priority::Low;
    } else if (priority == "high") {
        manifest.priority = Priority::High;
    } else if (priority != "normal") {
        return broken(
            file, "\"priority\" must be \"low\", \"normal\" or \"high\", not \"" + priority + "\"");
    }
    const auto budget = plinth->find("budgetMs");
    if (budget == plinth->end()) return {};
    if (!budget->is_number()) {
        return broken(file,
                      std::string("\"budgetMs\" must be a number, not ") + budget->type_name());
    }
    const double ms = budget->get<double>();
    if (!(ms >= kLeastBudgetMs && ms <= kMostBudgetMs)) {
        return broken(file, "\"budgetMs\" must be between 0.01 and 1000, not " + budget->dump());
    }
    manifest.budget = std::chrono::microseconds(std::llround(ms * 1000));
    return {};
}

// Places are checked as they are read, so that a slip of the pen is told when the plugin is loaded.
Result<void> read_wishes(const Json& list, Permission permission, const fs::path& file,
                         std::vector<PermissionWish>& wishes) {
    const std::string name(to_string(permission));
    if (!list.is_array()) return broken(file, "\"" + name + "\" must be a list of strings");
    for (const Json& item : list) {
        if (!item.is_string()) return broken(file, "\"" + name + "\" must be a list of strings");
        const std::string text = item.get<std::string>();
        if (permission == Permission::FsRead || permission == Permission::FsWrite) {
            if (!fs::path(text).is_absolute()) {
                return broken(file, "\"" + name + "\": \"" + text + "\" is no absolute path");
            }
        } else if (permission == Permission::ChildProcess) {
            const bool is_name = text.find('/') == std::string::npos;
            if (text.empty() || (!is_name && !fs::path(text).is_absolute())) {
                return broken(file, "\"" + name + "\": \"" + text +
                                        "\" is neither a program's name nor an absolute path");
            }
        } else if (permission != Permission::Dns) {
            if (auto place = NetPlace::parse(text, "/"); !place) {
                return broken(file, "\"" + name + "\": " + place.error().message);
            }
        }
        wishes.push_back({permission, text});
    }
    return {};
}

// "plinth": {"permissions": {"net.connect": [...], "fs.read": [...], ..., "worker": true}}. What
// the host defines itself is "NAME": true.
Result<void> read_permissions(const Json& json, const fs::path& file, Manifest& manifest) {
    const auto plinth = json.find("plinth");
    if (plinth == json.end() || !plinth->contains("permissions")) return {};
    const Json& asked = (*plinth)["permissions"];
    if (!asked.is_object()) return broken(file, "\"permissions\" must be an object");
    for (const auto& [name, list] : asked.items()) {
        if (name == to_string(Permission::Worker)) {
            if (!list.is_boolean()) return broken(file, "\"worker\" must be true or false");
            if (list.get<bool>()) manifest.permissions.push_back({Permission::Worker, "*"});
            continue;
        }
        for (const Permission permission :
             {Permission::NetConnect, Permission::NetListen, Permission::Dns, Permission::FsRead,
              Permission::FsWrite, Permission::ChildProcess}) {
            if (name != to_string(permission)) continue;
            if (auto read = read_wishes(list, permission, file, manifest.permissions); !read)
                return read.error();
        }
        if (list.is_boolean() && list.get<bool>()) manifest.host_permissions.push_back(name);
    }
    return {};
}

Result<Json> parse(const fs::path& file, const std::string& text) {
    try {
        Json json = Json::parse(text);
        if (!json.is_object()) return broken(file, "it must hold one JSON object");
        return json;
    } catch (const Json::parse_error& error) {
        // "...parse error at line 3, column 7: syntax error ...": the place is what helps.
        const std::string what = error.what();
        const std::size_t place = what.find("line ");
        return broken(file, "it is not valid JSON: " +
                                (place == std::string::npos ? what : what.substr(place)));
    }
}

// "plinth": {"onFault": "disable" | "keep" | "restart"}.
Result<std::optional<FaultPolicy>> read_on_fault(const Json& json, const fs::path& file) {
    const auto plinth = json.find("plinth");
    if (plinth == json.end()) return std::optional<FaultPolicy>();
    if (!plinth->is_object()) return broken(file, "\"plinth\" must be an object");
    std::string word;
    if (auto read = read_text(*plinth, "onFault", file, word); !read) return read.error();
    if (word.empty()) return std::optional<FaultPolicy>();
    if (word == "disable") return std::optional(FaultPolicy::Disable);
    if (word == "keep") return std::optional(FaultPolicy::Keep);
    if (word == "restart") return std::optional(FaultPolicy::Restart);
    return broken(file, "\"onFault\" must be \"disable\", \"keep\" or \"restart\"");
}

// "plinth": {"modules": {"game": "^1.2"}}.
Result<std::map<std::string, std::string>> read_modules(const Json& json, const fs::path& file) {
    std::map<std::string, std::string> modules;
    const auto plinth = json.find("plinth");
    if (plinth == json.end() || !plinth->is_object()) return modules;
    const auto wanted = plinth->find("modules");
    if (wanted == plinth->end()) return modules;
    if (!wanted->is_object()) {
        return broken(file, "\"modules\" must be an object of names and ranges of versions");
    }
    for (const auto& [name, range] : wanted->items()) {
        if (!range.is_string() || !VersionRange::parse(range.get<std::string>())) {
            return broken(file, "\"modules\" must name a range of versions for \"" + name +
                                    "\", such as \"^1.2\"");
        }
        modules[name] = range.get<std::string>();
    }
    return modules;
}

// "plinth": {"hardened": true}: a plugin may bind itself, and can't ask for less than the host
// wants.
Result<bool> read_hardened(const Json& json, const fs::path& file) {
    const auto plinth = json.find("plinth");
    if (plinth == json.end() || !plinth->contains("hardened")) return false;
    const Json& wish = (*plinth)["hardened"];
    if (!wish.is_boolean()) return broken(file, "\"hardened\" must be true or false");
    return wish.get<bool>();
}

// "plinth": {"storageBytes": 1048576}.
Result<std::optional<std::size_t>> read_storage_bytes(const Json& json, const fs::path& file) {
    const auto plinth = json.find("plinth");
    if (plinth == json.end() || !plinth->contains("storageBytes")) {
        return std::optional<std::size_t>();
    }
    const Json& wish = (*plinth)["storageBytes"];
    if (!wish.is_number_unsigned()) {
        return broken(file, "\"storageBytes\" must be a whole number of bytes");
    }
    return std::optional(wish.get<std::size_t>());
}

// "plinth": {"limits": {"youngGenerationMb": 6}}.
Result<std::size_t> read_young_generation(const Json& json, const fs::path& file) {
    const auto plinth = json.find("plinth");
    if (plinth == json.end() || !plinth->contains("limits")) return std::size_t{0};
    const Json& limits = (*plinth)["limits"];
    if (!limits.is_object()) return broken(file, "\"limits\" must be an object");
    const auto found = limits.find("youngGenerationMb");
    if (found == limits.end()) return std::size_t{0};
    const double megabytes = found->is_number() ? found->get<double>() : 0;
    if (!(megabytes >= kLeastYoungMb && megabytes <= kMostYoungMb)) {
        return broken(
            file, "\"youngGenerationMb\" must be a number between 1 and 192, not " + found->dump());
    }
    return static_cast<std::size_t>(megabytes * (1 << 20));
}

// "plinth": {"placement": "main" | "shared" | "worker"}.
Result<Placement> read_placement(const Json& json, const fs::path& file) {
    std::string word(to_string(Placement::Main));
    if (const auto plinth = json.find("plinth"); plinth != json.end()) {
        if (auto read = read_text(*plinth, "placement", file, word); !read) return read.error();
    }
    if (const auto placement = to_placement(word)) return *placement;
    return broken(file,
                  "\"placement\" must be \"main\", \"shared\" or \"worker\", not \"" + word + "\"");
}

bool is_name_part(std::string_view part) {
    return !part.empty() && part.front() != '.' && part.front() != '@' &&
           std::none_of(part.begin(), part.end(), [](char c) {
               return c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20;
           });
}

// "name" or "@scope/name". It becomes a folder of the plugin's data: it may not lead out of there,
// nor be a part of another plugin's.
bool is_package_name(std::string_view name) {
    if (!name.starts_with('@')) return is_name_part(name);
    const std::size_t slash = name.find('/');
    return slash != std::string_view::npos && is_name_part(name.substr(1, slash - 1)) &&
           is_name_part(name.substr(slash + 1));
}

}  // namespace

std::optional<Placement> to_placement(std::string_view word) {
    for (const Placement each : {Placement::Main, Placement::Shared, Placement::Worker}) {
        if (word == to_string(each)) return each;
    }
    return std::nullopt;
}

Result<Manifest> read_manifest(const fs::path& path) {
    Manifest manifest;
    const bool single_file = path_kind(path) == PathKind::File;
    manifest.name = single_file ? path.stem().string() : path.filename().string();
    manifest.folder = single_file ? path.parent_path() : path;
    manifest.readable = path;

    const fs::path package = path / "package.json";
    if (!single_file && path_kind(package) == PathKind::File) {
        PLINTH_TRY(const std::string text, read_file(package));
        PLINTH_TRY(const Json json, parse(package, text));
        if (auto read = read_text(json, "name", package, manifest.name); !read) return read.error();
        if (auto read = read_text(json, "version", package, manifest.version); !read) {
            return read.error();
        }
        if (auto read = read_share(json, package, manifest); !read) return read.error();
        PLINTH_TRY(manifest.on_fault, read_on_fault(json, package));
        if (auto read = read_permissions(json, package, manifest); !read) {
            return read.error();
        }
        PLINTH_TRY(manifest.modules, read_modules(json, package));
        PLINTH_TRY(manifest.young_generation_bytes, read_young_generation(json, package));
        PLINTH_TRY(manifest.placement, read_placement(json, package));
        PLINTH_TRY(manifest.hardened, read_hardened(json, package));
        PLINTH_TRY(manifest.storage_bytes, read_storage_bytes(json, package));
        if (!is_package_name(manifest.name)) {
            return broken(package, "\"name\" must be a package name, such as \"my-plugin\"");
        }
    }
    if (manifest.name == kBlackBoxFolder) {
        return broken(path, std::string("a plugin can't be called \"") + kBlackBoxFolder +
                                "\": the host keeps its black boxes under that name");
    }
    const MainFile main = find_main_file(path);
    if (main.path.empty()) return broken(path, main.error);
    manifest.main = main.path;
    return manifest;
}

bool looks_like_plugin(const fs::path& path) {
    const std::string name = path.filename().string();
    if (name.starts_with('.') || name == "node_modules") return false;
    switch (path_kind(path)) {
        case PathKind::File:
            return is_script(path);
        case PathKind::Folder:
            return path_kind(path / "package.json") == PathKind::File ||
                   path_kind(path / "index.js") == PathKind::File ||
                   path_kind(path / "index.mjs") == PathKind::File ||
                   path_kind(path / "index.ts") == PathKind::File;
        case PathKind::Missing:
            break;
    }
    return false;
}

}  // namespace plinth
