// SPDX-License-Identifier: MIT
// What becomes of a plugin after a fault, and what is known of it then.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using std::chrono::milliseconds;

class FaultPolicyTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.heap_limit_bytes = std::size_t{32} << 20;
        made.external_limit_bytes = std::size_t{16} << 20;
        made.hang_limit = hang_limit_;
        made.restart.first_delay = milliseconds(1);
        if (policy_) made.fault_policy = policy_;
        return made;
    }
    void answer(FaultPolicy policy) {
        policy_ = [policy](const PluginInfo&) { return policy; };
    }
    std::vector<std::filesystem::path> black_box_files(const std::string& name) {
        std::vector<std::filesystem::path> files;
        std::error_code missing;
        for (const auto& entry : std::filesystem::directory_iterator(
                 folder_.path() / "data/black-box" / name, missing)) {
            files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        return files;
    }

    std::function<FaultPolicy(const PluginInfo&)> policy_;
    milliseconds hang_limit_{400};
};

constexpr const char* kThrowsEachFrame =
    "let n = 0; exports.activate = (p) => p.on('frame', () => {"
    "  say(`f${++n}`); throw new Error('mine'); });";

TEST_F(FaultPolicyTest, WithoutAPolicyAFaultStopsThePlugin) {
    load("one", kThrowsEachFrame);

    frames(3);

    EXPECT_EQ(said_, "f1");
    EXPECT_EQ(info("one").state, PluginState::Failed);
    EXPECT_EQ(count(Kind::Failed), 1u);
    EXPECT_EQ(info("one").restarts, 0u);
}

TEST_F(FaultPolicyTest, KeepTellsOfAnErrorAndThePluginGoesOn) {
    answer(FaultPolicy::Keep);
    load("one", kThrowsEachFrame);

    frames(3);

    EXPECT_EQ(said_, "f1 f2 f3");
    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_EQ(count(Kind::Failed), 0u);
    ASSERT_GE(count(Kind::Error), 1u);
    EXPECT_NE(events_.back().message.find("Error: mine"), std::string::npos);
    EXPECT_EQ(events_.back().file, (folder_.path() / "plugins/one/index.js").string());
    EXPECT_EQ(events_.back().line, 1);
    EXPECT_TRUE(logged("it goes on"));
}

TEST_F(FaultPolicyTest, KeepTellsOfTheSameErrorOnceInAWhile) {
    answer(FaultPolicy::Keep);
    load("one", kThrowsEachFrame);

    frames(50);

    EXPECT_NE(said_.find("f50"), std::string::npos);
    EXPECT_LE(count(Kind::Error), 2u);
}

TEST_F(FaultPolicyTest, KeepCoversRejectionsAndTimers) {
    answer(FaultPolicy::Keep);
    load("one",
         "exports.activate = () => { let n = 0; setInterval(() => { n++; say('t');"
         "  if (n === 1) Promise.reject(new Error('rejected')); else throw n; }, 1); };");

    EXPECT_TRUE(frames_until([&] { return said_.size() > 8; }));

    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_TRUE(logged("Error: rejected"));
}

TEST_F(FaultPolicyTest, KeepDoesNotTellThePluginOfAnExit) {
    answer(FaultPolicy::Keep);
    load("one",
         "process.on('exit', () => say('exit'));"
         "exports.activate = (p) => p.once('frame', () => { throw new Error('x'); });");

    frames(3);

    EXPECT_EQ(said_, "");
}

TEST_F(FaultPolicyTest, KeepDoesNotCoverAnActivateThatFails) {
    answer(FaultPolicy::Keep);

    EXPECT_FALSE(load("one", "exports.activate = () => { throw new Error('at start'); };"));

    EXPECT_EQ(info("one").state, PluginState::Failed);
}

TEST_F(FaultPolicyTest, KeepDoesNotCoverANewVersionsFirstFrames) {
    answer(FaultPolicy::Keep);
    load("one", "exports.activate = (p) => p.on('frame', () => say('old'));");
    write_plugin("one", kThrowsEachFrame);
    host().reload("one");

    frames(3);

    EXPECT_EQ(count(Kind::ReloadFailed), 1u);
    EXPECT_NE(said_.find("old"), std::string::npos);
}

TEST_F(FaultPolicyTest, KeepDoesNotCoverAHang) {
    answer(FaultPolicy::Keep);
    load("one", "exports.activate = (p) => p.once('frame', () => { for (;;); });");

    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Failed);
    EXPECT_NE(info("one").error.find("more than 400 ms"), std::string::npos);
}

TEST_F(FaultPolicyTest, KeepDoesNotCoverAFullHeap) {
    answer(FaultPolicy::Keep);
    load("one",
         "exports.activate = (p) => p.once('frame', () => {"
         "  const all = []; for (;;) all.push({ n: [all.length] }); });");

    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Failed);
}

TEST_F(FaultPolicyTest, RestartStartsItAgainWithFreshModules) {
    answer(FaultPolicy::Restart);
    load("one",
         "exports.activate = (p, state) => { say(`start ${state}`); let n = 0;"
         "  p.on('frame', () => { if (++n === 2) throw new Error('second'); }); };");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Restarted) == 1; }));

    EXPECT_EQ(said_, "start undefined start undefined");
    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_EQ(info("one").restarts, 1u);
    EXPECT_EQ(info("one").reloads, 0u);
    EXPECT_EQ(info("one").error, "");
}

TEST_F(FaultPolicyTest, RestartGivesUpAfterTheLastOne) {
    answer(FaultPolicy::Restart);
    load("one", kThrowsEachFrame);

    EXPECT_TRUE(frames_until([&] { return count(Kind::GaveUp) == 1; }));
    frames(10);

    EXPECT_EQ(info("one").restarts, 3u);
    EXPECT_EQ(count(Kind::Failed), 4u);
    EXPECT_EQ(count(Kind::GaveUp), 1u);
    EXPECT_EQ(info("one").state, PluginState::Failed);
    EXPECT_NE(info("one").error.find("Error: mine"), std::string::npos);
}

TEST_F(FaultPolicyTest, RestartWaitsTwiceAsLongEachTime) {
    answer(FaultPolicy::Restart);
    std::vector<Clock::time_point> failed;
    std::vector<milliseconds> waits;
    on_event_ = [&](const PluginEvent& event) {
        if (event.kind == Kind::Failed) failed.push_back(Clock::now());
        if (event.kind == Kind::Restarted) {
            waits.push_back(std::chrono::duration_cast<milliseconds>(Clock::now() - failed.back()));
        }
    };
    HostOptions slow = options();
    slow.restart.first_delay = milliseconds(20);
    host_ = std::make_unique<Host>(slow);
    write("one.js", "exports.activate = (p) => p.on('frame', () => { throw 1; });");
    host().load("one.js");

    EXPECT_TRUE(frames_until([&] { return count(Kind::GaveUp) == 1; }));

    // The due time counts from the start of the frame in which the fault was seen.
    ASSERT_EQ(waits.size(), 3u);
    EXPECT_GE(waits[0], milliseconds(10));
    EXPECT_GE(waits[1], milliseconds(30));
    EXPECT_GE(waits[2], milliseconds(70));
}

TEST_F(FaultPolicyTest, LoadingByHandForgetsEarlierRestarts) {
    answer(FaultPolicy::Restart);
    load("one", kThrowsEachFrame);
    EXPECT_TRUE(frames_until([&] { return count(Kind::GaveUp) == 1; }));

    host().load("one");

    EXPECT_TRUE(frames_until([&] { return count(Kind::GaveUp) == 2; }));
    EXPECT_EQ(info("one").restarts, 6u);
}

TEST_F(FaultPolicyTest, UnloadingCallsOffARestart) {
    answer(FaultPolicy::Restart);
    load("one", kThrowsEachFrame);
    EXPECT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));

    host().unload("one");
    frames(20);

    EXPECT_EQ(count(Kind::Restarted), 0u);
    EXPECT_EQ(info("one").state, PluginState::Unloaded);
}

TEST_F(FaultPolicyTest, WhatNeverRanIsNotRestarted) {
    answer(FaultPolicy::Restart);

    EXPECT_FALSE(load("one", "throw new Error('at load');"));
    frames(20);

    EXPECT_EQ(count(Kind::Failed), 1u);
    EXPECT_EQ(count(Kind::GaveUp), 0u);
}

TEST_F(FaultPolicyTest, ARestartThatFailsInActivateCounts) {
    answer(FaultPolicy::Restart);
    load("one",
         "const { existsSync, writeFileSync } = require('fs');"
         "exports.activate = (p) => { const mark = `${p.dataFolder}/mark`;"
         "  if (existsSync(mark)) throw new Error('again'); writeFileSync(mark, '');"
         "  p.once('frame', () => { throw new Error('first'); }); };");

    EXPECT_TRUE(frames_until([&] { return count(Kind::GaveUp) == 1; }));

    EXPECT_EQ(count(Kind::Restarted), 0u);
    EXPECT_EQ(count(Kind::Failed), 4u);
}

TEST_F(FaultPolicyTest, RestartCoversAFullHeapAndAHang) {
    answer(FaultPolicy::Restart);
    load("bomb",
         "exports.activate = (p) => { let n = 0; p.on('frame', () => { if (++n < 3) return;"
         "  const all = []; for (;;) all.push({ n: [all.length] }); }); };");
    EXPECT_TRUE(frames_until([&] { return count(Kind::Restarted) == 1; }));
    host().unload("bomb");
    load("spin",
         "exports.activate = (p) => { let n = 0; p.on('frame', () => { if (++n < 3) return;"
         "  for (;;); }); };");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Restarted) == 2; }));
}

TEST_F(FaultPolicyTest, ThePluginsWishReachesTheHostWhichDecides) {
    std::vector<std::optional<FaultPolicy>> wishes;
    policy_ = [&](const PluginInfo& plugin) {
        wishes.push_back(plugin.on_fault);
        return plugin.name == "granted" ? *plugin.on_fault : FaultPolicy::Disable;
    };
    for (const std::string name : {"granted", "refused"}) {
        write(name + "/package.json", R"({ "plinth": { "onFault": "keep" } })");
        load(name, "exports.activate = (p) => p.once('frame', () => { throw new Error('x'); });");
    }

    frames(3);

    ASSERT_EQ(wishes.size(), 2u);
    EXPECT_EQ(wishes[0], FaultPolicy::Keep);
    EXPECT_EQ(info("granted").state, PluginState::Active);
    EXPECT_EQ(info("refused").state, PluginState::Failed);
}

TEST_F(FaultPolicyTest, AWishThatIsNoPolicyIsAnErrorOfTheManifest) {
    write("one/package.json", R"({ "plinth": { "onFault": "explode" } })");

    EXPECT_FALSE(load("one", ""));

    EXPECT_NE(info("one").error.find("\"onFault\" must be"), std::string::npos);
}

TEST_F(FaultPolicyTest, TheBlackBoxTellsWhatWasKnown) {
    load("one",
         "exports.activate = (p) => { setInterval(() => {}, 1e6); console.log('before');"
         "  const kept = Buffer.alloc(1 << 20); const fs = require('fs');"
         "  fs.watch(p.folder, () => kept);"
         "  p.once('frame', () => { process.stdout.write('no newline'); missing(); }); };");
    EXPECT_FALSE(host().black_box("one"));

    frames(2);

    const std::optional<BlackBox> box = host().black_box("one");
    ASSERT_TRUE(box);
    EXPECT_EQ(box->kind, BlackBox::Kind::Error);
    EXPECT_EQ(box->reason, "ReferenceError: missing is not defined");
    EXPECT_NE(box->text.find("    at "), std::string::npos);
    EXPECT_EQ(box->file, (folder_.path() / "plugins/one/index.js").string());
    EXPECT_EQ(box->line, 1);
    EXPECT_GT(box->heap_bytes, 0u);
    EXPECT_EQ(box->heap_limit_bytes, std::size_t{32} << 20);
    EXPECT_GE(box->external_bytes, std::size_t{1} << 20);
    EXPECT_GT(box->callbacks, 0u);
    EXPECT_EQ(box->handles.at("FSEvent"), 1u);
    ASSERT_EQ(box->log.size(), 2u);
    EXPECT_EQ(box->log[0].text, "before");
    EXPECT_EQ(box->log[1].text, "no newline");
}

TEST_F(FaultPolicyTest, TheBlackBoxHoldsThePluginsLast200LinesHoweverMuchOthersLog) {
    load("one",
         "exports.activate = (p) => { for (let i = 1; i <= 300; i++) console.log(`line ${i}`);"
         "  setTimeout(() => { throw new Error('x'); }, 5); };");
    load("loud",
         "exports.activate = () => { for (let i = 0; i < 6000; i++) console.log('noise'); };");

    EXPECT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));

    const std::optional<BlackBox> box = host().black_box("one");
    ASSERT_TRUE(box);
    ASSERT_EQ(box->log.size(), 200u);
    EXPECT_EQ(box->log.front().text, "line 101");
    EXPECT_EQ(box->log.back().text, "line 300");
}

TEST_F(FaultPolicyTest, TheBlackBoxIsWrittenAsJsonOutsideOfThePluginsFolders) {
    load("one",
         "exports.activate = (p) => { console.log('caf\\u00e9');"
         "  p.once('frame', () => { for (;;); }); };");

    frames(2);

    const auto files = black_box_files("one");
    ASSERT_EQ(files.size(), 1u);
    const auto json = nlohmann::json::parse(std::ifstream(files[0]));
    EXPECT_EQ(json["plugin"], "one");
    EXPECT_EQ(json["kind"], "hang");
    EXPECT_EQ(json["log"][0]["text"], "caf\u00e9");
    EXPECT_NE(json["text"].get<std::string>().find("index.js"), std::string::npos);
}

TEST_F(FaultPolicyTest, FiveBlackBoxFilesAreKept) {
    for (int i = 0; i < 8; ++i) {
        host().load("one");
        load("one", "exports.activate = (p) => p.once('frame', () => { throw new Error('x'); });");
        frames(2);
    }

    const auto files = black_box_files("one");

    EXPECT_LE(files.size(), 5u);
    EXPECT_GE(files.size(), 1u);
}

TEST_F(FaultPolicyTest, NoPluginMayBeCalledAsTheFolderOfTheBlackBoxes) {
    EXPECT_FALSE(load("black-box", "exports.activate = () => {};"));

    EXPECT_NE(info("black-box").error.find("can't be called"), std::string::npos);
}

TEST_F(FaultPolicyTest, ANewVersionThatFailsLeavesABlackBoxToo) {
    load("one", "exports.activate = () => {};");
    write("one/package.json", R"({ "version": "2.0.0" })");
    write_plugin("one", "exports.activate = () => { throw new Error('new'); };");

    host().reload("one");

    const std::optional<BlackBox> box = host().black_box("one");
    ASSERT_TRUE(box);
    EXPECT_EQ(box->reason, "Error: new");
    EXPECT_EQ(box->version, "2.0.0");
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(FaultPolicyTest, HalfOfTheHangLimitIsAWarningWithThePlace) {
    load("one",
         "exports.activate = (p) => p.once('frame', function slow() {"
         "  const end = Date.now() + 300; while (Date.now() < end); });");

    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_TRUE(logged("more than half of the 400 ms"));
    EXPECT_TRUE(logged("at EventEmitter.slow") || logged("slow"));
}

TEST_F(FaultPolicyTest, AQuickCallbackIsNoWarning) {
    load("one", "exports.activate = (p) => p.on('frame', () => {});");

    frames(30);

    EXPECT_FALSE(logged("more than half"));
}

TEST_F(FaultPolicyTest, BuffersBeyondTheLimitAreARangeError) {
    load("one",
         "exports.activate = () => { const kept = [];"
         "  try { for (;;) kept.push(Buffer.alloc(1 << 20)); } catch (error) {"
         "    say(`${error.name} ${kept.length > 8 && kept.length <= 16}`); } };");

    EXPECT_EQ(said_, "RangeError true");
    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_LE(info("one").external_bytes, std::size_t{17} << 20);
}

TEST_F(FaultPolicyTest, AFullHeapIsNeverEnteredAgain) {
    hang_limit_ = milliseconds(20'000);  // The heap is to be full first, on any machine.
    load("one",
         "process.on('exit', () => say('exit'));"
         "exports.activate = (p) => { const all = [];"
         "  setTimeout(() => { say('later'); }, 1);"
         "  p.on('frame', () => { try { for (;;) all.push({ n: [all.length] }); }"
         "    catch { say('caught'); } finally { say('finally'); } }); };"
         "exports.deactivate = () => say('deactivate');");

    frames(5);
    host().unload("one");
    frames(2);

    EXPECT_EQ(said_, "");
    EXPECT_EQ(host().black_box("one")->kind, BlackBox::Kind::HeapLimit);
    EXPECT_EQ(host().black_box("one")->file, (folder_.path() / "plugins/one/index.js").string());
}

}  // namespace
}  // namespace plinth
