// SPDX-License-Identifier: MIT
// Which entry a watchdog may end.

#include "host/engine/entry_epoch.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

TEST(EntryEpoch, NothingRunsOutsideOfAnEntry) {
    EntryEpoch epoch;
    EXPECT_EQ(epoch.running(), 0u);
    epoch.enter();
    EXPECT_NE(epoch.running(), 0u);
    EXPECT_FALSE(epoch.leave());
    EXPECT_EQ(epoch.running(), 0u);
}

TEST(EntryEpoch, FiresAtTheEntryThatWasSeenAndAtNoOther) {
    EntryEpoch epoch;
    epoch.enter();
    const std::uint64_t seen = epoch.running();
    epoch.leave();
    epoch.enter();

    EXPECT_FALSE(epoch.fire(seen, [] { FAIL() << "another entry was ended"; }));
    EXPECT_FALSE(epoch.leave());
}

TEST(EntryEpoch, TellsTheOneWhoLeavesThatItWasFiredAt) {
    EntryEpoch epoch;
    epoch.enter();
    int ended = 0;

    EXPECT_TRUE(epoch.fire(epoch.running(), [&] { ++ended; }));
    EXPECT_EQ(epoch.running(), 0u);  // Once is enough.
    EXPECT_TRUE(epoch.leave());

    EXPECT_EQ(ended, 1);
    epoch.enter();
    EXPECT_FALSE(epoch.leave());
}

TEST(EntryEpoch, APausedEntryIsNotEndedAndKeepsItsNumber) {
    EntryEpoch epoch;
    epoch.enter();
    const std::uint64_t seen = epoch.running();

    EXPECT_FALSE(epoch.pause());
    EXPECT_TRUE(epoch.look().paused);
    EXPECT_EQ(epoch.look().entry, seen);
    EXPECT_FALSE(epoch.fire(seen, [] { FAIL() << "what runs on top of it was ended"; }));
    EXPECT_FALSE(epoch.resume());

    EXPECT_EQ(epoch.running(), seen);
    EXPECT_FALSE(epoch.look().paused);
    EXPECT_TRUE(epoch.fire(seen, [] {}));
    EXPECT_TRUE(epoch.leave());
}

TEST(EntryEpoch, RemembersThroughAPauseThatItWasFiredAt) {
    EntryEpoch epoch;
    epoch.enter();
    epoch.fire(epoch.running(), [] {});

    EXPECT_TRUE(epoch.pause());
    EXPECT_TRUE(epoch.resume());

    EXPECT_TRUE(epoch.leave());
}

}  // namespace
}  // namespace plinth
