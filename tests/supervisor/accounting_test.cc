// SPDX-License-Identifier: MIT
// What a game is told of the time and memory that each plugin uses.

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using namespace std::chrono_literals;

class AccountingTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.hang_limit = hang_limit_;
        return made;
    }
    // `busy(ms)` spins; everything else is the test's.
    bool load_busy(const std::string& name, const std::string& code) {
        return load(name,
                    "const busy = (ms) => { const end = performance_now() + ms;"
                    "  while (performance_now() < end); };"
                    "function performance_now() { return Number(process.hrtime.bigint()) / 1e6; }" +
                        code);
    }
    PluginUsage usage(std::string_view name) { return info(name).usage; }
    std::vector<PluginFrame> recent(std::string_view name) { return host().recent_frames(name); }

    std::chrono::milliseconds hang_limit_{10'000};
};

TEST_F(AccountingTest, JavaScriptTimeIsChargedToWhoeverRan) {
    load_busy("lazy", "exports.activate = (plugin) => plugin.on('frame', () => {});");
    load_busy("hungry", "exports.activate = (plugin) => plugin.on('frame', () => busy(10));");

    frames(5);

    EXPECT_GE(usage("hungry").js_time, 50ms);
    EXPECT_GE(usage("hungry").frame_time, 50ms);
    EXPECT_GE(usage("hungry").longest_callback, 10ms);
    EXPECT_LT(usage("lazy").js_time, usage("hungry").js_time / 2);
}

TEST_F(AccountingTest, TheStartIsAFigureOfItsOwn) {
    load_busy("one", "busy(20); exports.activate = () => busy(20);");
    frames(2);

    EXPECT_GE(usage("one").start_time, 40ms);
    EXPECT_GE(usage("one").js_time, usage("one").start_time);
    EXPECT_LT(usage("one").longest_callback, 20ms);
}

TEST_F(AccountingTest, TimersOfOneTurnAreCallbacksOfTheirOwn) {
    load_busy("one",
              "exports.activate = () => { for (let i = 0; i < 5; i++)"
              "  setTimeout(() => { busy(3); say('x'); }, 1); };");

    ASSERT_TRUE(frames_until([&] { return said_ == "x x x x x"; }));

    EXPECT_GE(usage("one").longest_callback, 3ms);
    EXPECT_LT(usage("one").longest_callback, usage("one").js_time - usage("one").start_time - 9ms);
}

TEST_F(AccountingTest, ACallIntoAnotherPluginIsTheOthers) {
    js::Callback<void()> work;
    host().bind("desk", [&](js::Module& desk) {
        desk.function("offer", [&](js::Callback<void()> offered) { work = std::move(offered); });
        desk.function("order", [&] { work(); });
    });
    load_busy("worker", "exports.activate = () => require('desk').offer(() => busy(20));");
    load_busy("boss", "exports.activate = () => require('desk').order();");
    frames(2);

    EXPECT_GE(usage("worker").js_time, 20ms);
    EXPECT_GE(usage("worker").longest_callback, 20ms);
    EXPECT_LT(usage("boss").js_time, usage("worker").js_time);
    destroy_host();
    work = {};
}

TEST_F(AccountingTest, SyncCallsAreCounted) {
    load("one",
         "const fs = require('fs'); exports.activate = (plugin) => plugin.on('frame', () => {"
         "  fs.readFileSync(__filename); fs.existsSync(__filename); });");
    const std::uint64_t at_start = usage("one").sync_calls;

    frames(3);

    EXPECT_GE(usage("one").sync_calls, at_start + 6);
    EXPECT_GT(usage("one").sync_time, 0ns);
    EXPECT_LE(usage("one").sync_time, usage("one").js_time);
}

TEST_F(AccountingTest, CollectionsAreTimed) {
    load("one",
         "let kept = []; exports.activate = (plugin) => plugin.on('frame', () => {"
         "  kept = []; for (let i = 0; i < 1e5; i++) kept.push({ i }); });");

    ASSERT_TRUE(frames_until([&] { return usage("one").collections > 2; }));

    EXPECT_GT(usage("one").gc_time, 0ns);
    EXPECT_GT(usage("one").longest_gc, 0ns);
    EXPECT_LE(usage("one").longest_gc, usage("one").gc_time);
}

TEST_F(AccountingTest, HandlesAreNamedAndCallbacksThatWaitCounted) {
    load("one",
         "require('fs').watch(__dirname, () => {}); setInterval(() => {}, 10000);"
         "setTimeout(() => {}, 10000).unref(); clearTimeout(setTimeout(() => {}, 10000));"
         "for (let i = 0; i < 3; i++) setImmediate(() => {});");

    const PluginInfo before = info("one");
    frames(2);
    const PluginInfo after = info("one");

    EXPECT_EQ(before.handles_by_kind.at("Timeout"), 2u);
    EXPECT_EQ(before.handles_by_kind.at("FSEvent"), 1u);
    EXPECT_EQ(before.callbacks_waiting, 3u);
    EXPECT_EQ(after.callbacks_waiting, 0u);
    EXPECT_EQ(after.handles, 3u);
}

TEST_F(AccountingTest, CallbacksAreCountedOnce) {
    load("one",
         "exports.activate = () => { for (let i = 0; i < 10; i++) setTimeout(say, 1, 'x'); };");
    const std::uint64_t before = usage("one").callbacks;

    ASSERT_TRUE(frames_until([&] { return said_.size() == 19; }));

    EXPECT_EQ(usage("one").callbacks, before + 10);
}

TEST_F(AccountingTest, AHungPluginShowsItsTime) {
    hang_limit_ = 200ms;
    load("one", "exports.activate = () => setTimeout(() => { for (;;); }, 1);");

    ASSERT_TRUE(frames_until([&] { return info("one").state == PluginState::Failed; }));

    EXPECT_GE(usage("one").js_time, 200ms);
    EXPECT_GE(usage("one").longest_callback, 200ms);
    EXPECT_GE(host().black_box("one")->usage.js_time, 200ms);
    ASSERT_EQ(count(Kind::Failed), 1u);
    EXPECT_EQ(events_.back().reason.find("the plugin ran for more than"), 0u);
    EXPECT_EQ(info("one").reason, events_.back().reason);
}

TEST_F(AccountingTest, AReloadKeepsTheSumAndMeasuresTheLongestAnew) {
    load_busy("one", "exports.activate = () => setTimeout(() => { busy(30); say('slow'); }, 1);");
    ASSERT_TRUE(frames_until([&] { return said_ == "slow"; }));
    const PluginUsage before = usage("one");

    write_plugin("one", "exports.activate = () => {};");
    ASSERT_TRUE(host().reload("one"));
    frames(40);

    EXPECT_GE(usage("one").js_time, before.js_time);
    EXPECT_GE(before.longest_callback, 30ms);
    EXPECT_LT(usage("one").longest_callback, 30ms);
}

TEST_F(AccountingTest, RecentFramesTellWhatEachPluginUsed) {
    load_busy("one",
              "let n = 0; exports.activate = (plugin) => plugin.on('frame', () => {"
              "  if (++n === 3) busy(50); });");

    frames(4);
    const std::vector<PluginFrame> plugin = recent("one");
    const std::vector<FrameStats> whole = host().recent_frames();

    ASSERT_EQ(plugin.size(), 4u);
    ASSERT_EQ(whole.size(), 4u);
    EXPECT_GE(plugin[2].js_time, 50ms);
    EXPECT_GE(plugin[2].longest_callback, 50ms);
    EXPECT_LT(plugin[1].js_time, 50ms);
    EXPECT_LT(plugin[3].longest_callback, 50ms);
    EXPECT_GE(whole[2].spent, plugin[2].frame_time);
    EXPECT_EQ(plugin[3].callbacks, 1u);
}

TEST_F(AccountingTest, FramesWithoutTheirPluginAreEmpty) {
    load("one", "exports.activate = () => {};");
    frames(10);

    ASSERT_EQ(recent("one").size(), 10u);
    EXPECT_EQ(recent("one").back().js_time, 0ns);
    EXPECT_TRUE(recent("nobody").empty());
}

TEST_F(AccountingTest, OnlyTheLastFramesAreKept) {
    load("one", "exports.activate = (plugin) => plugin.on('frame', () => {});");

    frames(static_cast<int>(kRecentFrames) + 20);

    EXPECT_EQ(recent("one").size(), kRecentFrames);
    EXPECT_EQ(recent("one").front().callbacks, 1u);
}

}  // namespace
}  // namespace plinth
