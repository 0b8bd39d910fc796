// SPDX-License-Identifier: MIT
// FrameRing: figures of the last frames. A frame in which there was nothing to write costs nothing.

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth {

/// Frames are numbered from 1. Owner: the supervisor, a UsageBook. Thread: the game's.
template <class T>
class FrameRing {
  public:
    void put(std::uint64_t frame, const T& value) {
        if (slots_.empty()) slots_.resize(kRecentFrames);
        slots_[frame % kRecentFrames] = {frame, value};
    }

    /// The frames up to this one, the newest last; T() for those that nothing was written for.
    std::vector<T> until(std::uint64_t newest) const {
        std::vector<T> values(std::min<std::uint64_t>(newest, kRecentFrames));
        for (std::uint64_t back = 0; back < values.size() && !slots_.empty(); ++back) {
            const Slot& slot = slots_[(newest - back) % kRecentFrames];
            if (slot.frame == newest - back) values[values.size() - 1 - back] = slot.value;
        }
        return values;
    }

  private:
    struct Slot {
        std::uint64_t frame = 0;
        T value{};
    };
    std::vector<Slot> slots_;  // Empty until the first put().
};

}  // namespace plinth
