// SPDX-License-Identifier: MIT
// Versions of host modules, and plugins whose entry is an ES module.

#include <gtest/gtest.h>

#include "bindings/bindings.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class HostModulesTest : public test::HostTest {
  protected:
    void bind(const char* version, const char* answer) {
        host().bind("game", version, [answer](js::Module& module) {
            module.function("answer", [answer] { return std::string(answer); });
        });
    }
    void plugin(const std::string& name, const std::string& range) {
        write(name + "/package.json", R"({"plinth": {"modules": {"game": ")" + range + R"("}}})");
        write(name + "/index.js",
              "const { say } = require('test'); say(require('game').answer());");
    }
};

TEST_F(HostModulesTest, TwoMajorVersionsRunSideBySide) {
    bind("1.4.0", "one");
    bind("2.0.1", "two");
    plugin("a", "^1.2");
    plugin("b", "2.x");

    EXPECT_TRUE(host().load("a"));
    EXPECT_EQ(said_, "one");
    EXPECT_TRUE(host().load("b"));
    EXPECT_EQ(said_, "one two");
}

TEST_F(HostModulesTest, WhoAsksForNoVersionGetsTheHighest) {
    bind("2.0.0", "two");
    bind("1.0.0", "one");

    EXPECT_TRUE(load("a", "say(require('game').answer());"));

    EXPECT_EQ(said_, "two");
}

TEST_F(HostModulesTest, AVersionThatIsNotThereIsNamed) {
    bind("1.4.0", "one");
    plugin("a", "^2");

    EXPECT_FALSE(host().load("a"));

    ASSERT_EQ(events_.size(), 1u);
    EXPECT_NE(events_[0].message.find("\"game\" in version ^2; the host has 1.4.0"),
              std::string::npos);
    EXPECT_NE(events_[0].message.find("a/package.json"), std::string::npos);
}

TEST_F(HostModulesTest, ImportNamesTheExportsAndRequireGivesTheSame) {
    bind("1.0.0", "one");
    write("a/index.mjs",
          "import { createRequire } from 'module'; import { say } from 'test';"
          "import game, { answer } from 'game';"
          "const other = createRequire(import.meta.url)('game');"
          "say(`${answer()} ${game === other} ${other.answer === answer}`);");

    EXPECT_TRUE(host().load("a"));

    EXPECT_EQ(said_, "one true true");
}

using EsPluginTest = HostModulesTest;

TEST_F(EsPluginTest, IsActiveWhenLoadReturnsIfItDoesNotAwait) {
    write("a/package.json", R"({"type": "module", "main": "main.js"})");
    write("a/main.js",
          "import { say } from 'test'; export function activate(plugin, state) {"
          "  say(`${plugin.name} ${state}`); }");

    EXPECT_TRUE(host().load("a"));

    EXPECT_EQ(said_, "a undefined");
    EXPECT_EQ(info("a").state, PluginState::Active);
}

TEST_F(EsPluginTest, AnAwaitAtTheTopBlocksNoFrame) {
    write("a/index.mjs",
          "import { say } from 'test'; await new Promise((done) => setTimeout(done, 5));"
          "export const activate = () => say('active');");

    EXPECT_TRUE(host().load("a"));

    EXPECT_EQ(info("a").state, PluginState::Loading);
    EXPECT_TRUE(frames_until([&] { return count(Kind::Loaded) == 1; }));
    EXPECT_EQ(said_, "active");
}

TEST_F(EsPluginTest, AReloadWaitsForTheAwaitBeforeTheOldVersionEnds) {
    write("a/index.mjs",
          "import { say } from 'test'; export const activate = () => say('old');"
          "export const deactivate = () => { say('old is over'); return 7; };");
    host().load("a");
    write("a/index.mjs",
          "import { say } from 'test'; say('loading');"
          "await new Promise((done) => setTimeout(done, 5)); say('loaded');"
          "export const activate = (plugin, state) => say(`new ${state}`);");

    host().reload("a");

    EXPECT_EQ(said_, "old loading");
    EXPECT_EQ(info("a").state, PluginState::Active);
    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 1; }));
    EXPECT_EQ(said_, "old loading loaded old is over new 7");
}

TEST_F(EsPluginTest, ARejectedAwaitRollsAReloadBack) {
    write("a/index.mjs", "export const activate = () => {};");
    host().load("a");
    write("a/index.mjs", "await Promise.reject(new Error('not today'));");

    host().reload("a");

    EXPECT_TRUE(frames_until([&] { return count(Kind::ReloadFailed) == 1; }));
    EXPECT_EQ(info("a").state, PluginState::Active);
    EXPECT_NE(info("a").error.find("not today"), std::string::npos);
}

TEST_F(EsPluginTest, AnErrorNamesFileAndLine) {
    write("a/index.mjs", "\n\nmissing();");
    host().load("a");
    EXPECT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));

    EXPECT_EQ(events_[0].file, (folder_.path() / "plugins/a/index.mjs").string());
    EXPECT_EQ(events_[0].line, 3);
}

TEST_F(EsPluginTest, ASyntaxErrorNamesFileAndLine) {
    write("a/index.mjs", "\nlet = ;");

    EXPECT_FALSE(host().load("a"));

    EXPECT_EQ(events_[0].file, (folder_.path() / "plugins/a/index.mjs").string());
    EXPECT_EQ(events_[0].line, 2);
}

TEST_F(EsPluginTest, NothingOutsideItsFolderCanBeImported) {
    folder_.write("secret.mjs", "export default 'secret';");
    folder_.write("secret.js", "module.exports = 'secret';");
    std::filesystem::create_directories(folder_.path() / "plugins/a");
    std::filesystem::create_symlink(folder_.path() / "secret.mjs",
                                    folder_.path() / "plugins/a/link.mjs");
    std::filesystem::create_directory_symlink(folder_.path(), folder_.path() / "plugins/a/up");
    write("a/index.mjs",
          "import { say } from 'test'; import { createRequire } from 'module';"
          "const require = createRequire(import.meta.url); const codes = [];"
          "for (const name of ['../../secret.mjs', './link.mjs', './up/secret.mjs'])"
          "  await import(name).then(() => codes.push('GOT IT'), (e) => codes.push(e.code));"
          "for (const name of ['../../secret.js', './up/secret.js', './up/secret'])"
          "  try { require(name); codes.push('GOT IT'); } catch (e) { codes.push(e.code); }"
          "say(codes.join());");

    host().load("a");
    frames_until([&] { return !said_.empty(); });

    EXPECT_EQ(said_,
              "ERR_MODULE_NOT_FOUND,ERR_MODULE_NOT_FOUND,ERR_MODULE_NOT_FOUND,"
              "MODULE_NOT_FOUND,MODULE_NOT_FOUND,MODULE_NOT_FOUND");
}

TEST_F(EsPluginTest, DynamicImportDoesNotReadInTheFrameThatAsks) {
    write("a/part.mjs", "export default 'part';");
    write("a/index.mjs",
          "import { say } from 'test'; export const activate = () => {"
          "  import('./part.mjs').then((m) => say(m.default)); };");

    host().load("a");

    EXPECT_EQ(said_, "");
    EXPECT_TRUE(frames_until([&] { return said_ == "part"; }));
}

}  // namespace
}  // namespace plinth
