// SPDX-License-Identifier: MIT
// FrameMargin, with frames that take what the test says.

#include "host/supervisor/frame_margin.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr FrameMargin::Duration kBudget = milliseconds(2);

// Frames that end so long after the moment that they aim at.
void run_frames(FrameMargin& margin, int count, FrameMargin::Duration late, bool cut_off = true) {
    for (int i = 0; i < count; ++i)
        margin.end_frame(kBudget, kBudget - margin.in(kBudget) + late, cut_off);
}

TEST(FrameMarginTest, FramesThatEndInTimeUseAllOfTheBudget) {
    FrameMargin margin;
    run_frames(margin, 100, FrameMargin::Duration::zero());

    EXPECT_EQ(margin.in(kBudget), FrameMargin::Duration::zero());
}

TEST(FrameMarginTest, FramesThatEndLateAimEarlierByAsMuch) {
    FrameMargin margin;
    run_frames(margin, 200, microseconds(300));

    EXPECT_GE(margin.in(kBudget), microseconds(290));
    EXPECT_LE(margin.in(kBudget), microseconds(320));
}

TEST(FrameMarginTest, TheMarginIsAQuarterOfTheBudgetAtMost) {
    FrameMargin margin;
    run_frames(margin, 200, milliseconds(3));

    EXPECT_EQ(margin.in(kBudget), microseconds(500));
    EXPECT_EQ(margin.in(milliseconds(4)), milliseconds(1));
    EXPECT_EQ(margin.in({}), FrameMargin::Duration::zero());
}

TEST(FrameMarginTest, FramesThatFinishedTheirWorkDoNotCount) {
    FrameMargin margin;
    run_frames(margin, 200, microseconds(300));
    const FrameMargin::Duration before = margin.in(kBudget);
    run_frames(margin, 200, milliseconds(-1), false);

    EXPECT_EQ(margin.in(kBudget), before);
}

TEST(FrameMarginTest, ItIsGivenBackWhenTheFramesEndInTimeAgain) {
    FrameMargin margin;
    run_frames(margin, 200, microseconds(400));
    run_frames(margin, 200, FrameMargin::Duration::zero());

    EXPECT_LE(margin.in(kBudget), microseconds(5));
}

// Else a plugin with one slow callback a second would cost all of them their time.
TEST(FrameMarginTest, OneSlowCallbackHardlyMovesIt) {
    FrameMargin margin;
    run_frames(margin, 100, microseconds(10));
    run_frames(margin, 1, milliseconds(1));
    run_frames(margin, 60, microseconds(10));

    EXPECT_LE(margin.in(kBudget), microseconds(30));
}

}  // namespace
}  // namespace plinth
