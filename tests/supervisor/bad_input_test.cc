// SPDX-License-Identifier: MIT
// What a host or a plugin asks for that makes no sense, and faults at awkward moments: each has a
// defined end. Verbs from inside a callback are in reload_test.cc, other threads in
// evaluate_test.cc.

#include <cstdint>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using namespace std::chrono_literals;

class BadInputTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.hang_limit = hang_limit_;
        made.heap_limit_bytes = heap_limit_bytes_;
        made.external_limit_bytes = external_limit_bytes_;
        made.plugin_budget = plugin_budget_;
        return made;
    }

    std::chrono::milliseconds hang_limit_{1000};
    std::size_t heap_limit_bytes_ = std::size_t{48} << 20;
    std::size_t external_limit_bytes_ = std::size_t{48} << 20;
    std::chrono::microseconds plugin_budget_{0};
};

constexpr const char* kFlood =
    "exports.activate = () => { (function next() { setImmediate(next); })(); };";
constexpr const char* kCounts =
    "let n = 0; exports.activate = (p) => p.on('frame', () => { n++; });"
    "globalThis.count = () => n;";
constexpr const char* kSpin = "for (;;);";
constexpr const char* kFillTheHeap = "for (const a = [];;) a.push([a]);";

std::string ends_with(const char* code) {
    return std::string("exports.activate = () => {}; exports.deactivate = () => {") + code + "};";
}

TEST_F(BadInputTest, ADeadlineInThePastStillCallsFrameListeners) {
    load("one", "exports.activate = (p) => p.on('frame', () => say('frame'));");

    host().frame(Clock::time_point::min());
    host().frame(Clock::now() - 1h);

    EXPECT_EQ(said_, "frame frame");
}

TEST_F(BadInputTest, BudgetsOfNothingAndLessAreDeadlinesInThePast) {
    load("one", "exports.activate = (p) => p.on('frame', () => say('frame'));");

    host().frame(0us);
    host().frame(-1us);
    host().frame(std::chrono::microseconds::min());

    EXPECT_EQ(said_, "frame frame frame");
}

TEST_F(BadInputTest, AFrameWithoutEndReturnsWhenNothingIsLeft) {
    load("one", "exports.activate = () => setImmediate(() => say('ran'));");

    const FrameStats stats = host().frame(std::chrono::microseconds::max());

    EXPECT_EQ(said_, "ran");
    EXPECT_LT(stats.spent, 1s);
}

TEST_F(BadInputTest, AFrameWithoutEndEndsAfterASecondOfWork) {
    load("one", kFlood);

    const FrameStats stats = host().frame(Clock::time_point::max());

    EXPECT_TRUE(stats.work_left);
    EXPECT_LT(stats.spent, 10s);
}

TEST_F(BadInputTest, AHangLimitOfZeroEndsNothing) {
    hang_limit_ = 0ms;
    load("one",
         "exports.activate = (p) => p.once('frame', () => {"
         "  const end = Date.now() + 100; while (Date.now() < end); say('done'); });");

    frame();

    EXPECT_EQ(said_, "done");
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(BadInputTest, AHangLimitBelowZeroEndsNothing) {
    hang_limit_ = -5ms;
    load("one",
         "exports.activate = (p) => p.once('frame', () => {"
         "  const end = Date.now() + 100; while (Date.now() < end); say('done'); });");

    frame();

    EXPECT_EQ(said_, "done");
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(BadInputTest, LimitsOfNothingLeaveWhatAPluginNeedsToStart) {
    heap_limit_bytes_ = 0;
    external_limit_bytes_ = 0;
    load("one",
         "exports.activate = (p) => p.on('frame', () => say('frame'));"
         "try { new Uint8Array(1e6); } catch (error) { say(error.name); }");

    frames(2);

    EXPECT_EQ(said_, "RangeError frame frame");
}

TEST_F(BadInputTest, LimitsWithoutEndAreNone) {
    heap_limit_bytes_ = external_limit_bytes_ = SIZE_MAX;
    load("one", "say(String(new Uint8Array(1e6).length));");

    frames(2);

    EXPECT_EQ(said_, "1000000");
}

TEST_F(BadInputTest, APluginsBudgetBelowZeroIsNoBound) {
    plugin_budget_ = -1us;
    write("one/package.json", R"({ "plinth": { "budgetMs": 1 } })");
    load("one", kCounts);
    load("two", "exports.activate = () => setInterval(() => say('tick'), 1);");

    EXPECT_TRUE(frames_until([this] { return said_.size() > 20; }));
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(BadInputTest, HangsInActivateAndDeactivateEndThePluginOnly) {
    hang_limit_ = 300ms;
    load("neighbour", kCounts);
    EXPECT_FALSE(load("one", std::string("exports.activate = () => {") + kSpin + "};"));
    load("two", ends_with(kSpin));

    host().unload("two");
    frames(2);

    EXPECT_EQ(host().black_box("one")->kind, BlackBox::Kind::Hang);
    EXPECT_EQ(info("two").state, PluginState::Unloaded);
    EXPECT_EQ(info("two").handles, 0u);
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
}

TEST_F(BadInputTest, FullHeapsInActivateAndDeactivateEndThePluginOnly) {
    hang_limit_ = 10s;
    heap_limit_bytes_ = std::size_t{24} << 20;
    load("neighbour", kCounts);
    EXPECT_FALSE(load("one", std::string("exports.activate = () => {") + kFillTheHeap + "};"));
    load("two", ends_with(kFillTheHeap));

    host().unload("two");
    frames(2);

    EXPECT_EQ(host().black_box("one")->kind, BlackBox::Kind::HeapLimit);
    EXPECT_EQ(info("two").state, PluginState::Unloaded);
    EXPECT_EQ(info("two").handles, 0u);
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
}

TEST_F(BadInputTest, AHangInDeactivateOfAReloadStartsTheNewVersionWithoutState) {
    hang_limit_ = 300ms;
    load("one", ends_with(kSpin));
    write_plugin("one", "exports.activate = (p, state) => say(String(state));");

    EXPECT_TRUE(host().reload("one"));
    frames(40);

    EXPECT_EQ(said_, "undefined");
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(BadInputTest, ThrowingInActivateLeavesTheNeighbourAlone) {
    load("neighbour", kCounts);

    EXPECT_FALSE(load("one", "exports.activate = () => { throw new Error('no'); };"));
    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Failed);
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
}

TEST_F(BadInputTest, ThrowingInDeactivateUnloadsAllTheSame) {
    load("one",
         "exports.activate = () => setInterval(() => {}, 1);"
         "exports.deactivate = () => { throw new Error('no'); };");

    EXPECT_TRUE(host().unload("one"));
    frames(3);

    EXPECT_EQ(info("one").state, PluginState::Unloaded);
    EXPECT_EQ(info("one").handles, 0u);
}

TEST_F(BadInputTest, ARejectedDeactivateUnloadsAllTheSame) {
    load("one",
         "exports.activate = () => {};"
         "exports.deactivate = async () => { throw new Error('no'); };");

    host().unload("one");
    frames(3);

    EXPECT_EQ(info("one").state, PluginState::Unloaded);
}

TEST_F(BadInputTest, ExitInActivateAndInDeactivateEndsThePluginOnly) {
    load("neighbour", kCounts);
    load("one", "exports.activate = () => process.exit(3);");
    load("two", "exports.activate = () => {}; exports.deactivate = () => process.exit(3);");

    host().unload("two");
    frames(3);

    EXPECT_EQ(info("one").state, PluginState::Failed);
    EXPECT_EQ(info("two").state, PluginState::Unloaded);
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
}

TEST_F(BadInputTest, AReloadWhoseDeactivateThrowsStartsTheNewVersionWithoutState) {
    load("one", "exports.activate = () => {}; exports.deactivate = () => { throw 1; };");
    write_plugin("one", "exports.activate = (p, state) => say(String(state));");

    EXPECT_TRUE(host().reload("one"));
    frames(40);

    EXPECT_EQ(said_, "undefined");
    EXPECT_EQ(info("one").state, PluginState::Active);
}

// From inside a callback a plugin can't end another; from outside, between frames, order is free.
TEST_F(BadInputTest, UnloadingTwiceAndReloadingWhatIsUnloadedAreDefined) {
    load("one", kCounts);

    EXPECT_TRUE(host().unload("one"));
    EXPECT_TRUE(host().unload("one"));
    EXPECT_FALSE(host().unload("nobody"));
    EXPECT_FALSE(host().reload("nobody"));
    EXPECT_TRUE(host().reload("one"));
    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(BadInputTest, APluginThatAsksTheHostToUnloadItselfGoesOn) {
    on_say_ = [this](const std::string& text) { host().unload(text); };
    load("one", "exports.activate = (p) => p.on('frame', () => { say('one'); say('two'); });");
    load("two", kCounts);

    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Active);
    EXPECT_EQ(info("two").state, PluginState::Active);
    EXPECT_TRUE(logged("unload()"));
}

}  // namespace
}  // namespace plinth
