// SPDX-License-Identifier: MIT
// The resolver over files that exist only in a map.

#include "host/modules/resolver.h"

#include <map>

#include <gtest/gtest.h>

namespace plinth {
namespace {

class FakeFiles final : public FileView {
  public:
    FakeFiles(std::initializer_list<std::pair<const std::string, std::string>> files)
        : files_(files) {}

    FileKind kind(const std::string& path) const override {
        if (files_.contains(path)) return FileKind::File;
        const std::string folder = path + "/";
        const auto inside = files_.lower_bound(folder);
        return inside != files_.end() && inside->first.starts_with(folder) ? FileKind::Folder
                                                                           : FileKind::Missing;
    }
    std::optional<std::string> read(const std::string& path) const override {
        const auto found = files_.find(path);
        return found == files_.end() ? std::nullopt : std::optional(found->second);
    }
    std::string real_path(const std::string& path) const override {
        const auto link = links.find(path);
        return link == links.end() ? path : link->second;
    }

    std::map<std::string, std::string> links;

  private:
    std::map<std::string, std::string> files_;
};

Resolution find(const FakeFiles& files, const std::string& request,
                const std::vector<std::string>& folders = {"/app"}) {
    return find_module(files, request, folders, {".js", ".json"});
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
    EXPECT_NE(found.error.find("/app/p/package.json"), std::string::npos);
    EXPECT_NE(found.error.find("line 2"), std::string::npos);
    EXPECT_EQ(found.error_path, "/app/p/package.json");
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
    EXPECT_EQ(found.error, "");
}

}  // namespace
}  // namespace plinth
