// SPDX-License-Identifier: MIT
// The resolver over files that exist only in a map.

#include "host/modules/resolver.h"

#include <gtest/gtest.h>

#include "tests/modules/fake_files.h"

namespace plinth {
namespace {

using test::FakeFiles;

Resolution find(const FakeFiles& files, const std::string& request,
                const std::vector<std::string>& folders = {"/app"}) {
    Packages packages(files);
    return find_module(packages, {request, folders, {".js", ".json"}, {"node", "require"}});
}

Resolution find_own(const FakeFiles& files, const std::string& request, const std::string& parent) {
    Packages packages(files);
    return find_in_own_package(packages, {request, {}, {}, {"node", "require"}}, parent);
}

TEST(Resolver, TakesAFileByItsFullName) {
    EXPECT_EQ(find(FakeFiles{{"/app/a.txt", ""}}, "./a.txt").path, "/app/a.txt");
}

TEST(Resolver, TriesExtensionsInTheirOrder) {
    EXPECT_EQ(find(FakeFiles{{"/app/a.js", ""}, {"/app/a.json", ""}}, "./a").path, "/app/a.js");
    EXPECT_EQ(find(FakeFiles{{"/app/a.json", ""}}, "./a").path, "/app/a.json");
}

TEST(Resolver, AFileWithoutExtensionWinsOverOneWith) {
    EXPECT_EQ(find(FakeFiles{{"/app/a", ""}, {"/app/a.js", ""}}, "./a").path, "/app/a");
}

TEST(Resolver, AFileWinsOverAFolder) {
    EXPECT_EQ(find(FakeFiles{{"/app/a.js", ""}, {"/app/a/index.js", ""}}, "./a").path, "/app/a.js");
}

TEST(Resolver, ATrailingSlashMeansTheFolder) {
    const FakeFiles files{{"/app/a.js", ""}, {"/app/a/index.js", ""}};

    EXPECT_EQ(find(files, "./a/").path, "/app/a/index.js");
}

TEST(Resolver, DotsNameAFolder) {
    const FakeFiles files{{"/app.js", ""}, {"/app/index.js", ""}, {"/app/lib/x.js", ""}};

    EXPECT_EQ(find(files, ".").path, "/app/index.js");
    EXPECT_EQ(find(files, "..", {"/app/lib"}).path, "/app/index.js");
}

TEST(Resolver, AFolderIsItsMain) {
    const FakeFiles files{{"/app/p/package.json", R"({"main": "lib/start.js"})"},
                          {"/app/p/lib/start.js", ""},
                          {"/app/p/index.js", ""}};

    EXPECT_EQ(find(files, "./p").path, "/app/p/lib/start.js");
}

TEST(Resolver, MainMayLeaveOutItsExtensionOrNameAFolder) {
    EXPECT_EQ(
        find(FakeFiles{{"/app/p/package.json", R"({"main": "start"})"}, {"/app/p/start.js", ""}},
             "./p")
            .path,
        "/app/p/start.js");
    EXPECT_EQ(find(FakeFiles{{"/app/p/package.json", R"({"main": "./lib"})"},
                             {"/app/p/lib/index.js", ""}},
                   "./p")
                  .path,
              "/app/p/lib/index.js");
}

TEST(Resolver, AMainThatIsMissingFallsBackToTheIndex) {
    const FakeFiles files{{"/app/p/package.json", R"({"main": "gone.js"})"},
                          {"/app/p/index.json", ""}};

    EXPECT_EQ(find(files, "./p").path, "/app/p/index.json");
}

TEST(Resolver, AMainOfAnotherTypeIsIgnored) {
    for (const char* package : {R"({"main": 7})", R"({"main": null})", "[]", "\"text\"", "{}"}) {
        const FakeFiles files{{"/app/p/package.json", package}, {"/app/p/index.js", ""}};
        EXPECT_EQ(find(files, "./p").path, "/app/p/index.js") << package;
    }
}

TEST(Resolver, ABrokenPackageJsonIsNamedWithThePlace) {
    const FakeFiles files{{"/app/p/package.json", "{\n  oops"}, {"/app/p/index.js", ""}};

    const Resolution found = find(files, "./p");

    EXPECT_EQ(found.path, "");
    ASSERT_EQ(found.failure.code, "PACKAGE_UNREADABLE");
    EXPECT_EQ(found.failure.arguments[0], "/app/p/package.json");
    EXPECT_NE(found.failure.arguments[2].find("line 2"), std::string::npos);
}

TEST(Resolver, SearchesTheFoldersInTheirOrder) {
    const FakeFiles files{{"/app/node_modules/x/index.js", ""}, {"/node_modules/x/index.js", ""}};

    EXPECT_EQ(
        find(files, "x", {"/app/lib/node_modules", "/app/node_modules", "/node_modules"}).path,
        "/app/node_modules/x/index.js");
}

TEST(Resolver, AnEmptyFolderMeansThatTheRequestIsAPath) {
    EXPECT_EQ(find(FakeFiles{{"/other/a.js", ""}}, "/other/a", {""}).path, "/other/a.js");
}

TEST(Resolver, AnswersWithTheRealPath) {
    FakeFiles files{{"/app/link.js", ""}};
    files.links["/app/link.js"] = "/real/file.js";

    EXPECT_EQ(find(files, "./link").path, "/real/file.js");
}

TEST(Resolver, NothingFoundIsNeitherPathNorError) {
    const Resolution found = find(FakeFiles{{"/app/a.js", ""}}, "./b");

    EXPECT_EQ(found.path, "");
    EXPECT_FALSE(found.failure);
}

TEST(Resolver, AMainThatIsMissingWithoutAnIndexIsNamed) {
    const FakeFiles files{{"/app/p/package.json", R"({"main": "gone.js"})"}};

    const Resolution found = find(files, "./p");

    EXPECT_EQ(found.failure.code, "MAIN_NOT_FOUND");
    EXPECT_EQ(found.failure.arguments[0], "/app/p/gone.js");
}

TEST(Resolver, APackageWithExportsGivesNothingElse) {
    const FakeFiles files{
        {"/n/p/package.json", R"({"main": "a.js", "exports": {".": "./b.js", "./c": "./c.js"}})"},
        {"/n/p/a.js", ""},
        {"/n/p/b.js", ""},
        {"/n/p/c.js", ""}};

    EXPECT_EQ(find(files, "p", {"/n"}).path, "/n/p/b.js");
    EXPECT_EQ(find(files, "p/c", {"/n"}).path, "/n/p/c.js");
    EXPECT_EQ(find(files, "p/a.js", {"/n"}).failure.code, "ERR_PACKAGE_PATH_NOT_EXPORTED");
}

TEST(Resolver, WhatExportsNameMustBeAFile) {
    const FakeFiles files{{"/n/p/package.json", R"({"exports": "./gone"})"}, {"/n/p/gone.js", ""}};

    EXPECT_EQ(find(files, "p", {"/n"}).failure.code, "TARGET_NOT_FOUND");
}

TEST(Resolver, APackageKnowsItselfByItsName) {
    const FakeFiles files{{"/p/package.json", R"({"name": "@x/p", "exports": {"./a": "./a.js"}})"},
                          {"/p/a.js", ""},
                          {"/p/lib/b.js", ""}};

    EXPECT_EQ(find_own(files, "@x/p/a", "/p/lib/b.js").path, "/p/a.js");
    EXPECT_EQ(find_own(files, "@x/other", "/p/lib/b.js").path, "");
}

TEST(Resolver, ImportsMayNameAFileOrAnotherPackage) {
    const FakeFiles files{
        {"/p/package.json", R"({"imports": {"#a": "./a.js", "#fs": "fs", "#b/*": "dep/*.js"}})"},
        {"/p/a.js", ""}};

    EXPECT_EQ(find_own(files, "#a", "/p/x.js").path, "/p/a.js");
    EXPECT_EQ(find_own(files, "#fs", "/p/x.js").package, "fs");
    EXPECT_EQ(find_own(files, "#b/c", "/p/x.js").package, "dep/c.js");
    EXPECT_EQ(find_own(files, "#gone", "/p/x.js").failure.code, "ERR_PACKAGE_IMPORT_NOT_DEFINED");
}

}  // namespace
}  // namespace plinth
