// SPDX-License-Identifier: MIT
// Loading, reloading and unloading through sdk/embed: what the game is told, and what runs on.

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using std::chrono::milliseconds;

class ReloadTest : public test::HostTest {};

TEST_F(ReloadTest, LoadActivatesWithThePlugin) {
    EXPECT_TRUE(
        load("one", "exports.activate = (plugin, state) => say(`${plugin.name} ${state}`);"));

    EXPECT_EQ(said_, "one undefined");
    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_EQ(count(Kind::Loaded), 1u);
}

TEST_F(ReloadTest, AnAsynchronousActivateIsLoadingUntilItSettles) {
    EXPECT_TRUE(load("slow",
                     "exports.activate = async () => { await new Promise((r) =>"
                     "  setTimeout(r, 5)); say('done'); };"));

    EXPECT_EQ(info("slow").state, PluginState::Loading);
    EXPECT_TRUE(frames_until([&] { return count(Kind::Loaded) == 1; }));
    EXPECT_EQ(said_, "done");
    EXPECT_EQ(info("slow").state, PluginState::Active);
}

TEST_F(ReloadTest, AnErrorAtLoadNamesPluginFileAndLine) {
    EXPECT_FALSE(load("bad", "\n\nmissing();"));

    ASSERT_EQ(events_.size(), 1u);
    EXPECT_EQ(events_[0].kind, Kind::Failed);
    EXPECT_EQ(events_[0].plugin, "bad");
    EXPECT_EQ(events_[0].file, (folder_.path() / "plugins/bad/index.js").string());
    EXPECT_EQ(events_[0].line, 3);
    EXPECT_NE(events_[0].message.find("ReferenceError: missing is not defined"), std::string::npos);
    EXPECT_EQ(info("bad").state, PluginState::Failed);
}

TEST_F(ReloadTest, ASyntaxErrorNamesFileAndLine) {
    EXPECT_FALSE(load("bad", "\nlet = ;"));

    ASSERT_EQ(events_.size(), 1u);
    EXPECT_EQ(events_[0].line, 2);
    EXPECT_NE(events_[0].message.find("SyntaxError"), std::string::npos);
}

TEST_F(ReloadTest, ARejectedActivateFailsThePlugin) {
    load("bad", "exports.activate = async () => { throw new Error('no'); };");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));
    EXPECT_NE(info("bad").error.find("Error: no"), std::string::npos);
}

TEST_F(ReloadTest, AFaultStopsThatPluginAndNotItsNeighbour) {
    load("neighbour", "exports.activate = (p) => p.on('frame', () => say('n'));");
    load("faulty", "exports.activate = (p) => p.on('frame', () => { throw new Error('x'); });");

    frames(3);

    EXPECT_EQ(info("faulty").state, PluginState::Failed);
    EXPECT_EQ(count(Kind::Failed), 1u);
    EXPECT_EQ(said_, "n n n");
}

TEST_F(ReloadTest, HandsTheStateOver) {
    write_plugin("one",
                 "exports.activate = (p, state) => say(`got ${state?.n}`);"
                 "exports.deactivate = () => ({ n: 7, when: new Date(), map: new Map() });");
    host().load("one");

    EXPECT_TRUE(host().reload("one"));

    EXPECT_EQ(said_, "got undefined got 7");
    EXPECT_EQ(info("one").reloads, 1u);
    EXPECT_EQ(count(Kind::Reloaded), 1u);
}

TEST_F(ReloadTest, AwaitsAnAsynchronousDeactivate) {
    write_plugin("one",
                 "exports.activate = (p, state) => say(`got ${state}`);"
                 "exports.deactivate = async () => { await new Promise((r) =>"
                 "  setTimeout(r, 5)); return 'late'; };");
    host().load("one");

    EXPECT_TRUE(host().reload("one"));
    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 1; }));

    EXPECT_EQ(said_, "got undefined got late");
}

TEST_F(ReloadTest, StateThatCannotBeCopiedIsDroppedWithAWarning) {
    write_plugin("one",
                 "exports.activate = (p, state) => say(`got ${state}`);"
                 "exports.deactivate = () => () => {};");
    host().load("one");

    host().reload("one");

    EXPECT_EQ(said_, "got undefined got undefined");
    EXPECT_TRUE(logged("can't be handed on"));
}

class BrokenVersion : public ReloadTest, public testing::WithParamInterface<const char*> {};

TEST_P(BrokenVersion, LeavesTheOldOneRunning) {
    load("one",
         "let n = 0; exports.activate = (p) => p.on('frame', () => say(`old${++n}`));"
         "exports.deactivate = () => 'state';");
    frame();
    write_plugin("one", GetParam());

    host().reload("one");
    EXPECT_TRUE(frames_until([&] { return count(Kind::ReloadFailed) == 1; }));
    said_.clear();
    frame();

    EXPECT_NE(said_.find("old"), std::string::npos);
    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_FALSE(info("one").error.empty());
    EXPECT_EQ(info("one").reloads, 0u);
    EXPECT_FALSE(events_.back().message.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Reload, BrokenVersion,
    testing::Values(
        "let = ;", "throw new Error('at load');", "process.exit(0);",
        "exports.activate = () => { throw new Error('in activate'); };",
        "exports.activate = async () => { throw new Error('rejected'); };",
        "exports.activate = (p) => p.on('frame', () => { throw new Error('frame'); });",
        "exports.activate = () => { setImmediate(() => { throw new Error('late'); }); };",
        "require('./missing');"));

TEST_F(ReloadTest, ABrokenManifestDuringProbationLeavesTheNewVersionRunning) {
    load("one", "exports.activate = (p) => p.on('frame', () => say('frame'));");
    host().reload("one");
    write("one/package.json", "{ broken");

    EXPECT_FALSE(host().reload("one"));
    write_plugin("one", "throw 1;");
    frames(3);

    EXPECT_EQ(count(Kind::ReloadFailed), 1u);
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(ReloadTest, AFaultAfterAReloadThatFailedDuringProbationStopsThePlugin) {
    load("one", "exports.activate = (p) => p.on('frame', () => { throw new Error('late'); });");
    EXPECT_EQ(info("one").state, PluginState::Active);
    write_plugin("one",
                 "exports.activate = (p) => setTimeout(() => { throw new Error('x'); }, 1);");
    host().reload("one");
    write("one/package.json", "{ broken");
    host().reload("one");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));
}

TEST_F(ReloadTest, AFailedProbationBringsTheOldNameAndVersionBack) {
    write("one/package.json", R"({"name": "first", "version": "1.0.0"})");
    load("one", "");
    write("one/package.json", R"({"name": "second", "version": "2.0.0"})");
    write_plugin("one",
                 "exports.activate = (p) => p.on('frame', () => { throw new Error('x'); });");

    host().reload("one");
    EXPECT_EQ(info("second").version, "2.0.0");
    frames(2);

    EXPECT_EQ(info("first").version, "1.0.0");
}

TEST_F(ReloadTest, AReloadWhileReloadingRunsAfterwards) {
    write_plugin("one",
                 "exports.activate = () => say('a');"
                 "exports.deactivate = () => new Promise((r) => setTimeout(r, 5));");
    host().load("one");

    host().reload("one");
    host().reload("one");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 2; }));
    EXPECT_EQ(info("one").reloads, 2u);
}

TEST_F(ReloadTest, AFailedPluginStartsAgainWithReload) {
    load("one", "throw new Error('x');");
    write_plugin("one", "exports.activate = () => say('fixed');");

    EXPECT_TRUE(host().reload("one"));

    EXPECT_EQ(said_, "fixed");
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(ReloadTest, UnloadDeactivatesAndLeavesNothing) {
    // What plugins watch files with is made for the first, and stays.
    load("first", "exports.activate = (p) => { require('fs').watch(p.folder, () => {}); };");
    EXPECT_TRUE(host().unload("first"));
    frames(5);
    const std::size_t before = test::open_descriptors();
    load("one",
         "const fs = require('fs'); exports.activate = (p) => { fs.watch(p.folder, () => {});"
         "  setInterval(() => say('never'), 1); setTimeout(() => say('never'), 100000);"
         "  fs.open(__filename, 'r', () => {}); };"
         "exports.deactivate = () => say('bye');");
    frame();
    EXPECT_GT(info("one").handles, 0u);

    EXPECT_TRUE(host().unload("one"));
    frames(5);

    EXPECT_EQ(info("one").state, PluginState::Unloaded);
    EXPECT_EQ(info("one").handles, 0u);
    EXPECT_EQ(count(Kind::Unloaded), 2u);
    EXPECT_TRUE(frames_until([&] { return test::open_descriptors() <= before; }));
    EXPECT_EQ(said_.substr(said_.size() - 3), "bye");
}

TEST_F(ReloadTest, UnloadAwaitsAnAsynchronousDeactivate) {
    load("one",
         "exports.deactivate = () => new Promise((r) => setTimeout(() => {"
         "  say('bye'); r(); }, 5));");

    host().unload("one");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Unloaded) == 1; }));
    EXPECT_EQ(said_, "bye");
}

TEST_F(ReloadTest, LoadWhileUnloadingStartsItAgain) {
    load("one",
         "exports.activate = () => say('on');"
         "exports.deactivate = () => new Promise((r) => setTimeout(r, 5));");

    host().unload("one");
    EXPECT_TRUE(host().load("one"));

    EXPECT_TRUE(frames_until([&] { return said_ == "on on"; }));
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(ReloadTest, LoadAfterUnloadIsAnnouncedAsLoaded) {
    load("one", "");
    host().unload("one");

    host().load("one");

    EXPECT_EQ(count(Kind::Loaded), 2u);
    EXPECT_EQ(count(Kind::Reloaded), 0u);
}

TEST_F(ReloadTest, ProcessExitEndsOnlyThePlugin) {
    load("quitter", "exports.activate = () => setImmediate(() => process.exit(0));");
    load("loser", "exports.activate = () => setImmediate(() => process.exit(3));");
    load("neighbour", "exports.activate = (p) => p.on('frame', () => say('n'));");

    frames(4);

    EXPECT_EQ(info("quitter").state, PluginState::Unloaded);
    EXPECT_EQ(info("loser").state, PluginState::Failed);
    EXPECT_NE(info("loser").error.find("process.exit(3)"), std::string::npos);
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
}

TEST_F(ReloadTest, UnloadFromEventCallbackIsRefusedAndLogged) {
    on_event_ = [&](const PluginEvent&) { EXPECT_FALSE(host().unload("one")); };

    load("one", "");

    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_TRUE(logged("unload() was called from inside a callback"));
}

TEST_F(ReloadTest, EveryVerbFromABindingIsRefusedAndLogged) {
    on_say_ = [&](const std::string&) {
        EXPECT_EQ(frame().callbacks, 0u);
        EXPECT_FALSE(host().reload("one"));
        EXPECT_FALSE(host().load("other"));
        EXPECT_EQ(host().plugins().size(), 1u);
    };

    load("one", "exports.activate = (p) => p.once('frame', () => say('x'));");
    frame();

    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_TRUE(logged("frame() was called from inside a callback"));
}

TEST_F(ReloadTest, VerbsFromDeactivateWhileTheHostEndsAreRefused) {
    load("one", "exports.deactivate = () => say('x');");
    load("two", "exports.deactivate = () => say('y');");
    on_say_ = [&](const std::string&) { EXPECT_FALSE(host_->load("three")); };

    // unique_ptr::reset() forgets the pointer first; the binding still needs it.
    Host* dying = host_.get();
    on_say_ = [&, dying](const std::string&) { EXPECT_FALSE(dying->load("three")); };
    write_plugin("three", "");
    destroy_host();

    EXPECT_EQ(said_, "x y");
}

TEST_F(ReloadTest, LoadAllTwiceLoadsEachPluginOnce) {
    write_plugin("a", "say('a');");
    write_plugin("b", "say('b');");
    write("not-a-plugin.txt", "");
    host().load_all();

    host().load_all();

    EXPECT_EQ(said_, "a b");
    EXPECT_EQ(host().plugins().size(), 2u);
}

TEST_F(ReloadTest, ASingleFileIsAPlugin) {
    write("solo.js", "exports.activate = (p) => require('test').say(p.name);");

    host().load_all();

    EXPECT_EQ(said_, "solo");
    EXPECT_TRUE(host().reload("solo"));
}

TEST_F(ReloadTest, ASingleFileMayNotReadItsNeighbours) {
    write("other/index.js", "");
    write("solo.js",
          "const fs = require('fs'); const { say } = require('test');"
          "say(String(fs.readFileSync(__filename).length > 0));"
          "try { fs.readFileSync(__dirname + '/other/index.js'); }"
          "catch (error) { say(error.code); }");

    host().load("solo.js");

    EXPECT_EQ(said_, "true ERR_ACCESS_DENIED");
}

TEST_F(ReloadTest, ASecondPluginOfTheSameNameIsRefused) {
    write("a/package.json", R"({"name": "same"})");
    write("b/package.json", R"({"name": "same"})");
    write_plugin("a", "say('a');");
    write_plugin("b", "say('b');");

    host().load_all();

    EXPECT_EQ(said_, "a");
    ASSERT_EQ(count(Kind::Failed), 1u);
    EXPECT_NE(events_.back().message.find("a plugin named \"same\" runs already"),
              std::string::npos);
    host().unload("same");
    EXPECT_TRUE(host().load("b"));
}

TEST_F(ReloadTest, AMissingPluginIsOneClearLine) {
    EXPECT_FALSE(host().load("nowhere"));
    EXPECT_FALSE(host().load(""));
    EXPECT_FALSE(host().reload("nowhere"));
    EXPECT_FALSE(host().unload("nowhere"));

    EXPECT_TRUE(logged("there is no plugin"));
}

class WatchTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.watch = true;
        return made;
    }
};

TEST_F(WatchTest, SavingAFileReloadsThePlugin) {
    load("one", "exports.activate = () => say('old');");

    write_plugin("one", "exports.activate = () => say('new version');");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 1; }));
    EXPECT_EQ(said_, "old new version");
}

TEST_F(WatchTest, SavingAFileInANewSubfolderReloads) {
    load("one", "");
    std::filesystem::create_directories(folder_.path() / "plugins/one/lib");
    frames(50);
    write("one/lib/part.js", "// 1");
    ASSERT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 1; }));

    write("one/lib/part.js", "// longer");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 2; }));
}

TEST_F(WatchTest, SavingStartsAPluginThatFailed) {
    load("one", "throw new Error('x');");

    write_plugin("one", "exports.activate = () => say('fixed');");

    EXPECT_TRUE(frames_until([&] { return said_ == "fixed"; }));
}

TEST_F(WatchTest, SavingDoesNotStartWhatTheGameUnloaded) {
    load("one", "");
    load("clock", "");
    host().unload("one");

    write_plugin("one", "say('never');");
    write_plugin("clock", "say('clock');");
    EXPECT_TRUE(frames_until([&] { return said_ == "clock"; }));

    EXPECT_EQ(info("one").state, PluginState::Unloaded);
}

}  // namespace
}  // namespace plinth
