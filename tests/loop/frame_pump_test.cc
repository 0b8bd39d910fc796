// SPDX-License-Identifier: MIT
// The pump, with a client that writes down what it is asked and a clock that stands still until a
// callback "takes" time.

#include "host/loop/frame_pump.h"

#include <deque>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace plinth {
namespace {

using std::chrono::microseconds;

Budget::Clock::time_point fake_now;

class FakeClient final : public PumpClient {
  public:
    std::deque<std::string> timers, ready, immediates, closing;
    std::vector<std::string> ran;
    std::int64_t next_timer_ms = -1;

    Progress run_timers(const Budget& budget) override { return run(timers, budget); }
    Progress run_ready(const Budget& budget) override { return run(ready, budget); }
    Progress run_immediates(const Budget& budget) override { return run(immediates, budget); }
    Progress run_closing(const Budget& budget) override { return run(closing, budget); }
    bool has_immediates() const override { return !immediates.empty(); }
    bool has_ready() const override { return !ready.empty() || !closing.empty(); }
    bool keeps_alive() const override { return has_immediates() || has_ready(); }
    std::int64_t ms_to_next_timer() const override { return next_timer_ms; }

  private:
    // Each callback takes one microsecond.
    Progress run(std::deque<std::string>& queue, const Budget& budget) {
        while (!queue.empty()) {
            ran.push_back(queue.front());
            queue.pop_front();
            fake_now += microseconds(1);
            if (budget.spent() && !queue.empty()) return Progress::OutOfBudget;
        }
        return Progress::Done;
    }
};

class FramePumpTest : public testing::Test {
  protected:
    static Budget for_us(int us) {
        return Budget(fake_now + microseconds(us), [] { return fake_now; });
    }

    Loop loop_;
    FakeClient client_;
    FramePump pump_{loop_, client_};
};

using Ran = std::vector<std::string>;

TEST_F(FramePumpTest, RunsThePhasesInOrderOfLibuv) {
    client_.closing = {"close"};
    client_.immediates = {"immediate"};
    client_.ready = {"io"};
    client_.timers = {"timer"};

    const Progress progress = pump_.run(Budget::unlimited(), Loop::Wait::No);

    EXPECT_EQ(progress, Progress::Done);
    EXPECT_EQ(client_.ran, (Ran{"timer", "io", "immediate", "close"}));
    EXPECT_TRUE(pump_.resting());
}

TEST_F(FramePumpTest, PollsBetweenTimersAndReady) {
    client_.timers = {"timer"};
    loop_.ref()->post([this] { client_.ready.push_back("io"); });

    pump_.run(Budget::unlimited(), Loop::Wait::No);

    EXPECT_EQ(client_.ran, (Ran{"timer", "io"}));
}

TEST_F(FramePumpTest, StopsAtTheDeadlineWithWorkLeft) {
    client_.ready = {"a", "b", "c", "d"};

    const Progress progress = pump_.run(for_us(2), Loop::Wait::No);

    EXPECT_EQ(progress, Progress::OutOfBudget);
    EXPECT_EQ(client_.ran, (Ran{"a", "b"}));
    EXPECT_FALSE(pump_.resting());
}

TEST_F(FramePumpTest, CarriesOnInOrderWhereItStopped) {
    client_.timers = {"timer"};
    client_.ready = {"a", "b"};
    client_.immediates = {"immediate"};
    pump_.run(for_us(2), Loop::Wait::No);

    client_.timers = {"timer of the next iteration"};
    const Progress progress = pump_.run(for_us(100), Loop::Wait::No);

    EXPECT_EQ(progress, Progress::Done);
    EXPECT_EQ(client_.ran, (Ran{"timer", "a", "b", "immediate"}));
}

TEST_F(FramePumpTest, ALateFrameStillRunsOneCallback) {
    client_.timers = {"a", "b"};

    pump_.run(for_us(-1), Loop::Wait::No);
    pump_.run(for_us(-1), Loop::Wait::No);

    EXPECT_EQ(client_.ran, (Ran{"a", "b"}));
}

TEST_F(FramePumpTest, DoesNotPollAgainWhenItCarriesOn) {
    client_.ready = {"a", "b"};
    pump_.run(for_us(1), Loop::Wait::No);
    loop_.ref()->post([this] { client_.ran.push_back("polled"); });

    pump_.run(for_us(100), Loop::Wait::No);

    EXPECT_EQ(client_.ran, (Ran{"a", "b"}));
    pump_.run(for_us(100), Loop::Wait::No);
    EXPECT_EQ(client_.ran, (Ran{"a", "b", "polled"}));
}

TEST_F(FramePumpTest, WaitsForTheNextTimerAtMost) {
    uv_timer_t other;
    uv_timer_init(loop_.uv(), &other);
    uv_timer_start(
        &other, [](uv_timer_t*) {}, 60'000, 0);
    client_.next_timer_ms = 3;
    loop_.update_time();
    const std::uint64_t before = loop_.now_ms();

    pump_.run(Budget::unlimited(), Loop::Wait::UntilNextEvent);

    EXPECT_GE(loop_.now_ms(), before + 3);
    EXPECT_LT(loop_.now_ms(), before + 30'000);
    uv_close(reinterpret_cast<uv_handle_t*>(&other), nullptr);
    loop_.turn(Loop::Wait::No);
}

TEST_F(FramePumpTest, DoesNotWaitWhileImmediatesDo) {
    client_.immediates = {"immediate"};
    client_.next_timer_ms = 60'000;
    loop_.update_time();
    const std::uint64_t before = loop_.now_ms();

    pump_.run(Budget::unlimited(), Loop::Wait::UntilNextEvent);

    EXPECT_LT(loop_.now_ms(), before + 30'000);
}

TEST_F(FramePumpTest, DoesNotWaitWhenNothingKeepsItAlive) {
    client_.next_timer_ms = 60'000;
    loop_.update_time();
    const std::uint64_t before = loop_.now_ms();

    pump_.run(Budget::unlimited(), Loop::Wait::UntilNextEvent);

    EXPECT_LT(loop_.now_ms(), before + 30'000);
    EXPECT_FALSE(pump_.alive());
}

TEST(Budget, WithoutALimitIsNeverSpent) {
    EXPECT_FALSE(Budget::unlimited().spent());
}

TEST(Budget, IsSpentAtItsDeadline) {
    const Budget budget(fake_now + microseconds(5), [] { return fake_now; });

    EXPECT_FALSE(budget.spent());
    fake_now += microseconds(5);

    EXPECT_TRUE(budget.spent());
}

}  // namespace
}  // namespace plinth
