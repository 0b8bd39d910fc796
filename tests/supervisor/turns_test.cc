// SPDX-License-Identifier: MIT
// Turns and Allowance, with plugins that "use" time by saying so.

#include "host/supervisor/turns.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace plinth {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

class TurnsTest : public testing::Test {
  protected:
    struct Player : Turn {
        Player(char of, Priority priority, Allowance& share) : Turn(priority, share), name(of) {}
        char name;
        nanoseconds callback{};    // How long one of its callbacks takes.
        nanoseconds collection{};  // How long each tenth takes on top.
        int ran = 0;
        int callbacks = 0;  // That wait.
        nanoseconds used{};
    };

    ~TurnsTest() override {
        for (auto& player : players_)
            turns_.leave(*player);
    }

    Player& add(char name, Priority priority = Priority::Normal, nanoseconds budget = {}) {
        allowances_.push_back(std::make_unique<Allowance>(budget));
        players_.push_back(std::make_unique<Player>(name, priority, *allowances_.back()));
        return *players_.back();
    }
    void give(Player& player, int callbacks, nanoseconds each) {
        player.callbacks += callbacks;
        player.callback = each;
        turns_.wait(player);
    }

    // A frame as the supervisor runs it. What ran, one letter for each callback.
    std::string frame(nanoseconds budget) {
        std::string ran;
        turns_.begin_frame();
        bool is_first = true;
        while (budget > nanoseconds::zero()) {
            const nanoseconds room = std::exchange(is_first, false) ? nanoseconds::max() : budget;
            auto* player = static_cast<Player*>(turns_.take(room));
            if (player == nullptr) break;
            const nanoseconds slice = std::min(budget, turns_.slice(*player, room));
            nanoseconds used{};
            while (player->callbacks > 0 && (used < slice || used == nanoseconds::zero())) {
                ran += player->name;
                --player->callbacks;
                used += player->callback;
                if (++player->ran % 10 == 0) used += player->collection;
            }
            player->used += used;
            budget -= used;
            turns_.charge_turn(*player, slice, used);
            if (player->callbacks > 0) turns_.wait(*player);
        }
        over_budget_ = std::max(over_budget_, -budget);
        return ran;
    }

    Turns turns_;
    nanoseconds over_budget_{};
    std::vector<std::unique_ptr<Allowance>> allowances_;
    std::vector<std::unique_ptr<Player>> players_;
};

TEST_F(TurnsTest, NobodyWaitsAtFirst) {
    EXPECT_TRUE(turns_.empty());
    EXPECT_EQ(turns_.take(), nullptr);
}

TEST_F(TurnsTest, EqualsTakeTurnsInTheOrderInWhichTheyCame) {
    give(add('a'), 4, microseconds(125));
    give(add('b'), 4, microseconds(125));

    EXPECT_EQ(frame(milliseconds(2)), "aabbaabb");
    EXPECT_TRUE(turns_.empty());
}

TEST_F(TurnsTest, WhatDidNotFitGoesOnInTheNextFrame) {
    give(add('a'), 3, microseconds(250));
    give(add('b'), 2, microseconds(250));

    EXPECT_EQ(frame(microseconds(750)), "aba");
    EXPECT_FALSE(turns_.empty());
    EXPECT_EQ(frame(microseconds(750)), "ba");
}

TEST_F(TurnsTest, AFloodDelaysItselfOnly) {
    Player& flood = add('f');
    Player& quiet = add('q');
    give(flood, 100'000, microseconds(50));
    frame(milliseconds(2));

    for (int i = 0; i < 20; ++i) {
        give(quiet, 1, microseconds(10));
        const std::string ran = frame(milliseconds(2));

        EXPECT_LE(ran.find('q'), 5u) << ran;  // After one slice of the flood at most.
    }
}

TEST_F(TurnsTest, ALongCallbackIsPaidBack) {
    Player& heavy = add('h');
    Player& other = add('o');
    give(heavy, 100, milliseconds(5));
    give(other, 10'000, microseconds(250));
    for (int i = 0; i < 200; ++i)
        frame(milliseconds(2));

    // It waits for the beginning of a frame on top.
    EXPECT_NEAR(static_cast<double>(heavy.used.count()) / static_cast<double>(other.used.count()),
                1, 0.2);
}

TEST_F(TurnsTest, APriorityIsAShare) {
    std::map<Priority, Player*> players;
    for (const Priority priority : {Priority::Low, Priority::Normal, Priority::High}) {
        players[priority] = &add('x', priority);
        give(*players[priority], 1'000'000, microseconds(50));
    }
    for (int i = 0; i < 500; ++i)
        frame(milliseconds(2));

    const auto used = [&](Priority priority) {
        return static_cast<double>(players[priority]->used.count());
    };
    EXPECT_NEAR(used(Priority::Normal) / used(Priority::Low), 4, 0.2);
    EXPECT_NEAR(used(Priority::High) / used(Priority::Normal), 4, 0.2);
}

TEST_F(TurnsTest, NobodyStarves) {
    for (int i = 0; i < 30; ++i)
        give(add('x', Priority::High), 1'000'000, microseconds(300));
    Player& low = add('l', Priority::Low);
    give(low, 1000, microseconds(100));

    for (int i = 0; i < 1000; ++i)
        frame(milliseconds(2));

    EXPECT_GT(low.used, nanoseconds::zero());
}

TEST_F(TurnsTest, WhoRunsOverItsSliceBeginsWhereThatFits) {
    Player& heavy = add('h');
    Player& other = add('o');
    give(heavy, 1'000'000, microseconds(800));
    give(other, 1'000'000, microseconds(100));
    for (int i = 0; i < 100; ++i)
        frame(milliseconds(2));
    over_budget_ = {};
    heavy.used = other.used = {};
    for (int i = 0; i < 500; ++i)
        frame(milliseconds(2));

    // A slice of 250 us at most; without looking ahead, a whole callback.
    EXPECT_LE(over_budget_, microseconds(250));
    EXPECT_NEAR(static_cast<double>(heavy.used.count()) / static_cast<double>(other.used.count()),
                1, 0.35);
}

TEST_F(TurnsTest, WhoNeverFitsIsFirstInANextFrame) {
    Player& heavy = add('h');
    Player& other = add('o');
    give(heavy, 1'000'000, milliseconds(3));
    for (int i = 0; i < 600; ++i) {
        give(other, 4 - other.callbacks, microseconds(100));  // Leaves most of each frame free.
        frame(milliseconds(2));
    }

    EXPECT_GE(heavy.ran, 280);
    EXPECT_GE(other.ran, 4 * 280);
}

TEST_F(TurnsTest, OneHiccupHoldsNobodyBack) {
    Player& player = add('p');
    give(player, 10'000, microseconds(250));
    player.collection = milliseconds(20);
    player.ran = 9;
    frame(milliseconds(2));
    player.collection = {};

    EXPECT_GE(frame(milliseconds(2)).size(), 6u);  // Of 8.
}

TEST_F(TurnsTest, ABudgetBoundsEachFrame) {
    Player& bounded = add('b', Priority::Normal, microseconds(500));
    give(bounded, 1000, microseconds(100));

    EXPECT_EQ(frame(milliseconds(2)), "bbbbb");
    EXPECT_FALSE(turns_.empty());
    EXPECT_EQ(frame(milliseconds(2)), "bbbbb");
}

TEST_F(TurnsTest, WhatWasUsedBeyondABudgetIsTakenFromTheNextFrames) {
    Player& bounded = add('b', Priority::Normal, microseconds(500));
    give(bounded, 2, milliseconds(2));

    std::string ran;
    for (int i = 0; i < 5; ++i) {
        const std::string one = frame(milliseconds(4));
        ran += one.empty() ? "-" : one;
    }

    EXPECT_EQ(ran, "b---b");
}

TEST_F(TurnsTest, TimeThatPassedWithoutFramesPaysBackToo) {
    Player& bounded = add('b', Priority::Normal, microseconds(500));
    give(bounded, 2, milliseconds(2));
    EXPECT_EQ(frame(milliseconds(4)), "b");

    turns_.begin_frame(10);

    EXPECT_EQ(frame(milliseconds(4)), "b");
}

TEST_F(TurnsTest, ADebtIsForgivenWhenNobodyWasKeptWaiting) {
    Player& heavy = add('h');
    give(heavy, 1, milliseconds(40));
    frame(milliseconds(50));
    frame(milliseconds(50));

    give(heavy, 1, microseconds(250));
    give(add('o'), 2, microseconds(250));

    EXPECT_EQ(frame(milliseconds(2)), "hoo");
}

TEST_F(TurnsTest, WhatTheHostChargesCounts) {
    Player& listener = add('l');
    Player& other = add('o');
    give(listener, 4, microseconds(250));
    give(other, 4, microseconds(250));

    turns_.charge(listener, milliseconds(1));

    EXPECT_EQ(frame(milliseconds(2)), "oooollll");
}

TEST_F(TurnsTest, ASleeperIsWokenAtItsMoment) {
    Player& one = add('1');
    Player& other = add('2');
    turns_.sleep(one, 30);
    turns_.sleep(other, 20);
    EXPECT_EQ(turns_.next_wake_ms(), 20);

    turns_.wake(19);
    EXPECT_TRUE(turns_.empty());
    turns_.wake(20);

    EXPECT_TRUE(other.waiting());
    EXPECT_FALSE(one.waiting());
    EXPECT_EQ(turns_.next_wake_ms(), 30);
}

TEST_F(TurnsTest, WhoWaitsIsNotPutToSleep) {
    Player& player = add('p', Priority::Normal, microseconds(100));
    give(player, 2, milliseconds(1));
    frame(milliseconds(2));  // Its allowance is used up: it is held.
    ASSERT_TRUE(player.waiting());

    turns_.sleep(player, 5);
    turns_.wake(10);

    EXPECT_EQ(turns_.next_wake_ms(), -1);
    EXPECT_TRUE(player.waiting());
}

TEST_F(TurnsTest, WhoLeavesIsNotNamedAgain) {
    Player& gone = add('g');
    Player& sleeper = add('s');
    Player& held = add('h', Priority::Normal, microseconds(100));
    give(held, 5, microseconds(100));
    EXPECT_EQ(frame(milliseconds(1)), "h");
    give(gone, 1, microseconds(1));
    turns_.sleep(sleeper, 5);

    turns_.leave(gone);
    turns_.leave(sleeper);
    turns_.leave(held);
    turns_.wake(100);

    EXPECT_TRUE(turns_.empty());
    EXPECT_EQ(frame(milliseconds(1)), "");
    EXPECT_EQ(turns_.next_wake_ms(), -1);
}

TEST(Allowance, WithoutABoundNothingIsCounted) {
    Allowance allowance;
    allowance.spend(std::chrono::hours(1), 1);

    EXPECT_EQ(allowance.left(1), Allowance::Duration::max());
}

TEST(Allowance, ItsDebtIsBounded) {
    Allowance allowance(microseconds(10));
    allowance.spend(std::chrono::seconds(10), 1);

    EXPECT_LE(allowance.left(2), nanoseconds::zero());
    EXPECT_GT(allowance.left(62), nanoseconds::zero());
}

}  // namespace
}  // namespace plinth
