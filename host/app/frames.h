// SPDX-License-Identifier: MIT
// `plinth frames`: a headless host that runs plugins in a simulated game loop and measures frames.
// How the report looks is frames_report's.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/app/frames_options.h"
#include "sdk/embed/plinth.h"

namespace plinth {

/// Times in milliseconds.
struct Spread {
    double p50 = 0;
    double p99 = 0;
    double p999 = 0;
    double max = 0;
};

/// The nearest-rank percentiles; zeros when there are no values.
Spread spread_of(std::vector<double> values);

struct FramesReport {
    FramesOptions options;
    std::uint64_t frames = 0;
    Spread pump_ms;  ///< Host::frame, by the clock on the wall.
    Spread
        pump_cpu_ms;  ///< The same in CPU time of its thread: without what the machine took away.
    std::uint64_t over_budget = 0;     ///< Frames whose pump took more than the budget.
    std::uint64_t over_frame = 0;      ///< Frames that, with rendering, took more than 1/fps.
    std::uint64_t over_frame_cpu = 0;  ///< The same in CPU time.
    std::uint64_t faults = 0;
    std::size_t rss_bytes = 0;
    std::vector<PluginInfo> plugins;
};

/// The exit code; the report is on standard output.
int run_frames(const FramesOptions& options);

}  // namespace plinth
