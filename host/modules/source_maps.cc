// SPDX-License-Identifier: MIT
// Finding, reading and applying the maps of a plugin.

#include "host/modules/source_maps.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "host/io/codec.h"
#include "host/modules/file_url.h"
#include "host/modules/package_target.h"
#include "host/modules/plugin_files.h"

namespace plinth {
namespace {

// Decoded maps of one plugin hold this many places at most; then they are dropped and read again.
constexpr std::size_t kMostEntriesHeld = std::size_t{4} << 20;
constexpr std::size_t kLongestLine = 400;

bool is_file_url(std::string_view name) {
    return name.starts_with("file:");
}

std::string percent_or_same(const std::string& text) {
    return text.find('%') == std::string::npos ? text : percent_decoded(text);
}

// The path of a script, whichever way it is named; empty when it is no file.
std::string path_of(const std::string& name) {
    if (!is_file_url(name)) return name.starts_with('/') ? name : std::string();
    const auto parsed = parse_file_url(name);
    return parsed ? percent_decoded(parsed->path) : std::string();
}

bool has_scheme(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon != std::string_view::npos && colon > 1 &&
           std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(colon),
                       [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-'; });
}

std::string beside(const std::string& file, const std::string& name) {
    if (name.empty()) return file;
    return (std::filesystem::path(file).parent_path() / name).lexically_normal().string();
}

// "data:application/json;charset=utf-8;base64,eyJ2..." Nothing: it is no JSON.
std::optional<std::string> data_of(std::string_view url) {
    const std::size_t comma = url.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const std::string_view head = url.substr(0, comma);
    const std::string_view body = url.substr(comma + 1);
    if (!head.starts_with("data:application/json")) return std::nullopt;
    if (!head.ends_with(";base64")) return percent_decoded(std::string(body));
    std::string bytes(body.size() / 4 * 3 + 3, '\0');
    bytes.resize(codec::base64_decode(
        codec::Bytes(reinterpret_cast<const std::uint8_t*>(body.data()), body.size()),
        {reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()}));
    return bytes;
}

}  // namespace

void SourceMaps::note(Env& env, const std::string& script, std::string url) {
    if (url.empty() || url.size() > SourceMap::kLargest / 3 * 4 + 100) return;
    SourceMaps& maps = env.part<SourceMaps>();
    if (maps.scripts_.empty()) {
        env.show_places_by(maps);
        env.isolate()->SetPrepareStackTraceCallback(&prepare_stack);
    }
    Script& known = maps.scripts_[script];
    known = Script{};
    known.url = std::move(url);
}

SourceMaps::Script* SourceMaps::script_at(const std::string& name) {
    const auto found = scripts_.find(name);
    return found == scripts_.end() ? nullptr : &found->second;
}

std::optional<std::string> SourceMaps::json_of(Script& script, const std::string& name) {
    script.base = path_of(name);
    if (script.url.starts_with("data:")) return data_of(script.url);
    const std::string path = is_file_url(script.url)  ? path_of(script.url)
                             : has_scheme(script.url) ? std::string()
                             : script.base.empty()
                                 ? std::string()
                                 : beside(script.base, percent_or_same(script.url));
    std::error_code error;
    if (path.empty() || std::filesystem::file_size(path, error) > SourceMap::kLargest || error) {
        return std::nullopt;
    }
    script.base = path;
    Result<std::string> json = read_module(env_, path);
    if (!json) return std::nullopt;
    return std::move(*json);
}

const SourceMap* SourceMaps::map_of(Script& script, const std::string& name) {
    if (script.read) return script.map.get();
    script.read = true;
    const auto json = json_of(script, name);
    if (!json) return nullptr;
    auto map = SourceMap::parse(*json);
    if (!map) return nullptr;
    if (entries_held_ + map->entries().size() > kMostEntriesHeld) {
        for (auto& [other, held] : scripts_) {
            if (held.map == nullptr) continue;
            held.map.reset();
            held.read = false;
        }
        entries_held_ = 0;
    }
    entries_held_ += map->entries().size();
    script.map = std::make_unique<SourceMap>(std::move(*map));
    script.read = true;
    return script.map.get();
}

std::string SourceMaps::source_name(const Script& script, const std::string& source) const {
    if (is_file_url(source)) return path_of(source);
    if (has_scheme(source) || script.base.empty()) return source;
    return beside(script.base, percent_or_same(source));
}

std::optional<std::string> SourceMaps::line_of(const SourceMap& map, const SourceMap::Entry& entry,
                                               const std::string& path) {
    std::string text;
    if (const auto& content = map.content(static_cast<std::size_t>(entry.source))) {
        text = *content;
    } else {
        if (!path.starts_with('/')) return std::nullopt;
        Result<std::string> read = read_module(env_, path);
        if (!read) return std::nullopt;
        text = std::move(*read);
    }
    std::size_t start = 0;
    for (int line = 0; line < entry.source_line; ++line) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string::npos) return std::nullopt;
        start = end + 1;
    }
    std::string line = text.substr(start, text.find_first_of("\r\n", start) - start);
    if (line.size() > kLongestLine) return std::nullopt;
    return line;
}

std::optional<SourcePlace> SourceMaps::original(const std::string& script, int line, int column) {
    Script* known = script_at(script);
    if (known == nullptr) return std::nullopt;
    const SourceMap* map = map_of(*known, script);
    if (map == nullptr) return std::nullopt;
    const SourceMap::Entry* entry = map->find(line - 1, column - 1);
    if (entry == nullptr || entry->source < 0 || entry->line != line - 1 ||
        entry->source_line < 0 || entry->source_column < 0) {
        return std::nullopt;
    }
    const std::string& source = map->sources()[static_cast<std::size_t>(entry->source)];
    SourcePlace place;
    place.file = source_name(*known, source);
    place.text = line_of(*map, *entry, place.file);
    if (is_file_url(script) && place.file.starts_with('/')) place.file = path_to_url(place.file);
    place.line = entry->source_line + 1;
    place.column = entry->source_column + 1;
    return place;
}

// "f (script:1:2)", "script:1:2", "async script:1:2", "eval at f (script:1:2), <anonymous>:3:4".
// The script is one that we know: its name may hold anything, spaces and brackets too.
std::string SourceMaps::original_frame(const std::string& frame) {
    const std::size_t end = frame.ends_with(')') ? frame.size() - 1 : frame.size();
    const std::size_t column_at = frame.rfind(':', end == 0 ? 0 : end - 1);
    if (column_at == std::string::npos || column_at == 0) return frame;
    const std::size_t line_at = frame.rfind(':', column_at - 1);
    if (line_at == std::string::npos) return frame;
    const int line = std::atoi(frame.c_str() + line_at + 1);
    const int column = std::atoi(frame.c_str() + column_at + 1);
    if (line <= 0 || column <= 0) return frame;
    for (std::size_t start = 0; start < line_at; ++start) {
        const char before = start == 0 ? ' ' : frame[start - 1];
        if (before != ' ' && before != '(') continue;
        const std::string script = frame.substr(start, line_at - start);
        if (script_at(script) == nullptr) continue;
        const auto place = original(script, line, column);
        if (!place) return frame;
        return frame.substr(0, start) + place->file + ":" + std::to_string(place->line) + ":" +
               std::to_string(place->column) + frame.substr(end);
    }
    return frame;
}

std::string SourceMaps::original_stack(const std::string& stack) {
    std::string text;
    for (std::size_t at = 0; at < stack.size();) {
        const std::size_t end = std::min(stack.find('\n', at), stack.size());
        const std::string line = stack.substr(at, end - at);
        text += line.starts_with("    at ") ? original_frame(line) : line;
        if (end < stack.size()) text += '\n';
        at = end + 1;
    }
    return text;
}

std::optional<SourceMaps::Found> SourceMaps::find(const std::string& name) {
    Script* script = script_at(name);
    std::string known = name;
    if (script == nullptr) {
        const std::string path = path_of(name);
        known = is_file_url(name) ? path : path_to_url(path);
        if (!path.empty()) script = script_at(known);
    }
    if (script == nullptr) return std::nullopt;
    const SourceMap* map = map_of(*script, known);
    if (map == nullptr) return std::nullopt;
    Found found;
    for (const std::string& source : map->sources()) {
        const std::string file = source_name(*script, source);
        found.sources.push_back(file.starts_with('/') ? path_to_url(file) : file);
    }
    found.json = json_of(*script, known).value_or("");
    return found;
}

}  // namespace plinth
