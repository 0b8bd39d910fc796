// SPDX-License-Identifier: MIT
// Decoding source maps: good ones, and ones that nobody should have written.

#include "host/modules/source_map.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

constexpr const char* kMap = R"({"version": 3, "sources": ["a.ts", "b.ts"], "names": ["f"],
                                 "sourceRoot": "src", "sourcesContent": ["one", null],
                                 "mappings": "AAAA,IAAIA;;ACEJ,C"})";

TEST(SourceMap, DecodesNumbersThatCountFromTheLastOnes) {
    const auto map = SourceMap::parse(kMap);

    ASSERT_TRUE(map);
    ASSERT_EQ(map->entries().size(), 4u);
    const SourceMap::Entry& third = map->entries()[2];
    EXPECT_EQ(third.line, 2);
    EXPECT_EQ(third.column, 0);
    EXPECT_EQ(third.source, 1);
    EXPECT_EQ(third.source_line, 2);
    EXPECT_EQ(third.source_column, 0);
    EXPECT_EQ(third.name, -1);
    EXPECT_EQ(map->entries()[1].name, 0);
    EXPECT_EQ(map->entries()[3].source, -1);
}

TEST(SourceMap, NamesItsSourcesBelowTheRoot) {
    const auto map = SourceMap::parse(kMap);

    ASSERT_TRUE(map);
    EXPECT_EQ(map->sources(), (std::vector<std::string>{"src/a.ts", "src/b.ts"}));
    EXPECT_EQ(map->content(0), "one");
    EXPECT_EQ(map->content(1), std::nullopt);
}

TEST(SourceMap, FindsTheEntryAtOrBeforeAPlace) {
    const auto map = SourceMap::parse(kMap);

    ASSERT_TRUE(map);
    EXPECT_EQ(map->find(0, 3), &map->entries()[0]);
    EXPECT_EQ(map->find(0, 4), &map->entries()[1]);
    EXPECT_EQ(map->find(1, 0), &map->entries()[1]);
    EXPECT_EQ(map->find(99, 99), &map->entries()[3]);
}

TEST(SourceMap, SectionsStandWhereTheirOffsetsSay) {
    const auto map = SourceMap::parse(
        R"({"version": 3, "sections": [
              {"offset": {"line": 0, "column": 5}, "map": {"sources": ["a"], "mappings": "AAAA;EAAA"}},
              {"offset": {"line": 9, "column": 0}, "map": {"sources": ["b"], "mappings": "CAAA"}}]})");

    ASSERT_TRUE(map);
    ASSERT_EQ(map->entries().size(), 3u);
    EXPECT_EQ(map->entries()[0].column, 5);
    EXPECT_EQ(map->entries()[1].column, 2);
    EXPECT_EQ(map->entries()[2].line, 9);
    EXPECT_EQ(map->entries()[2].source, 1);
}

TEST(SourceMap, ALineAgainstOldBrowsersMayStandBeforeIt) {
    EXPECT_TRUE(SourceMap::parse(std::string(")]}'\n") + kMap));
}

TEST(SourceMap, WhatIsNoMapIsNone) {
    for (const char* text :
         {"", "null", "[]", "7", "{}", R"({"mappings": 7})", R"({"sections": {}})",
          R"({"sections": [7]})", R"({"mappings": "!"})", R"({"mappings": "AAAAAAA"})",
          R"({"mappings": "gggggggggggggggg"})", R"({"mappings": "A", )", "\xFF\xFE"}) {
        EXPECT_FALSE(SourceMap::parse(text)) << text;
    }
}

TEST(SourceMap, EntriesThatPointNowhereAreLeftOut) {
    // A second source and a name that are not there, a negative line.
    const auto map = SourceMap::parse(
        R"({"sources": ["a"], "names": [], "mappings": "ACAA,AADAA,AADDA,AADAA,AADAD"})");

    ASSERT_TRUE(map);
    for (const SourceMap::Entry& entry : map->entries()) {
        EXPECT_LT(entry.source, 1);
        EXPECT_EQ(entry.name, -1);
    }
}

TEST(SourceMap, AnyPrefixAndAnyChangedByteIsEndured) {
    const std::string whole = kMap;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        SourceMap::parse(whole.substr(0, at));
        for (const char byte : {'\0', '"', '{', ';', 'g', '\xFF'}) {
            std::string changed = whole;
            changed[at] = byte;
            if (const auto map = SourceMap::parse(changed)) map->find(1, 1);
        }
    }
}

TEST(SourceMap, DepthDoesNotHurt) {
    const std::string deep(1'000'000, '[');

    EXPECT_FALSE(SourceMap::parse(deep));
    EXPECT_FALSE(SourceMap::parse(R"({"mappings": "", "x": )" + deep));
}

TEST(SourceMap, TheUrlIsThatOfTheLastComment) {
    EXPECT_EQ(source_map_url("//# sourceMappingURL=a.map\nx();\n//# sourceMappingURL=b.map\r\n"),
              "b.map");
    EXPECT_EQ(source_map_url("x();\n/*# sourceMappingURL=c.map */"), "c.map");
    EXPECT_EQ(source_map_url("x('# sourceMappingURL=no')"), "");
    EXPECT_EQ(source_map_url("# sourceMappingURL="), "");
    EXPECT_EQ(source_map_url(""), "");
}

}  // namespace
}  // namespace plinth
