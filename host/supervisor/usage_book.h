// SPDX-License-Identifier: MIT
// UsageBook: what a plugin used over all its versions, those included that are over. An Account
// counts for one of them while it runs.

#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "host/env/account.h"
#include "host/supervisor/frame_ring.h"
#include "sdk/embed/plinth.h"

namespace plinth {

/// Owner: a Plugin. Thread: the game's. Calls JS: no.
class UsageBook {
  public:
    /// A version is over: its figures stay.
    void keep(const Usage& all);
    /// Of a version, since the last time.
    void add_recent(const Usage& recent) { recent_ += recent; }
    /// The plugin was started in this frame, which paid for it.
    void add_start(std::chrono::nanoseconds took) { started_ += took; }
    /// What came since the last frame was no frame's.
    void drop_recent() {
        recent_ = {};
        started_ = {};
    }
    void end_frame(std::uint64_t frame);

    /// Versions that are over. `start` and `longest_callback` are the last one's.
    const Usage& past() const { return past_; }
    std::vector<PluginFrame> frames_until(std::uint64_t newest) const {
        return frames_.until(newest);
    }

  private:
    Usage past_;
    Usage recent_;
    std::chrono::nanoseconds started_{0};
    FrameRing<PluginFrame> frames_;
};

/// What a game is told: `last` is the version that runs, or ran last.
PluginUsage to_plugin_usage(const Usage& all, const Usage& last);

}  // namespace plinth
