// SPDX-License-Identifier: MIT
// Durations of many frames, and the few numbers that say how even they were.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace samples {

class Figures {
  public:
    void add(std::chrono::nanoseconds duration) { durations_.push_back(duration); }

    std::size_t count() const { return durations_.size(); }
    double max_ms() const { return percentile_ms(100); }

    /// The duration, in milliseconds, that so many percent of the frames did not exceed.
    double percentile_ms(double percent) const {
        if (durations_.empty()) return 0;
        std::vector<std::chrono::nanoseconds> sorted = durations_;
        const auto last = static_cast<double>(sorted.size() - 1);
        const auto at = static_cast<std::ptrdiff_t>(last * percent / 100 + 0.5);
        std::nth_element(sorted.begin(), sorted.begin() + at, sorted.end());
        return std::chrono::duration<double, std::milli>(sorted[static_cast<std::size_t>(at)])
            .count();
    }

  private:
    std::vector<std::chrono::nanoseconds> durations_;
};

}  // namespace samples
