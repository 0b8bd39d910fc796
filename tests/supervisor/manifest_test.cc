// SPDX-License-Identifier: MIT
// package.json as people write it, and the policy and log that stand beside a plugin.

#include "host/supervisor/manifest.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "host/io/files.h"
#include "host/supervisor/folder_policy.h"
#include "host/supervisor/log_book.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class ManifestTest : public testing::Test {
  protected:
    ManifestTest() { folder_.write("my-plugin/index.js", ""); }

    Result<Manifest> read(std::string_view package) {
        folder_.write("my-plugin/package.json", package);
        return read_manifest(folder_.path() / "my-plugin");
    }

    test::TemporaryFolder folder_;
};

TEST_F(ManifestTest, WithoutPackageJsonTheFolderIsTheName) {
    const Result<Manifest> manifest = read_manifest(folder_.path() / "my-plugin");

    ASSERT_TRUE(manifest);
    EXPECT_EQ((*manifest).name, "my-plugin");
    EXPECT_EQ((*manifest).version, "0.0.0");
    EXPECT_EQ((*manifest).main, (folder_.path() / "my-plugin/index.js").string());
}

TEST_F(ManifestTest, ReadsNameAndVersion) {
    const Result<Manifest> manifest = read(R"({"name": "@scope/nice", "version": "1.2.3"})");

    ASSERT_TRUE(manifest);
    EXPECT_EQ((*manifest).name, "@scope/nice");
    EXPECT_EQ((*manifest).version, "1.2.3");
}

TEST_F(ManifestTest, ASyntaxErrorNamesFileAndLine) {
    const Result<Manifest> manifest = read("{\n  \"name\": \"x\",\n}");

    ASSERT_FALSE(manifest);
    EXPECT_NE(manifest.error().message.find("my-plugin/package.json: it is not valid JSON: line 3"),
              std::string::npos)
        << manifest.error().message;
}

TEST_F(ManifestTest, AWrongTypeNamesTheKey) {
    const Result<Manifest> manifest = read(R"({"version": 2})");

    ASSERT_FALSE(manifest);
    EXPECT_NE(manifest.error().message.find("\"version\" must be a string, not number"),
              std::string::npos);
}

TEST_F(ManifestTest, ReadsTheShareOfAFrame) {
    const Result<Manifest> manifest =
        read(R"({"plinth": {"priority": "high", "budgetMs": 1.5, "api": "1"}})");

    ASSERT_TRUE(manifest);
    EXPECT_EQ((*manifest).priority, Priority::High);
    EXPECT_EQ((*manifest).budget, std::chrono::microseconds(1500));
}

TEST_F(ManifestTest, ReadsThePlacement) {
    EXPECT_EQ((*read(R"({"plinth": {}})")).placement, Placement::Main);
    EXPECT_EQ((*read(R"({"plinth": {"placement": "shared"}})")).placement, Placement::Shared);

    const Result<Manifest> wrong = read(R"({"plinth": {"placement": "elsewhere"}})");

    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("must be \"main\", \"shared\" or \"worker\""),
              std::string::npos)
        << wrong.error().message;
    EXPECT_FALSE(read(R"({"plinth": {"placement": 1}})"));
}

TEST_F(ManifestTest, ReadsTheSizeOfTheYoungGeneration) {
    EXPECT_EQ((*read(R"({"plinth": {"limits": {}}})")).young_generation_bytes, 0u);
    EXPECT_EQ(
        (*read(R"({"plinth": {"limits": {"youngGenerationMb": 1.5}}})")).young_generation_bytes,
        std::size_t{3} << 19);

    for (const char* wrong : {"0", "-1", "0.5", "193", "1e99", "\"6\"", "null", "true"}) {
        const Result<Manifest> manifest =
            read(std::string(R"({"plinth": {"limits": {"youngGenerationMb": )") + wrong + "}}}");
        ASSERT_FALSE(manifest) << wrong;
        EXPECT_NE(manifest.error().message.find("between 1 and 192"), std::string::npos);
    }
    EXPECT_FALSE(read(R"({"plinth": {"limits": 6}})"));
}

TEST_F(ManifestTest, WithoutAShareItIsNormalAndUnbounded) {
    const Result<Manifest> manifest = read(R"({"plinth": {}})");

    ASSERT_TRUE(manifest);
    EXPECT_EQ((*manifest).priority, Priority::Normal);
    EXPECT_EQ((*manifest).budget.count(), 0);
}

TEST_F(ManifestTest, AShareThatIsNoneIsRefusedByName) {
    const std::pair<const char*, const char*> cases[] = {
        {R"([])", "\"plinth\" must be an object, not array"},
        {R"({"priority": "urgent"})", "must be \"low\", \"normal\" or \"high\", not \"urgent\""},
        {R"({"priority": 3})", "\"priority\" must be a string, not number"},
        {R"({"budgetMs": "2"})", "\"budgetMs\" must be a number, not string"},
        {R"({"budgetMs": 0})", "\"budgetMs\" must be between 0.01 and 1000, not 0"},
        {R"({"budgetMs": -1})", "not -1"},
        {R"({"budgetMs": 1e300})", "between 0.01 and 1000"},
    };
    for (const auto& [plinth, message] : cases) {
        const Result<Manifest> manifest = read(std::string(R"({"plinth": )") + plinth + "}");

        ASSERT_FALSE(manifest) << plinth;
        EXPECT_NE(manifest.error().message.find(message), std::string::npos)
            << manifest.error().message;
    }
}

TEST_F(ManifestTest, SomethingElseThanAnObjectIsRefused) {
    for (const char* package : {"[]", "7", "null", ""})
        EXPECT_FALSE(read(package)) << package;
}

TEST_F(ManifestTest, ANameThatLeadsOutOfTheDataFolderIsRefused) {
    for (const char* name : {"", ".", "..", "/etc", "a/b", "../x", "@scope", "@/x", "@scope/..",
                             "@../x", "a\\\\b", "c:x", "a\\u0000b"}) {
        EXPECT_FALSE(read(std::string(R"({"name": ")") + name + "\"}")) << name;
    }
}

TEST_F(ManifestTest, AMainThatIsMissingFallsBackToTheIndex) {
    EXPECT_TRUE(read(R"({"main": "gone.js"})"));
}

TEST_F(ManifestTest, AFolderWithoutAnEntryIsOneClearLine) {
    folder_.write("empty/package.json", "{}");

    const Result<Manifest> manifest = read_manifest(folder_.path() / "empty");

    ASSERT_FALSE(manifest);
    EXPECT_NE(manifest.error().message.find("has no entry"), std::string::npos);
}

TEST_F(ManifestTest, LooksLikeAPluginOnlyWhenItCanBeOne) {
    folder_.write("file.js", "");
    folder_.write("file.cjs", "");
    folder_.write("notes.txt", "");
    folder_.write(".hidden/index.js", "");
    folder_.write("node_modules/index.js", "");
    folder_.write("assets/picture.png", "");
    const auto looks = [&](const char* name) { return looks_like_plugin(folder_.path() / name); };

    EXPECT_TRUE(looks("my-plugin"));
    EXPECT_TRUE(looks("file.js"));
    EXPECT_TRUE(looks("file.cjs"));
    for (const char* name : {"notes.txt", ".hidden", "node_modules", "assets", "gone"}) {
        EXPECT_FALSE(looks(name)) << name;
    }
}

class FolderPolicyTest : public testing::Test {
  protected:
    FolderPolicyTest() {
        folder_.write("b/file", "");
        folder_.write("bc/file", "");
        folder_.write("data/file", "");
        policy_.emplace(std::vector{at("b")}, std::vector{at("data")});
    }

    std::string at(const std::string& name) { return (folder_.path() / name).string(); }
    bool allowed(Permission permission, const std::string& name) {
        return !policy_->denied(permission, canonical_path(at(name)));
    }

    test::TemporaryFolder folder_;
    std::optional<FolderPolicy> policy_;
};

TEST_F(FolderPolicyTest, ReadsItsFoldersAndWritesItsData) {
    EXPECT_TRUE(allowed(Permission::FsRead, "b"));
    EXPECT_TRUE(allowed(Permission::FsRead, "b/file"));
    EXPECT_TRUE(allowed(Permission::FsRead, "data/file"));
    EXPECT_TRUE(allowed(Permission::FsWrite, "data/new/file"));
    EXPECT_FALSE(allowed(Permission::FsWrite, "b/file"));
}

TEST_F(FolderPolicyTest, AFolderWhoseNameBeginsAlikeIsAnother) {
    EXPECT_FALSE(allowed(Permission::FsRead, "bc"));
    EXPECT_FALSE(allowed(Permission::FsRead, "bc/file"));
    EXPECT_FALSE(allowed(Permission::FsWrite, "data2/file"));
}

TEST_F(FolderPolicyTest, DotsDoNotLeadOut) {
    EXPECT_FALSE(allowed(Permission::FsRead, "b/../bc/file"));
    EXPECT_FALSE(allowed(Permission::FsRead, "b/.."));
}

TEST_F(FolderPolicyTest, ALinkInsideLeadsWhereItLeads) {
    std::filesystem::create_symlink(at("bc"), at("b/link"));
    std::filesystem::create_symlink(at("b"), at("bc/back"));

    EXPECT_FALSE(allowed(Permission::FsRead, "b/link/file"));
    EXPECT_TRUE(allowed(Permission::FsRead, "bc/back/file"));
}

TEST_F(FolderPolicyTest, EverythingElseIsRefusedByName) {
    const auto denied = policy_->denied(Permission::ChildProcess, "/bin/sh");

    ASSERT_TRUE(denied);
    EXPECT_EQ(denied->code, "ERR_ACCESS_DENIED");
    EXPECT_EQ(denied->permission, "child_process");
    EXPECT_EQ(denied->path, "/bin/sh");
}

TEST(LogBook, CountsLinesUpAndReturnsThoseAfter) {
    std::vector<std::string> out;
    LogBook book([&](const LogLine& line) { out.push_back(line.text); });
    book.add(LogLevel::Info, "a", "one");
    book.add(LogLevel::Error, "b", "two");

    const std::vector<LogLine> after = book.since(1);

    ASSERT_EQ(after.size(), 1u);
    EXPECT_EQ(after[0].id, 2u);
    EXPECT_EQ(after[0].text, "two");
    EXPECT_EQ(out, (std::vector<std::string>{"one", "two"}));
}

TEST(LogBook, KeepsTheLastFewThousand) {
    LogBook book([](const LogLine&) {});
    for (int i = 0; i < 5000; ++i)
        book.add(LogLevel::Info, "", "line");

    const std::vector<LogLine> all = book.since(0);

    EXPECT_EQ(all.size(), 4096u);
    EXPECT_EQ(all.back().id, 5000u);
}

TEST(LogBook, AddingFromTheSinkIsAllowed) {
    LogBook* self = nullptr;
    int depth = 0;
    LogBook book([&](const LogLine&) {
        if (++depth < 3) self->add(LogLevel::Info, "", "again");
    });
    self = &book;

    book.add(LogLevel::Info, "", "first");

    EXPECT_EQ(book.since(0).size(), 3u);
}

TEST(LineBuffer, CutsAtNewlinesAndKeepsTheRest) {
    LineBuffer buffer;
    std::vector<std::string> lines;
    const auto line = [&](std::string text) { lines.push_back(std::move(text)); };

    buffer.add("one\ntw", line);
    buffer.add("o\n\nrest", line);
    EXPECT_EQ(lines, (std::vector<std::string>{"one", "two", ""}));
    buffer.flush(line);
    buffer.flush(line);

    EXPECT_EQ(lines.back(), "rest");
    EXPECT_EQ(lines.size(), 4u);
}

TEST(LineBuffer, ALineThatNeverEndsIsCut) {
    LineBuffer buffer;
    std::size_t lines = 0;
    for (int i = 0; i < 100; ++i)
        buffer.add(std::string(1000, 'x'), [&](std::string) { ++lines; });

    EXPECT_EQ(lines, 1u);
}

}  // namespace
}  // namespace plinth
