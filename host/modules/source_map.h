// SPDX-License-Identifier: MIT
// A source map, decoded: which place of a source a place of the generated file came from. Hostile
// maps cost bounded time and memory. Format: https://tc39.es/ecma426/

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

/// Thread: one at a time.
class SourceMap {
  public:
    /// Largest map that is read, in bytes of JSON; larger ones are no map.
    static constexpr std::size_t kLargest = std::size_t{64} << 20;

    /// Nothing when it is not a source map. Mappings that make no sense are left out.
    static std::optional<SourceMap> parse(std::string_view json);

    /// All numbers 0-based. source and name: -1 when there is none. A map may give a source line
    /// and column that can't be: below 0.
    struct Entry {
        std::int32_t line;
        std::int32_t column;
        std::int32_t source;
        std::int32_t source_line;
        std::int32_t source_column;
        std::int32_t name;
    };
    /// The last mapping at or before the place, on its line or an earlier one; null: none is.
    const Entry* find(std::int32_t line, std::int32_t column) const;

    const std::vector<Entry>& entries() const { return entries_; }
    /// With `sourceRoot` before them; relative to the map's own place.
    const std::vector<std::string>& sources() const { return sources_; }
    const std::vector<std::string>& names() const { return names_; }
    /// The text of a source, if the map brings it.
    const std::optional<std::string>& content(std::size_t source) const {
        return contents_[source];
    }

  private:
    class Reader;

    std::vector<Entry> entries_;
    std::vector<std::string> sources_;
    std::vector<std::optional<std::string>> contents_;
    std::vector<std::string> names_;
};

/// What a file's `//# sourceMappingURL=` says, if it has one: the last one counts.
std::string_view source_map_url(std::string_view source);

}  // namespace plinth
