// SPDX-License-Identifier: MIT
// One row for each plugin: what it is, what it uses, and buttons to reload, unload and load it.

#pragma once

#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth::imgui {

/// What a button asked for. It is done after the table is drawn, because it changes the table.
struct PluginCommand {
    enum class Action { None, Reload, Unload, Load };
    Action action = Action::None;
    std::string plugin;
};

PluginCommand draw_plugin_table(const std::vector<PluginInfo>& plugins, float height);

}  // namespace plinth::imgui
