// SPDX-License-Identifier: MIT
// One row for each plugin: what it is, what it uses, and buttons to reload, unload and load it.

#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth::imgui {

/// What a button asked for. It is done after the table is drawn, because it changes the table.
struct PluginCommand {
    enum class Action { None, Reload, Unload, Load };
    Action action = Action::None;
    std::string plugin;
};

using BlackBoxOf = std::function<std::optional<BlackBox>(std::string_view plugin)>;

/// `black_box_of` is asked for the plugin that the mouse is over.
PluginCommand draw_plugin_table(const std::vector<PluginInfo>& plugins, float height,
                                const BlackBoxOf& black_box_of);

}  // namespace plinth::imgui
