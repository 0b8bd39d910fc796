// SPDX-License-Identifier: MIT
// What is taken from a package.json, and that no text of one does harm.

#include "host/modules/package_json.h"

#include <gtest/gtest.h>

#include "tests/modules/fake_files.h"

namespace plinth {
namespace {

using Kind = PackageTarget::Kind;
using Type = PackageJson::Type;

PackageJson parse(const std::string& text) {
    return parse_package_json("/p/package.json", text);
}

TEST(PackageJson, TakesNameMainAndType) {
    const PackageJson package = parse(R"({"name": "p", "main": "m.js", "type": "module"})");

    EXPECT_EQ(package.name, "p");
    EXPECT_EQ(package.main, "m.js");
    EXPECT_EQ(package.type, Type::Module);
    EXPECT_EQ(package.folder(), "/p");
}

TEST(PackageJson, ValuesOfAnotherTypeCountAsMissing) {
    const PackageJson package = parse(R"({"name": 1, "main": {"a": 2}, "type": ["module"]})");

    EXPECT_EQ(package.error, "");
    EXPECT_FALSE(package.name);
    EXPECT_FALSE(package.main);
    EXPECT_EQ(package.type, Type::None);
}

TEST(PackageJson, WordsCountAtTheTopOnly) {
    const PackageJson package = parse(R"({"x": {"main": "a"}, "y": [{"type": "module"}]})");

    EXPECT_FALSE(package.main);
    EXPECT_EQ(package.type, Type::None);
}

TEST(PackageJson, KeepsTheOrderOfExports) {
    const PackageJson package = parse(R"({"exports": {"b": "1", "a": ["2", null, {"c": 3}]}})");

    ASSERT_EQ(package.exports.entries.size(), 2u);
    EXPECT_EQ(package.exports.entries[0].first, "b");
    const PackageTarget& list = package.exports.entries[1].second;
    ASSERT_EQ(list.items.size(), 3u);
    EXPECT_EQ(list.items[1].kind, Kind::Null);
    EXPECT_EQ(list.items[2].entries[0].second.text, "3");
}

TEST(PackageJson, OfAKeyThatComesTwiceTheLastValueCounts) {
    const PackageJson package =
        parse(R"({"main": "a", "main": "b", "exports": "x", "exports": {"c": "1", "c": "2"}})");

    EXPECT_EQ(package.main, "b");
    ASSERT_EQ(package.exports.entries.size(), 1u);
    EXPECT_EQ(package.exports.entries[0].second.text, "2");
}

TEST(PackageJson, ProtoIsAKeyLikeAnyOther) {
    const PackageJson package =
        parse(R"({"__proto__": {"main": "a"}, "exports": {"__proto__": 1}})");

    EXPECT_FALSE(package.main);
    EXPECT_NE(package.exports.find("__proto__"), nullptr);
}

TEST(PackageJson, WhatIsNoJsonSaysWhere) {
    EXPECT_NE(parse("{\n oops").error.find("line 2"), std::string::npos);
    EXPECT_NE(parse("").error, "");
    EXPECT_NE(parse("\xFF\xFE").error, "");
}

TEST(PackageJson, WhatIsNoObjectIsAnEmptyPackage) {
    for (const char* text : {"[]", "\"text\"", "7", "null"}) {
        const PackageJson package = parse(text);
        EXPECT_EQ(package.error, "") << text;
        EXPECT_EQ(package.exports.kind, Kind::Missing) << text;
    }
}

TEST(PackageJson, DepthIsBoundedWhereItIsKept) {
    const std::string open(100'000, '[');
    const std::string close(100'000, ']');

    EXPECT_NE(parse("{\"exports\": " + open + close + "}").error, "");
    EXPECT_EQ(parse("{\"other\": " + open + close + ", \"main\": \"a\"}").main, "a");
}

TEST(PackageJson, ManyKeysTakeNoLongerThanTheirNumber) {
    std::string text = "{\"exports\": {";
    for (int i = 0; i < 200'000; ++i)
        text += "\"./k" + std::to_string(i) + "\": \"./a.js\",";

    EXPECT_EQ(parse(text + "\"./end\": null}}").exports.entries.size(), 200'001u);
}

TEST(PackageJson, AHugeOneIsRefused) {
    EXPECT_NE(parse("{\"x\": \"" + std::string(std::size_t{17} << 20, 'a') + "\"}").error, "");
}

TEST(Packages, TheNearestOneCountsAndNodeModulesIsABorder) {
    const test::FakeFiles files{
        {"/a/package.json", "{}"}, {"/a/b/package.json", "{}"}, {"/a/node_modules/p/lib/x.js", ""}};
    Packages packages(files);

    EXPECT_EQ(packages.scope_of("/a/b/c/d.js")->path, "/a/b/package.json");
    EXPECT_EQ(packages.scope_of("/a/e.js")->path, "/a/package.json");
    EXPECT_EQ(packages.scope_of("/a/node_modules/p/lib/x.js"), nullptr);
    EXPECT_EQ(packages.scope_of("/x.js"), nullptr);
}

}  // namespace
}  // namespace plinth
