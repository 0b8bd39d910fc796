// SPDX-License-Identifier: MIT
// The mean lateness of frames that had more to do than fits.

#include "host/supervisor/frame_margin.h"

#include <algorithm>

namespace plinth {
namespace {

constexpr int kMarginsInBudget = 4;

}  // namespace

FrameMargin::Duration FrameMargin::in(Duration budget) const {
    return std::min(lateness_.expected(), budget / kMarginsInBudget);
}

void FrameMargin::end_frame(Duration budget, Duration spent, bool cut_off) {
    if (!cut_off) return;
    const Duration aim = budget - in(budget);
    lateness_.add(std::max(spent - aim, Duration::zero()));
}

}  // namespace plinth
