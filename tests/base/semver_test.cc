// SPDX-License-Identifier: MIT
// Versions and ranges, against what npm's semver says of them.

#include "host/base/semver.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

bool allows(const char* range, const char* version) {
    return VersionRange::parse(range)->allows(*parse_version(version));
}

TEST(Semver, VersionsAreOrdered) {
    const char* const ascending[] = {"0.0.1",         "0.1.0",       "1.0.0-1",    "1.0.0-2",
                                     "1.0.0-10",      "1.0.0-alpha", "1.0.0-beta", "1.0.0-beta.2",
                                     "1.0.0-beta.11", "1.0.0",       "1.0.1",      "10.0.0"};
    for (std::size_t i = 1; i < std::size(ascending); ++i) {
        EXPECT_LT(*parse_version(ascending[i - 1]), *parse_version(ascending[i])) << ascending[i];
    }
}

TEST(Semver, BuildsDoNotCount) {
    EXPECT_EQ(*parse_version("1.2.3+a"), *parse_version("v1.2.3+b"));
}

TEST(Semver, WhatIsNoVersionIsRefused) {
    for (const char* text : {"", "1", "1.2", "1.2.x", "a.b.c", "1.2.3.4", "01.2.3", "1.2.3-",
                             "99999999999999999999.0.0"}) {
        EXPECT_FALSE(parse_version(text)) << text;
    }
}

TEST(Semver, RangesAllowWhatNpmAllows) {
    const std::pair<const char*, const char*> pairs[] = {
        {"^1.2.3", "1.9.0"},
        {"^0.2.3", "0.2.9"},
        {"^0.0.3", "0.0.3"},
        {"^1", "1.0.0"},
        {"^0", "0.9.9"},
        {"~1.2.3", "1.2.9"},
        {"~1", "1.9.9"},
        {"1.x", "1.4.0"},
        {"1.2", "1.2.7"},
        {"*", "3.0.0"},
        {"", "3.0.0"},
        {">=1 <3", "2.9.9"},
        {">= 1.0.0", "1.0.0"},
        {"<=2", "2.9.9"},
        {">1", "2.0.0"},
        {"1.2 - 2.3", "2.3.9"},
        {"1 || 3", "3.1.0"},
        {"=1.2.3", "1.2.3"},
        {"^1.0.0-beta", "1.0.0"},
        {"^1.0.0-beta.1", "1.0.0-beta.2"},
    };
    for (const auto& [range, version] : pairs)
        EXPECT_TRUE(allows(range, version)) << range << " " << version;
}

TEST(Semver, RangesRefuseWhatNpmRefuses) {
    const std::pair<const char*, const char*> pairs[] = {
        {"^1.2.3", "2.0.0"},    {"^1.2.3", "1.2.2"}, {"^0.2.3", "0.3.0"},      {"^0.0.3", "0.0.4"},
        {"~1.2.3", "1.3.0"},    {"1.2", "1.3.0"},    {">1", "1.9.9"},          {"<2", "2.0.0"},
        {"1.2 - 2.3", "2.4.0"}, {"1 || 3", "2.0.0"}, {"^1.0.0", "1.1.0-beta"}, {"*", "1.0.0-beta"},
    };
    for (const auto& [range, version] : pairs)
        EXPECT_FALSE(allows(range, version)) << range << " " << version;
}

TEST(Semver, WhatIsNoRangeIsRefused) {
    for (const char* text : {"one", "^", "1.2.3.4", "=>1", "^1 x.y.z.w", "latest"}) {
        const bool is_empty_caret = std::string_view(text) == "^";
        EXPECT_EQ(VersionRange::parse(text).has_value(), is_empty_caret) << text;
    }
}

}  // namespace
}  // namespace plinth
