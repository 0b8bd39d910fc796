// SPDX-License-Identifier: MIT
// The resolver of imports, over files that exist only in a map.

#include "host/modules/import_resolver.h"

#include <gtest/gtest.h>

#include "host/modules/file_url.h"
#include "tests/modules/fake_files.h"

namespace plinth {
namespace {

using test::FakeFiles;

ImportResolution resolve(const FakeFiles& files, const std::string& specifier,
                         const std::string& base = "file:///app/main.mjs",
                         const std::vector<std::string>& roots = {}) {
    Packages packages(files);
    static const std::vector<std::string> kConditions = {"node", "import"};
    return resolve_import(packages, {specifier, base, kConditions, roots});
}

TEST(ImportResolver, RelativeNamesAreExact) {
    const FakeFiles files{{"/app/a.mjs", ""}, {"/b.js", ""}, {"/app/d/index.js", ""}};

    EXPECT_EQ(resolve(files, "./a.mjs").url, "file:///app/a.mjs");
    EXPECT_EQ(resolve(files, "../b.js").url, "file:///b.js");
    EXPECT_EQ(resolve(files, "/b.js").url, "file:///b.js");
    EXPECT_EQ(resolve(files, "./a").failure.code, "ERR_MODULE_NOT_FOUND");
    EXPECT_EQ(resolve(files, "./d").failure.code, "ERR_UNSUPPORTED_DIR_IMPORT");
}

TEST(ImportResolver, QueryAndFragmentStay) {
    EXPECT_EQ(resolve(FakeFiles{{"/app/a.mjs", ""}}, "./a.mjs?x=1#y").url,
              "file:///app/a.mjs?x=1#y");
}

TEST(ImportResolver, NamesMayBeEncoded) {
    const FakeFiles files{{"/app/a b.mjs", ""}, {"/app/50%.mjs", ""}};

    EXPECT_EQ(resolve(files, "./a%20b.mjs").url, "file:///app/a%20b.mjs");
    EXPECT_EQ(resolve(files, "./a b.mjs").url, "file:///app/a%20b.mjs");
    EXPECT_EQ(resolve(files, "./50%25.mjs").url, "file:///app/50%25.mjs");
    EXPECT_EQ(resolve(files, "./a%2Fb.mjs").failure.code, "ERR_INVALID_MODULE_SPECIFIER");
    EXPECT_EQ(resolve(files, "./a%00b.mjs").failure.code, "ERR_MODULE_NOT_FOUND");
}

TEST(ImportResolver, PackagesLieInNodeModulesAbove) {
    const FakeFiles files{{"/app/node_modules/p/package.json", R"({"main": "lib/m"})"},
                          {"/app/node_modules/p/lib/m.js", ""},
                          {"/app/node_modules/p/sub.js", ""},
                          {"/node_modules/q/index.js", ""}};

    EXPECT_EQ(resolve(files, "p").url, "file:///app/node_modules/p/lib/m.js");
    EXPECT_EQ(resolve(files, "p/sub.js").url, "file:///app/node_modules/p/sub.js");
    EXPECT_EQ(resolve(files, "q").url, "file:///node_modules/q/index.js");
    EXPECT_EQ(resolve(files, "r").failure.code, "ERR_MODULE_NOT_FOUND");
}

TEST(ImportResolver, ExportsChooseByCondition) {
    const FakeFiles files{{"/app/node_modules/p/package.json",
                           R"({"exports": {"require": "./a.cjs", "import": "./a.mjs"}})"},
                          {"/app/node_modules/p/a.cjs", ""},
                          {"/app/node_modules/p/a.mjs", ""}};

    EXPECT_EQ(resolve(files, "p").url, "file:///app/node_modules/p/a.mjs");
}

TEST(ImportResolver, OtherSchemesAreRefused) {
    const FakeFiles files{};

    EXPECT_EQ(resolve(files, "data:text/javascript,1").url, "data:text/javascript,1");
    EXPECT_EQ(resolve(files, "https://x/y.js").failure.code, "ERR_UNSUPPORTED_ESM_URL_SCHEME");
    EXPECT_EQ(resolve(files, "file://other/y.js").failure.code, "ERR_INVALID_FILE_URL_HOST");
    EXPECT_EQ(resolve(files, "./x.js", "data:text/javascript,").failure.code,
              "ERR_UNSUPPORTED_RESOLVE_REQUEST");
}

TEST(ImportResolver, NoNameLeadsOutOfAPackagesExports) {
    const FakeFiles files{{"/app/node_modules/p/package.json",
                           R"({"exports": {"./*": "./*", "./up": "../../main.mjs",
                                "./in": "./node_modules/x.js", "./enc": "./%2e%2e/x.js"}})"},
                          {"/app/main.mjs", ""}};

    for (const char* name : {"p/../../main.mjs", "p/a/../../../main.mjs", "p/%2e%2e/x"}) {
        EXPECT_TRUE(static_cast<bool>(resolve(files, name).failure)) << name;
    }
    for (const char* name : {"p/up", "p/in", "p/enc"}) {
        EXPECT_EQ(resolve(files, name).failure.code, "ERR_INVALID_PACKAGE_TARGET") << name;
    }
}

TEST(ImportResolver, RootsOfTheHostComeAfterNodeModules) {
    const FakeFiles files{{"/shared/lib/package.json", R"({"exports": "./main.js"})"},
                          {"/shared/lib/main.js", ""},
                          {"/more/lib/index.js", ""},
                          {"/more/other/index.js", ""},
                          {"/shared/own/index.js", ""},
                          {"/app/node_modules/own/index.js", ""}};
    const std::string base = "file:///app/main.mjs";
    const std::vector<std::string> roots = {"/shared", "/more"};

    EXPECT_EQ(resolve(files, "lib", base, roots).url, "file:///shared/lib/main.js");
    EXPECT_EQ(resolve(files, "other", base, roots).url, "file:///more/other/index.js");
    EXPECT_EQ(resolve(files, "own", base, roots).url, "file:///app/node_modules/own/index.js");
    EXPECT_EQ(resolve(files, "lib", base).failure.code, "ERR_MODULE_NOT_FOUND");
}

TEST(ImportResolver, AGuessedMainIsToldOf) {
    const FakeFiles files{
        {"/app/node_modules/exact/package.json", R"({"main": "./main.js"})"},
        {"/app/node_modules/exact/main.js", ""},
        {"/app/node_modules/short/package.json", R"({"main": "main"})"},
        {"/app/node_modules/short/main.js", ""},
        {"/app/node_modules/none/index.js", ""},
    };

    EXPECT_FALSE(resolve(files, "exact").guessed);
    const auto guessed = resolve(files, "short").guessed;
    ASSERT_TRUE(guessed);
    EXPECT_EQ(guessed->folder, "/app/node_modules/short/");
    EXPECT_EQ(guessed->main, "main");
    ASSERT_TRUE(resolve(files, "none").guessed);
    EXPECT_EQ(resolve(files, "none").guessed->main, "");
}

TEST(FileUrl, PathsComeBack) {
    for (const char* path : {"/a", "/a b/c#d?e%20f", "/\xC3\xA4.js", "/a\nb\\c", "/"}) {
        const auto url = parse_file_url(path_to_url(path));
        ASSERT_TRUE(url) << path;
        EXPECT_EQ(percent_decoded(url->path), path);
    }
}

TEST(FileUrl, DotsAreTakenOut) {
    const FileUrl base = *parse_file_url("file:///a/b/c.js?q");

    EXPECT_EQ(join_url(base, "./d.js").href(), "file:///a/b/d.js");
    EXPECT_EQ(join_url(base, "../../../d.js").href(), "file:///d.js");
    EXPECT_EQ(join_url(base, "./%2e%2E/d.js").href(), "file:///a/d.js");
    EXPECT_EQ(join_url(base, ".\\d\\..\\e.js").href(), "file:///a/b/e.js");
    EXPECT_EQ(join_url(base, "..").href(), "file:///a/");
}

}  // namespace
}  // namespace plinth
