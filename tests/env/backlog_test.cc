// SPDX-License-Identifier: MIT
// When sources stop, and when they go on.

#include "host/env/backlog.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

class CountingSource final : public Backlog::Source {
  public:
    explicit CountingSource(Backlog& backlog) : backlog_(backlog) {}
    void go_on() override {
        ++went_on;
        for (std::size_t i = 0; i < adds; ++i)
            backlog_.add(0);
    }
    int went_on = 0;
    std::size_t adds = 0;

  private:
    Backlog& backlog_;
};

TEST(Backlog, IsFullByTasksOrByBytes) {
    Backlog by_tasks;
    for (std::size_t i = 0; i < Backlog::kMostTasks; ++i) {
        EXPECT_FALSE(by_tasks.full());
        by_tasks.add(0);
    }
    Backlog by_bytes;
    by_bytes.add(Backlog::kMostBytes);

    EXPECT_TRUE(by_tasks.full());
    EXPECT_TRUE(by_bytes.full());
}

TEST(Backlog, SourcesGoOnOnceHalfOfItIsGone) {
    Backlog backlog;
    CountingSource source(backlog);
    for (std::size_t i = 0; i < Backlog::kMostTasks; ++i)
        backlog.add(0);
    backlog.park(source);
    backlog.park(source);

    while (backlog.tasks() > Backlog::kMostTasks / 2 + 1)
        backlog.remove(0);
    EXPECT_EQ(source.went_on, 0);
    backlog.remove(0);

    EXPECT_EQ(source.went_on, 1);
    EXPECT_EQ(backlog.parked(), 0u);
}

TEST(Backlog, OneThatFillsItAgainLeavesTheOthersParked) {
    Backlog backlog;
    CountingSource greedy(backlog);
    CountingSource modest(backlog);
    greedy.adds = Backlog::kMostTasks;
    backlog.add(Backlog::kMostBytes);
    backlog.park(greedy);
    backlog.park(modest);

    backlog.remove(Backlog::kMostBytes);

    EXPECT_EQ(greedy.went_on, 1);
    EXPECT_EQ(modest.went_on, 0);
    EXPECT_EQ(backlog.parked(), 1u);
}

TEST(Backlog, ASourceThatEndsIsForgotten) {
    Backlog backlog;
    backlog.add(Backlog::kMostBytes);
    {
        CountingSource source(backlog);
        backlog.park(source);
    }

    backlog.remove(Backlog::kMostBytes);

    EXPECT_EQ(backlog.parked(), 0u);
}

}  // namespace
}  // namespace plinth
