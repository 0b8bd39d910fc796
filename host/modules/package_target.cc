// SPDX-License-Identifier: MIT
// PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE and PACKAGE_TARGET_RESOLVE of Node's algorithm.

#include "host/modules/package_target.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>

#include <nlohmann/json.hpp>

namespace plinth {
namespace {

using Kind = PackageTarget::Kind;

enum class Map { Exports, Imports };

// What a target came to: the algorithm tells undefined and null apart.
struct Found {
    enum class Kind { Undefined, Null, Path, Package, Failed };
    Kind kind = Kind::Undefined;
    std::string text;
    ResolveFailure failure;
};

std::string to_json(const PackageTarget& target) {
    switch (target.kind) {
        case Kind::Text:
            return nlohmann::json(target.text)
                .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        case Kind::Null:
            return "null";
        case Kind::Other:
            return target.text;
        case Kind::List:
            return "[]";
        case Kind::Map:
        case Kind::Missing:
            break;
    }
    return "{}";
}

bool is_array_index(std::string_view key) {
    if (key.empty() || key.size() > 10 || (key.front() == '0' && key.size() > 1)) return false;
    std::uint64_t number = 0;
    for (const char c : key) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number < 0xFFFFFFFFu;
}

bool is_url(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    if (std::isalpha(static_cast<unsigned char>(text.front())) == 0) return false;
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
    });
}

// True when a segment of the path is ".", ".." or "node_modules", escapes and case aside.
bool has_invalid_segment(std::string_view path) {
    while (true) {
        const std::size_t end = path.find_first_of("/\\");
        std::string segment = percent_decoded(path.substr(0, end));
        std::transform(segment.begin(), segment.end(), segment.begin(), [](char c) {
            return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        });
        if (segment == "." || segment == ".." || segment == "node_modules") return true;
        if (end == std::string_view::npos) return false;
        path.remove_prefix(end + 1);
    }
}

std::string replace_stars(const std::string& text, const std::string& by) {
    std::string replaced;
    for (const char c : text) {
        if (c == '*') {
            replaced += by;
        } else {
            replaced += c;
        }
    }
    return replaced;
}

// The first of two patterns that both match: the longer text before the star, then the longer one.
bool is_more_specific(const std::string& key, const std::string& than) {
    const std::size_t base = key.find('*') + 1;
    const std::size_t other = than.find('*') + 1;
    return base != other ? base > other : key.size() > than.size();
}

struct Match {
    const PackageTarget* target = nullptr;
    std::string key;
    std::string star;  ///< What stands for the star.
};

Match find_match(const PackageTarget& map, const std::string& name) {
    if (name.find('*') == std::string::npos && !name.ends_with('/')) {
        if (const PackageTarget* target = map.find(name)) return {target, name, ""};
    }
    Match best;
    for (const auto& [key, target] : map.entries) {
        const std::size_t star = key.find('*');
        if (star == std::string::npos || key.rfind('*') != star) continue;
        const std::string_view trailer = std::string_view(key).substr(star + 1);
        if (!name.starts_with(key.substr(0, star)) || name.size() < key.size() ||
            !name.ends_with(trailer)) {
            continue;
        }
        if (best.target != nullptr && !is_more_specific(key, best.key)) continue;
        best = {&target, key, name.substr(star, name.size() - trailer.size() - star)};
    }
    return best;
}

class TargetResolver {
  public:
    TargetResolver(const PackageJson& package, Map map, const Match& match,
                   const std::vector<std::string>& conditions, const std::string& base)
        : package_(package), map_(map), match_(match), conditions_(conditions), base_(base) {}

    // Recursion is bounded by the depth that parse_package_json() lets through.
    Found resolve(const PackageTarget& target) const {
        switch (target.kind) {
            case Kind::Text:
                return resolve_text(target);
            case Kind::List:
                return resolve_list(target);
            case Kind::Map:
                return resolve_conditions(target);
            case Kind::Null:
                return {Found::Kind::Null, "", {}};
            case Kind::Missing:
            case Kind::Other:
                break;
        }
        return invalid(target);
    }

  private:
    bool is_pattern() const { return match_.key.find('*') != std::string::npos; }

    Found resolve_text(const PackageTarget& target) const {
        const std::string& text = target.text;
        if (!text.starts_with("./")) {
            if (map_ == Map::Exports || text.starts_with("../") || text.starts_with('/') ||
                is_url(text) || text.empty()) {
                return invalid(target);
            }
            return {
                Found::Kind::Package, is_pattern() ? replace_stars(text, match_.star) : text, {}};
        }
        if (has_invalid_segment(std::string_view(text).substr(2))) return invalid(target);
        if (!match_.star.empty() && has_invalid_segment(match_.star)) return invalid_match();
        std::string path = text.substr(2);
        std::replace(path.begin(), path.end(), '\\', '/');
        if (is_pattern()) path = replace_stars(path, match_.star);
        return {Found::Kind::Path, std::move(path), {}};
    }

    Found resolve_list(const PackageTarget& target) const {
        Found last;
        if (target.items.empty()) return {Found::Kind::Null, "", {}};
        for (const PackageTarget& item : target.items) {
            Found found = resolve(item);
            const bool next_one_counts = found.kind == Found::Kind::Null ||
                                         (found.kind == Found::Kind::Failed &&
                                          found.failure.code == "ERR_INVALID_PACKAGE_TARGET");
            if (found.kind == Found::Kind::Undefined) continue;
            if (!next_one_counts) return found;
            last = std::move(found);
        }
        return last;
    }

    Found resolve_conditions(const PackageTarget& target) const {
        for (const auto& [key, value] : target.entries) {
            if (is_array_index(key)) {
                return {
                    Found::Kind::Failed,
                    "",
                    {"ERR_INVALID_PACKAGE_CONFIG",
                     {package_.path, base_, "\"exports\" cannot contain numeric property keys."}}};
            }
        }
        for (const auto& [key, value] : target.entries) {
            if (key != "default" &&
                std::find(conditions_.begin(), conditions_.end(), key) == conditions_.end()) {
                continue;
            }
            Found found = resolve(value);
            if (found.kind != Found::Kind::Undefined) return found;
        }
        return {};
    }

    Found invalid(const PackageTarget& target) const {
        return {Found::Kind::Failed,
                "",
                {"ERR_INVALID_PACKAGE_TARGET",
                 {package_.folder() + "/", match_.key, to_json(target),
                  map_ == Map::Imports ? "imports" : "exports", base_}}};
    }

    Found invalid_match() const {
        const std::string request =
            is_pattern() ? replace_stars(match_.key, match_.star) : match_.key;
        return {Found::Kind::Failed,
                "",
                {"ERR_INVALID_MODULE_SPECIFIER",
                 {request,
                  "request is not a valid match in pattern \"" + match_.key + "\" for the \"" +
                      (map_ == Map::Imports ? "imports" : "exports") + "\" resolution of " +
                      package_.path,
                  base_}}};
    }

    const PackageJson& package_;
    const Map map_;
    const Match& match_;
    const std::vector<std::string>& conditions_;
    const std::string& base_;
};

// `exports` as a map of subpaths: a target by itself stands for ".".
std::optional<PackageTarget> as_subpaths(const PackageTarget& exports) {
    std::size_t dotted = 0;
    for (const auto& entry : exports.entries)
        dotted += entry.first.starts_with('.') ? 1 : 0;
    if (exports.kind == Kind::Map && dotted == exports.entries.size() && dotted > 0) return exports;
    if (dotted > 0) return std::nullopt;
    PackageTarget map;
    map.kind = Kind::Map;
    const bool names_main = exports.kind == Kind::Text || exports.kind == Kind::List ||
                            (exports.kind == Kind::Map && !exports.entries.empty());
    if (names_main) map.entries.emplace_back(".", exports);
    return map;
}

TargetResult to_result(Found found, const PackageJson& package, ResolveFailure when_nothing) {
    TargetResult result;
    switch (found.kind) {
        case Found::Kind::Path:
            result.folder = package.folder();
            result.file = std::move(found.text);
            break;
        case Found::Kind::Package:
            result.package = std::move(found.text);
            result.from = package.path;
            break;
        case Found::Kind::Failed:
            result.failure = std::move(found.failure);
            break;
        case Found::Kind::Undefined:
        case Found::Kind::Null:
            result.failure = std::move(when_nothing);
            break;
    }
    return result;
}

TargetResult failed(ResolveFailure failure) {
    TargetResult result;
    result.failure = std::move(failure);
    return result;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
            hex_digit(text[i + 2]) >= 0) {
            decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

bool has_encoded_separator(std::string_view path) {
    for (std::size_t at = path.find('%'); at != std::string_view::npos;
         at = path.find('%', at + 1)) {
        const std::string_view digits = path.substr(at + 1, 2);
        if (digits == "2f" || digits == "2F" || digits == "5c" || digits == "5C") return true;
    }
    return false;
}

TargetResult resolve_exports(const PackageJson& package, const std::string& subpath,
                             const std::vector<std::string>& conditions, const std::string& base) {
    const std::optional<PackageTarget> map = as_subpaths(package.exports);
    if (!map) {
        return failed(
            {"ERR_INVALID_PACKAGE_CONFIG",
             {package.path, base,
              "\"exports\" cannot contain some keys starting with '.' and some not. The "
              "exports object must either be an object of package subpath keys or an object of "
              "main entry condition name keys only."}});
    }
    ResolveFailure not_exported{"ERR_PACKAGE_PATH_NOT_EXPORTED",
                                {package.folder() + "/", subpath, base}};
    const Match match = find_match(*map, subpath);
    if (match.target == nullptr) return failed(std::move(not_exported));
    const TargetResolver resolver(package, Map::Exports, match, conditions, base);
    return to_result(resolver.resolve(*match.target), package, std::move(not_exported));
}

TargetResult resolve_imports(const PackageJson* package, const std::string& name,
                             const std::vector<std::string>& conditions, const std::string& base) {
    if (name == "#" || name.starts_with("#/") || name.ends_with('/')) {
        return failed({"ERR_INVALID_MODULE_SPECIFIER",
                       {name, "is not a valid internal imports specifier name", base}});
    }
    ResolveFailure not_defined{
        "ERR_PACKAGE_IMPORT_NOT_DEFINED",
        {name, package == nullptr ? std::string() : package->folder() + "/", base}};
    if (package == nullptr) return failed(std::move(not_defined));
    const Match match = find_match(package->imports, name);
    if (match.target == nullptr) return failed(std::move(not_defined));
    const TargetResolver resolver(*package, Map::Imports, match, conditions, base);
    return to_result(resolver.resolve(*match.target), *package, std::move(not_defined));
}

}  // namespace plinth
