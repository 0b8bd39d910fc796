// SPDX-License-Identifier: MIT
// What a plugin has of frames: listeners in order, game time, jobs; and the order within a frame.

#include <chrono>
#include <cmath>
#include <limits>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using namespace std::chrono_literals;

class FrameApiTest : public test::HostTest {
  protected:
    // Frames that are `each` apart, in real time.
    void frames_apart(int count, std::chrono::milliseconds each) {
        for (int i = 0; i < count; ++i) {
            std::this_thread::sleep_for(each);
            frame();
        }
    }
};

TEST_F(FrameApiTest, ListenersAreCalledInTheOrderOfLoading) {
    for (const char* name : {"b", "c", "a"}) {
        load(name,
             std::string("exports.activate = (p) => p.once('frame', () => say('") + name + "'));");
    }
    frame();

    EXPECT_EQ(said_, "b c a");
}

TEST_F(FrameApiTest, AFrameRunsListenersThenTimersThenImmediates) {
    load("p", R"(
        setTimeout(() => say('timer'), 1);
        setImmediate(() => say('immediate'));
        require('plinth').setGameTimeout(() => say('game'), 1);
        exports.activate = (p) => p.once('frame', () => {
            process.nextTick(() => say('tick'));
            Promise.resolve().then(() => say('promise'));
            say('frame');
        });)");
    std::this_thread::sleep_for(3ms);
    frame();

    EXPECT_EQ(said_, "game frame tick promise timer immediate");
}

TEST_F(FrameApiTest, GameTimeStandsStillWhilePaused) {
    load("p", R"(
        const plinth = require('plinth');
        setInterval(() => { seen.real++; }, 1);
        const seen = { dt: 0, real: 0 };
        exports.activate = (p) => {
          p.on('frame', (dt) => { seen.dt += dt; });
          globalThis.show = () => `${seen.dt === 0} ${plinth.gameTime === seen.at} ${seen.real > 0}`;
          seen.at = plinth.gameTime;
        };)");
    host().set_time_scale(0);
    frames_apart(5, 2ms);
    std::string shown;
    host().evaluate("p", "show()", [&](Evaluation result) { shown = result.text; });

    EXPECT_TRUE(frames_until([&] { return !shown.empty(); }));
    EXPECT_EQ(shown, "'true true true'");
    EXPECT_EQ(host().time_scale(), 0);
}

TEST_F(FrameApiTest, ScaledTimeMakesGameTimersFasterThanTheLoops) {
    load("p", R"(
        require('plinth').setGameTimeout(() => say('game'), 5000);
        setTimeout(() => say('real'), 5000);)");
    host().set_time_scale(10'000);

    EXPECT_TRUE(frames_until([&] { return !said_.empty(); }));
    EXPECT_EQ(said_, "game");
}

TEST_F(FrameApiTest, AGameIntervalRunsOnceAFrameUntilItIsCleared) {
    load("p", R"(
        const { setGameInterval, clearGameTimer } = require('plinth');
        let runs = 0;
        const timer = setGameInterval((word) => {
          say(word);
          if (++runs === 3) clearGameTimer(timer);
        }, 1, 'now');)");
    host().set_time_scale(1000);
    frames_apart(6, 1ms);

    EXPECT_EQ(said_, "now now now");
}

TEST_F(FrameApiTest, GameTimersRunInTheOrderOfTheirMoments) {
    load("p", R"(
        const { setGameTimeout, clearGameTimer } = require('plinth');
        for (const ms of [30, 10, 20, 10]) setGameTimeout(say, ms, `${ms}`);
        clearGameTimer(setGameTimeout(say, 15, 'cleared'));)");
    host().set_time_scale(1'000'000);
    frames_apart(1, 1ms);

    EXPECT_EQ(said_, "10 10 20 30");
}

TEST_F(FrameApiTest, ATimeScaleThatIsNoneIsRefused) {
    host().set_time_scale(2);
    for (const double scale : {-1.0, std::nan(""), std::numeric_limits<double>::infinity()})
        host().set_time_scale(scale);

    EXPECT_EQ(host().time_scale(), 2);
    EXPECT_TRUE(logged("set_time_scale() takes a finite number from 0 up"));
}

TEST_F(FrameApiTest, NextFrameIsAPromise) {
    load("p", "require('plinth').nextFrame().then((dt) => say(typeof dt));");
    frame();

    EXPECT_EQ(said_, "number");
}

TEST_F(FrameApiTest, AJobIsSpreadOverFrames) {
    load("p", R"(
        const { runJob } = require('plinth');
        runJob(function*() {
          let sum = 0;
          for (let i = 0; i < 300; i++) {
            const end = performance_now() + 0.1;
            while (performance_now() < end);
            sum++;
            yield;
          }
          return sum;
        }).then((sum) => say(`${sum}`));
        function performance_now() { return Number(process.hrtime.bigint()) / 1e6; })");

    int frames = 0;
    for (; said_.empty() && frames < 1000; ++frames) {
        const FrameStats stats = host().frame(2ms);
        EXPECT_LT(stats.spent, 100ms);
    }

    EXPECT_EQ(said_, "300");
    EXPECT_GE(frames, 10);  // 30 ms of work, 2 ms a frame.
}

TEST_F(FrameApiTest, AnAsyncJobPausesAndGoesOn) {
    load("p", R"(
        require('plinth').runJob(async (job) => {
          for (let i = 0; i < 3; i++) { say(`${i}`); await job.yield(); }
          return 'end';
        }).then(say);)");

    EXPECT_TRUE(frames_until([&] { return said_.ends_with("end"); }));
    EXPECT_EQ(said_, "0 1 2 end");
}

TEST_F(FrameApiTest, AnAbortedJobEndsWithItsFinallyBlocks) {
    load("p", R"(
        const aborter = new AbortController();
        let steps = 0;
        require('plinth').runJob(function*() {
          try {
            for (;;) { if (++steps === 5) aborter.abort(); yield; }
          } finally { say('finally'); }
        }, { signal: aborter.signal }).catch((error) => say(error.name));)");

    EXPECT_TRUE(frames_until([&] { return said_.find("AbortError") != std::string::npos; }));
    frames(3);
    EXPECT_NE(said_.find("finally"), std::string::npos);
    EXPECT_TRUE(host().plugins()[0].state == PluginState::Active);
}

TEST_F(FrameApiTest, JobsComeAfterEverythingElse) {
    load("worker", R"(
        require('plinth').runJob(function*() { say('job'); });)");
    load("other", R"(
        let left = 50;
        const next = () => { if (--left > 0) setImmediate(next); else say('done'); };
        next();)");
    host().frame(60s);  // It returns when nothing is left to do.

    EXPECT_EQ(said_, "done job");
}

TEST_F(FrameApiTest, AGameThatIsAlwaysBusyStillMovesJobsOn) {
    load("busy", "const next = () => setImmediate(next); next();");
    load("worker", "require('plinth').runJob(function*() { yield; say('worked'); });");
    for (int i = 0; i < 60 && said_.empty(); ++i)
        host().frame(500us);

    EXPECT_EQ(said_, "worked");
}

TEST_F(FrameApiTest, AFloodLeavesTheFrameItsBudgetAndTheOthersTheirTime) {
    load("flood", "const next = () => setImmediate(next); for (let i = 0; i < 1000; i++) next();");
    load("quiet", "setInterval(() => say('x'), 1);");
    for (int i = 0; i < 50; ++i) {
        std::this_thread::sleep_for(1ms);
        host().frame(1ms);
    }

    EXPECT_GE(said_.size(), 80u);  // "x x x": each of some 40 frames at least.
}

TEST_F(FrameApiTest, ABudgetOfTheManifestBoundsAPlugin) {
    write("slow/package.json", R"({ "name": "slow", "plinth": { "budgetMs": 0.2 } })");
    load("slow", R"(
        const next = () => {
          const end = process.hrtime.bigint() + 50000n;
          while (process.hrtime.bigint() < end);
          setImmediate(next);
        };
        next();)");
    frames(20);

    std::uint32_t most = 0;
    for (int i = 0; i < 20; ++i) {
        const FrameStats stats = frame();
        EXPECT_TRUE(stats.work_left);
        most = std::max(most, stats.callbacks);
    }
    EXPECT_LT(most, 100u);  // 20 ms would be 400 callbacks.
}

}  // namespace
}  // namespace plinth
