// SPDX-License-Identifier: MIT
// Hosts that sleep: next_due(), the descriptor, and on_wake from another thread.

#include <poll.h>

#include <atomic>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using namespace std::chrono_literals;

class WakeTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.on_wake = [this] { ++wakes_; };
        return made;
    }
    // Frames until the host has nothing to do by itself for a while.
    void settle() {
        frames(5);
        EXPECT_TRUE(frames_until([this] { return host().next_due() > Clock::now() + 50ms; }));
    }
    bool readable(std::chrono::milliseconds wait) {
        pollfd descriptor{host().wake_descriptor(), POLLIN, 0};
        return poll(&descriptor, 1, static_cast<int>(wait.count())) == 1;
    }
    bool woken_within(std::chrono::milliseconds wait) {
        const auto end = Clock::now() + wait;
        while (wakes_ == 0 && Clock::now() < end)
            std::this_thread::sleep_for(1ms);
        return wakes_ > 0;
    }

    std::atomic<int> wakes_ = 0;
};

TEST_F(WakeTest, AnIdleHostIsNeverDue) {
    load("p", "exports.activate = () => {};");
    settle();

    EXPECT_EQ(host().next_due(), Clock::time_point::max());
    EXPECT_FALSE(readable(0ms));
}

TEST_F(WakeTest, IsDueWhenATimerIs) {
    load("p", "setTimeout(() => say('done'), 300);");
    settle();
    const auto left = host().next_due() - Clock::now();
    EXPECT_GT(left, 50ms);
    EXPECT_LE(left, 301ms);

    std::this_thread::sleep_until(host().next_due());
    frame();

    EXPECT_EQ(said_, "done");
}

TEST_F(WakeTest, IsDueAtOnceWhileWorkIsLeft) {
    load("p", "const next = () => setImmediate(next); next();");
    frame();

    const Clock::time_point due = host().next_due();
    EXPECT_LE(due, Clock::now());
}

TEST_F(WakeTest, ABudgetThatIsUsedUpIsNotWaitedForInCircles) {
    write("p/package.json", R"({ "name": "p", "plinth": { "budgetMs": 0.01 } })");
    load("p", R"(
        const next = () => {
          const end = process.hrtime.bigint() + 100000n;
          while (process.hrtime.bigint() < end);
          setImmediate(next);
        };
        next();)");
    frames(20);
    const Clock::time_point before = Clock::now();

    EXPECT_GT(host().next_due(), before + 5ms);
}

TEST_F(WakeTest, TheDescriptorTellsOfIo) {
    load("p", "exports.activate = () => {};");
    settle();
    write("p/data.txt", "x");
    host().evaluate("p",
                    "require('fs').readFile(require('plinth').plugin.folder + '/data.txt', "
                    "() => require('test').say('read')); 0",
                    [](Evaluation) {});
    const auto end = Clock::now() + 5s;
    while (said_.empty() && Clock::now() < end) {
        if (host().next_due() > Clock::now()) {
            EXPECT_TRUE(readable(5000ms));
        }
        frame();
    }

    EXPECT_EQ(said_, "read");
}

TEST_F(WakeTest, ATimerWakesOnceUntilTheNextFrame) {
    load("p", "setTimeout(() => say('done'), 200);");
    settle();
    wakes_ = 0;
    frame();

    EXPECT_TRUE(woken_within(5s));
    std::this_thread::sleep_for(30ms);

    EXPECT_EQ(wakes_, 1);
    frame();
    EXPECT_EQ(said_, "done");
}

TEST_F(WakeTest, WhatIsStartedOutsideOfAFrameWakes) {
    load("p", "exports.activate = () => {};");
    settle();
    wakes_ = 0;

    host().evaluate("p", "setImmediate(() => 0)", [](Evaluation) {});

    EXPECT_TRUE(woken_within(5s));
}

TEST_F(WakeTest, LoadingWakesBeforeTheFirstFrame) {
    load("p", "exports.activate = () => {};");

    EXPECT_TRUE(woken_within(5s));
}

TEST_F(WakeTest, ATimerTakesOneFrame) {
    load("p", "setInterval(() => say('x'), 100);");
    settle();
    for (int i = 0; i < 3; ++i) {
        const std::size_t before = said_.size();
        std::this_thread::sleep_until(host().next_due());
        frame();

        EXPECT_GT(said_.size(), before);
        EXPECT_GT(host().next_due(), Clock::now());
    }
}

TEST_F(WakeTest, AnIdleHostIsNotWoken) {
    load("p", "setInterval(() => {}, 100000);");
    settle();
    wakes_ = 0;
    frame();

    EXPECT_FALSE(woken_within(50ms));
}

TEST_F(WakeTest, IoWakes) {
    load("p", R"(exports.activate = (p) => {
        require('fs').watch(p.dataFolder, () => say('changed'));
    };)");
    settle();
    wakes_ = 0;
    frame();

    folder_.write("data/p/new.txt", "x");

    EXPECT_TRUE(woken_within(5s));
    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
}

}  // namespace
}  // namespace plinth
