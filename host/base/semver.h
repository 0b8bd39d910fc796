// SPDX-License-Identifier: MIT
// Semantic versions and the ranges of npm (https://semver.org, https://github.com/npm/node-semver).

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth {

struct Version {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::uint64_t patch = 0;
    std::vector<std::string> prerelease;  ///< "1.0.0-beta.2": "beta", "2".

    std::string text() const;
    std::strong_ordering operator<=>(const Version& other) const;
    bool operator==(const Version& other) const = default;
};

/// "1.2.3", "1.2.3-beta.1+build". Nothing when the text is no version.
std::optional<Version> parse_version(std::string_view text);

/// "^1.2", "~1.2.3", ">=1 <3", "1.x || 2.0.0", "1.2 - 2.3", "*".
class VersionRange {
  public:
    /// Nothing when the text is no range.
    static std::optional<VersionRange> parse(std::string_view text);

    /// A prerelease fits only where the range names a prerelease of the same numbers.
    bool allows(const Version& version) const;

  private:
    struct Comparator {
        enum class Kind { Less, LessOrEqual, Greater, GreaterOrEqual, Equal };
        Kind kind = Kind::Equal;
        Version version;
    };
    using Alternative = std::vector<Comparator>;
    friend class RangeParser;

    static bool meets(const Comparator& comparator, const Version& version);

    std::vector<Alternative> alternatives_;
};

}  // namespace plinth
