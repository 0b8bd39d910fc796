// SPDX-License-Identifier: MIT
// Reading package.json event by event: only what resolution needs is kept, however large the file.

#include "host/modules/package_json.h"

#include <unordered_map>

#include <nlohmann/json.hpp>

#include "host/io/files.h"

namespace plinth {
namespace {

using Json = nlohmann::json;
using Kind = PackageTarget::Kind;

constexpr std::size_t kLongestText = std::size_t{16} << 20;
constexpr std::size_t kDeepest = 64;
constexpr std::size_t kFewKeys = 16;

// The last value of a key wins, at the place of the first.
void drop_repeated_keys(PackageTarget& map) {
    auto& entries = map.entries;
    std::unordered_map<std::string_view, std::size_t> place;
    std::vector<std::pair<std::string, PackageTarget>> kept;
    kept.reserve(entries.size());
    for (auto& entry : entries) {
        const auto known = place.find(entry.first);
        if (known != place.end()) {
            kept[known->second].second = std::move(entry.second);
            continue;
        }
        kept.push_back(std::move(entry));
        place.emplace(kept.back().first, kept.size() - 1);
    }
    entries = std::move(kept);
}

bool has_repeated_keys(const PackageTarget& map) {
    if (map.entries.size() > kFewKeys) return true;  // Cheaper to make sure.
    for (std::size_t i = 1; i < map.entries.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (map.entries[i].first == map.entries[j].first) return true;
        }
    }
    return false;
}

class Reader final : public nlohmann::json_sax<Json> {
  public:
    explicit Reader(PackageJson& package) : package_(package) {}

    bool is_object() const { return is_object_; }

    bool null() override { return value(Kind::Null, ""); }
    bool boolean(bool value_) override { return value(Kind::Other, value_ ? "true" : "false"); }
    bool number_integer(number_integer_t number) override {
        return value(Kind::Other, std::to_string(number));
    }
    bool number_unsigned(number_unsigned_t number) override {
        return value(Kind::Other, std::to_string(number));
    }
    bool number_float(number_float_t, const string_t& text) override {
        return value(Kind::Other, text);
    }
    bool string(string_t& text) override { return value(Kind::Text, text); }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override {
        if (depth_ == 0) is_object_ = true;
        return open(Kind::Map);
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Kind::List); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (depth_ == 1 && is_object_) {
            key_ = name;
            target_ = name == "exports"   ? &package_.exports
                      : name == "imports" ? &package_.imports
                                          : nullptr;
            // Of a key that comes twice the last one counts.
            if (target_ != nullptr) *target_ = {};
        } else if (!open_.empty()) {
            open_.back()->entries.emplace_back(name, PackageTarget{});
        }
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const Json::exception& error) override {
        package_.error = error.what();
        return false;
    }

  private:
    // Where the value that comes next goes; null: it is not kept.
    PackageTarget* next_place() {
        if (depth_ == 1 && is_object_) return target_;
        if (open_.empty()) return nullptr;
        PackageTarget& parent = *open_.back();
        if (parent.kind == Kind::Map) return &parent.entries.back().second;
        return &parent.items.emplace_back();
    }

    bool value(Kind kind, const std::string& text) {
        if (PackageTarget* place = next_place()) {
            place->kind = kind;
            place->text = text;
        } else if (depth_ == 1 && is_object_) {
            take_word(kind, text);
        }
        return true;
    }

    void take_word(Kind kind, const std::string& text) {
        const auto word =
            kind == Kind::Text ? std::optional<std::string>(text) : std::optional<std::string>();
        if (key_ == "name") package_.name = word;
        if (key_ == "main") package_.main = word;
        if (key_ != "type") return;
        package_.type = word == "module"     ? PackageJson::Type::Module
                        : word == "commonjs" ? PackageJson::Type::CommonJs
                                             : PackageJson::Type::None;
    }

    bool open(Kind kind) {
        PackageTarget* place = next_place();
        if (place == nullptr && depth_ == 1 && is_object_) take_word(Kind::Other, "");
        ++depth_;
        if (place == nullptr) return true;
        if (open_.size() >= kDeepest) {
            package_.error = "\"exports\" and \"imports\" may be nested 64 deep, and not deeper";
            return false;
        }
        place->kind = kind;
        open_.push_back(place);
        return true;
    }

    bool close() {
        --depth_;
        if (open_.empty()) return true;
        if (has_repeated_keys(*open_.back())) drop_repeated_keys(*open_.back());
        open_.pop_back();
        return true;
    }

    PackageJson& package_;
    std::string key_;
    PackageTarget* target_ = nullptr;
    // Pointers into vectors: while one is on the stack, its siblings are complete.
    std::vector<PackageTarget*> open_;
    std::size_t depth_ = 0;
    bool is_object_ = false;
};

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

const PackageTarget* PackageTarget::find(std::string_view key) const {
    for (const auto& [name, target] : entries) {
        if (name == key) return &target;
    }
    return nullptr;
}

PackageJson parse_package_json(std::string path, const std::string& text) {
    PackageJson package;
    package.path = std::move(path);
    if (text.size() > kLongestText) {
        package.error = "it is larger than 16 MiB";
        return package;
    }
    Reader reader(package);
    const std::string_view body =
        text.starts_with("\xEF\xBB\xBF") ? std::string_view(text).substr(3) : text;
    const bool whole = Json::sax_parse(body, &reader);
    if (whole) return package;
    PackageJson broken;
    broken.path = std::move(package.path);
    broken.error = package.error.empty() ? "it is not valid JSON" : std::move(package.error);
    return broken;
}

const PackageJson* Packages::in(const std::string& folder) {
    const auto known = read_.find(folder);
    if (known != read_.end()) return known->second.get();
    std::unique_ptr<PackageJson>& place = read_[folder];
    std::string path = folder == "/" ? "/package.json" : folder + "/package.json";
    if (const auto text = files_.read(path)) {
        place = std::make_unique<PackageJson>(parse_package_json(std::move(path), *text));
    }
    return place.get();
}

const PackageJson* Packages::scope_of(const std::string& file) {
    for (std::string folder = parent_of(file);; folder = parent_of(folder)) {
        if (folder.ends_with("/node_modules")) return nullptr;
        if (const PackageJson* package = in(folder)) return package;
        if (folder == "/") return nullptr;
    }
}

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

}  // namespace plinth
