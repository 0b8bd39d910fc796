// SPDX-License-Identifier: MIT
// Base64 VLQ, sections, and looking up places.

#include "host/modules/source_map.h"

#include <algorithm>
#include <array>
#include <limits>

#include <nlohmann/json.hpp>

namespace plinth {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostEntries = std::size_t{4} << 20;
constexpr std::int32_t kLargestNumber = std::int32_t{1} << 30;
constexpr std::int64_t kLeastInt = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t kMostInt = std::numeric_limits<std::int32_t>::max();

constexpr std::array<std::int8_t, 256> make_digits() {
    std::array<std::int8_t, 256> digits{};
    for (std::int8_t& digit : digits)
        digit = -1;
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    return digits;
}
constexpr std::array<std::int8_t, 256> kDigits = make_digits();

// One number; nothing at the end, or when it is none. A zero with a sign is the least of all.
std::optional<std::int64_t> read_number(std::string_view text, std::size_t& at) {
    std::uint64_t value = 0;
    for (int shift = 0; at < text.size() && shift <= 30; shift += 5) {
        const std::int8_t digit = kDigits[static_cast<unsigned char>(text[at])];
        if (digit < 0) return std::nullopt;
        ++at;
        value |= static_cast<std::uint64_t>(digit & 31) << shift;
        if ((digit & 32) != 0) continue;
        const auto size = static_cast<std::int64_t>(value >> 1);
        if (size > kMostInt) return std::nullopt;
        if ((value & 1) == 0) return size;
        return size == 0 ? kLeastInt : -size;
    }
    return std::nullopt;
}

std::vector<std::string> texts_of(const Json& map, const char* key) {
    std::vector<std::string> texts;
    const auto found = map.find(key);
    if (found == map.end() || !found->is_array()) return texts;
    for (const Json& text : *found)
        texts.push_back(text.is_string() ? text.get<std::string>() : std::string());
    return texts;
}

std::int32_t number_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer()) return -1;
    const auto number = found->get<std::int64_t>();
    return number >= 0 && number <= kLargestNumber ? static_cast<std::int32_t>(number) : -1;
}

}  // namespace

class SourceMap::Reader {
  public:
    explicit Reader(SourceMap& map) : map_(map) {}

    bool read(const Json& json) {
        if (!json.is_object()) return false;
        const auto sections = json.find("sections");
        if (sections == json.end()) return read_plain(json, 0, 0);
        if (!sections->is_array()) return false;
        // Sections do not nest.
        for (const Json& section : *sections) {
            if (!section.is_object()) return false;
            const auto offset = section.find("offset");
            const auto map = section.find("map");
            if (offset == section.end() || map == section.end() || !map->is_object()) continue;
            const std::int32_t line = number_of(*offset, "line");
            const std::int32_t column = number_of(*offset, "column");
            if (line < 0 || column < 0 || !read_plain(*map, line, column)) return false;
        }
        return true;
    }

  private:
    bool read_plain(const Json& json, std::int32_t line, std::int32_t column) {
        const auto mappings = json.find("mappings");
        if (mappings == json.end() || !mappings->is_string()) return false;
        first_source_ = static_cast<std::int32_t>(map_.sources_.size());
        first_name_ = static_cast<std::int32_t>(map_.names_.size());
        add_sources(json);
        for (std::string& name : texts_of(json, "names"))
            map_.names_.push_back(std::move(name));
        return read_mappings(mappings->get_ref<const std::string&>(), line, column);
    }

    void add_sources(const Json& json) {
        std::string root;
        if (const auto found = json.find("sourceRoot"); found != json.end() && found->is_string()) {
            root = found->get<std::string>();
            if (!root.empty() && root.back() != '/') root += '/';
        }
        const std::vector<std::string> sources = texts_of(json, "sources");
        const auto contents = json.find("sourcesContent");
        const bool has_contents = contents != json.end() && contents->is_array();
        for (std::size_t i = 0; i < sources.size(); ++i) {
            map_.sources_.push_back(root + sources[i]);
            const bool has_text =
                has_contents && i < contents->size() && (*contents)[i].is_string();
            map_.contents_.push_back(has_text ? std::optional((*contents)[i].get<std::string>())
                                              : std::nullopt);
        }
    }

    bool read_mappings(std::string_view text, std::int32_t line, std::int32_t first_column) {
        std::int64_t column = first_column;
        std::int64_t fields[4] = {};  // Source, its line, its column, name: each from the last.
        std::size_t at = 0;
        while (at < text.size()) {
            if (text[at] == ';') {
                ++at;
                ++line;
                column = 0;
                continue;
            }
            if (text[at] == ',') {
                ++at;
                continue;
            }
            const auto delta = read_number(text, at);
            if (!delta || line > kLargestNumber) return false;
            column += *delta;
            int count = 0;
            while (count < 4 && at < text.size() && text[at] != ',' && text[at] != ';') {
                const auto next = read_number(text, at);
                if (!next) return false;
                fields[count++] += *next;
            }
            if (at < text.size() && text[at] != ',' && text[at] != ';') return false;
            if (!add(line, column, fields, count)) return false;
        }
        return true;
    }

    // False: there are too many.
    bool add(std::int32_t line, std::int64_t column, const std::int64_t (&fields)[4], int count) {
        if (map_.entries_.size() >= kMostEntries) return false;
        const auto fits = [](std::int64_t number, std::int64_t end) {
            return number >= 0 && number < end;
        };
        if (!fits(column, kLargestNumber) || count == 1 || count == 2) return true;
        Entry entry{line, static_cast<std::int32_t>(column), -1, -1, -1, -1};
        if (count >= 3) {
            const auto sources = static_cast<std::int64_t>(map_.sources_.size()) - first_source_;
            const auto is_int = [](std::int64_t number) {
                return number >= kLeastInt && number <= kMostInt;
            };
            if (!fits(fields[0], sources) || !is_int(fields[1]) || !is_int(fields[2])) {
                return true;
            }
            entry.source = first_source_ + static_cast<std::int32_t>(fields[0]);
            entry.source_line = static_cast<std::int32_t>(fields[1]);
            entry.source_column = static_cast<std::int32_t>(fields[2]);
        }
        const auto names = static_cast<std::int64_t>(map_.names_.size()) - first_name_;
        if (count == 4 && fits(fields[3], names)) {
            entry.name = first_name_ + static_cast<std::int32_t>(fields[3]);
        }
        map_.entries_.push_back(entry);
        return true;
    }

    SourceMap& map_;
    std::int32_t first_source_ = 0;
    std::int32_t first_name_ = 0;
};

std::optional<SourceMap> SourceMap::parse(std::string_view json) {
    if (json.size() > kLargest) return std::nullopt;
    // Some servers put this line before JSON, against a hole of old browsers.
    if (json.starts_with(")]}'")) json.remove_prefix(std::min(json.find('\n'), json.size()));
    // A depth that no map has: the parser keeps what is open on the heap, but the values nest.
    int depth = 0;
    const Json parsed = Json::parse(
        json,
        [&depth](int at, Json::parse_event_t, Json&) {
            depth = std::max(depth, at);
            return at < 16;
        },
        /*allow_exceptions=*/false);
    if (parsed.is_discarded() || depth >= 16) return std::nullopt;
    SourceMap map;
    if (!Reader(map).read(parsed)) return std::nullopt;
    const auto before = [](const Entry& a, const Entry& b) {
        return a.line != b.line ? a.line < b.line : a.column < b.column;
    };
    if (!std::is_sorted(map.entries_.begin(), map.entries_.end(), before)) {
        std::stable_sort(map.entries_.begin(), map.entries_.end(), before);
    }
    return map;
}

const SourceMap::Entry* SourceMap::find(std::int32_t line, std::int32_t column) const {
    const auto after = std::upper_bound(
        entries_.begin(), entries_.end(), std::pair(line, column),
        [](const std::pair<std::int32_t, std::int32_t>& place, const Entry& entry) {
            return place.first != entry.line ? place.first < entry.line
                                             : place.second < entry.column;
        });
    return after == entries_.begin() ? nullptr : &*(after - 1);
}

std::string_view source_map_url(std::string_view source) {
    static constexpr std::string_view kMark = "# sourceMappingURL=";
    const std::size_t found = source.rfind(kMark);
    if (found == std::string_view::npos || found < 2) return {};
    const std::string_view opening = source.substr(found - 2, 2);
    if (opening != "//" && opening != "/*") return {};
    std::string_view url = source.substr(found + kMark.size());
    url = url.substr(0, url.find_first_of(" \t\r\n\"'"));
    if (opening == "/*") url = url.substr(0, url.find("*/"));
    return url;
}

}  // namespace plinth
