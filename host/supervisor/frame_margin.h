// SPDX-License-Identifier: MIT
// FrameMargin: how long before its deadline a frame stops to give turns.

#pragma once

#include "host/supervisor/turns.h"

namespace plinth {

/// A frame that is cut off ends late: by its last callback, and by what follows the turns. What
/// that usually is, is taken off the next ones. Times are handed in: no clock is read here.
class FrameMargin {
  public:
    using Duration = Overruns::Duration;

    /// A quarter of the budget at most, so that one slow callback does not starve the others.
    Duration in(Duration budget) const;
    /// A frame that aimed at its budget without that margin is over. One that was not cut off says
    /// nothing about how late those are that were.
    void end_frame(Duration budget, Duration spent, bool cut_off);

  private:
    Overruns lateness_;
};

}  // namespace plinth
