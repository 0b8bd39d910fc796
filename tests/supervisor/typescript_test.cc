// SPDX-License-Identifier: MIT
// Plugins in TypeScript: how they are found and loaded, and that people are shown their own lines.

#include <filesystem>
#include <fstream>

#include "tests/support/host_fixture.h"

namespace plinth::test {
namespace {

namespace fs = std::filesystem;

class TypeScriptTest : public HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.hang_limit = std::chrono::milliseconds(200);
        return made;
    }
};

constexpr const char* kMoved =
    "enum Size {\n  Small,\n  Large,\n}\n"
    "const { say } = require('test') as { say(text: string): void };\n"
    "exports.activate = (plugin: { on(event: string, f: () => void): void }): void => {\n"
    "  say(Size[1]!);\n"
    "  plugin.on('frame', (): void => {\n"
    "    CODE\n"
    "  });\n"
    "};\n";

std::string moved(const std::string& code) {
    std::string text = kMoved;
    return text.replace(text.find("CODE"), 4, code);
}

TEST_F(TypeScriptTest, ASingleFileIsAPlugin) {
    write("small.ts", moved(""));
    write("types.d.ts", "declare const x: number;\n");

    host().load_all();

    EXPECT_EQ(said_, "Large");
    EXPECT_EQ(info("small").state, PluginState::Active);
    EXPECT_EQ(host().plugins().size(), 1u);
}

TEST_F(TypeScriptTest, AFolderMayStartWithIndexTs) {
    write("folder/index.ts", moved(""));

    host().load_all();

    EXPECT_EQ(info("folder").state, PluginState::Active);
}

TEST_F(TypeScriptTest, AFaultNamesTheLineOfTheSource) {
    write("broken/index.ts", moved("throw new Error('here');"));
    host().load("broken");

    frame();

    ASSERT_EQ(count(Kind::Failed), 1u);
    const PluginEvent& event = events_.back();
    EXPECT_TRUE(event.file.ends_with("broken/index.ts")) << event.file;
    EXPECT_EQ(event.line, 9);
    EXPECT_NE(event.message.find("    throw new Error('here');\n"), std::string::npos);
    EXPECT_NE(event.message.find("index.ts:9:11"), std::string::npos) << event.message;
    EXPECT_EQ(host().black_box("broken")->line, 9);
}

TEST_F(TypeScriptTest, AHangNamesTheLineOfTheSource) {
    write("hangs/index.ts", moved("for (;;) Math.random();"));
    host().load("hangs");

    frame();

    ASSERT_EQ(count(Kind::Failed), 1u);
    EXPECT_NE(events_.back().message.find("index.ts:9:"), std::string::npos)
        << events_.back().message;
    EXPECT_EQ(events_.back().line, 9);
}

TEST_F(TypeScriptTest, ASyntaxErrorIsToldWithItsPlace) {
    write("wrong/index.ts", "const a = 1;\nlet b: = 2;\n");

    EXPECT_FALSE(host().load("wrong"));

    ASSERT_EQ(count(Kind::Failed), 1u);
    EXPECT_EQ(events_.back().line, 2);
    EXPECT_EQ(events_.back().column, 8);
    EXPECT_TRUE(events_.back().file.ends_with("wrong/index.ts"));
}

TEST_F(TypeScriptTest, WhatWasMadeOfItIsKeptOutOfThePluginsReach) {
    write("small.ts", moved(""));
    EXPECT_TRUE(host().load("small.ts"));

    const fs::path cache = folder_.path() / "data" / ".cache";

    ASSERT_TRUE(fs::is_directory(cache));
    EXPECT_EQ(fs::status(cache).permissions(), fs::perms::owner_all);
    write("thief/index.js",
          "const { say } = require('test');\n"
          "for (const f of ['readdirSync', 'statSync']) {\n"
          "  try { require('fs')[f](`${PLACE}`); say(f); } catch (e) { say(e.code); }\n"
          "}\n"
          "try { require('fs').writeFileSync(`${PLACE}/key`, ''); say('wrote'); }\n"
          "catch (e) { say(e.code); }\n");
    std::ifstream in(folder_.path() / "plugins/thief/index.js");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at; (at = text.find("${PLACE}")) != std::string::npos;)
        text.replace(at, 8, cache.string());
    write("thief/index.js", text);
    said_.clear();

    host().load("thief");

    EXPECT_EQ(said_, "ERR_ACCESS_DENIED ERR_ACCESS_DENIED ERR_ACCESS_DENIED");
}

TEST_F(TypeScriptTest, TheTemplateLoads) {
    fs::create_directories(folder_.path() / "plugins");
    fs::copy(fs::path(PLINTH_SOURCE_DIR) / "sdk/templates/typescript",
             folder_.path() / "plugins/template", fs::copy_options::recursive);

    EXPECT_TRUE(host().load("template"));
    frames(3);

    EXPECT_EQ(info("my-plugin").state, PluginState::Active);
    EXPECT_TRUE(logged("my-plugin 1.0.0 starts at frame 0"));
    EXPECT_TRUE(host().reload("my-plugin"));
    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 1; }));
    EXPECT_TRUE(logged("my-plugin 1.0.0 starts at frame 3"));
}

}  // namespace
}  // namespace plinth::test
