// SPDX-License-Identifier: MIT
// What `plinth frames` is asked for. Nothing here looks at the disk.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth {

struct FramesOptions {
    std::vector<std::string> folders;  ///< Plugins, or folders of plugins.
    double seconds = 10;
    double fps = 60;
    double render_ms = 4;  ///< CPU time that each frame spends on the game's own behalf.
    double budget_ms = 2;
    std::optional<Placement> placement;  ///< Of all plugins, whatever their manifests say.
    bool json = false;
    bool plain = false;  ///< Each loop is turned to its end each frame, to compare with.
    bool log = false;    ///< What the plugins log goes to stderr.
    bool help = false;
    std::string error;  ///< What is wrong with the command line; empty when nothing is.
};

FramesOptions parse_frames_options(const std::vector<std::string>& arguments);

/// How it is used, with the meaning of each option.
const char* frames_usage();

}  // namespace plinth
