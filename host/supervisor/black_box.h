// SPDX-License-Identifier: MIT
// Filling a BlackBox when a fault stopped a plugin, and keeping it in a file. Who asks for it, and
// when, is Plugin's business.

#pragma once

#include <filesystem>
#include <vector>

#include "host/base/result.h"
#include "host/env/fault.h"
#include "sdk/embed/plinth.h"

namespace plinth {

class PluginRun;

/// What is known of the instance, which is not closed yet.
BlackBox make_black_box(const PluginInfo& info, PluginRun& instance, const Fault& fault,
                        std::vector<LogLine> log);

/// Writes `folder`/<plugin>/<time>.json and removes all but the last five there. Takes well under a
/// millisecond: what is kept of a log line is bounded.
Result<void> write_black_box(const std::filesystem::path& folder, const BlackBox& box);

}  // namespace plinth
