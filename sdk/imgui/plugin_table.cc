// SPDX-License-Identifier: MIT
// The table only shows and asks; console.cc carries the answer to the host.

#include "sdk/imgui/plugin_table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "sdk/imgui/theme.h"

namespace plinth::imgui {
namespace {

using Action = PluginCommand::Action;

constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                                   ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit |
                                   ImGuiTableFlags_NoBordersInBody;

constexpr std::size_t kLastWords = 8;  // Lines of its log.

struct StateStyle {
    const char* name;
    ImVec4 color;
};

StateStyle style_of(const PluginInfo& plugin) {
    switch (plugin.state) {
        case PluginState::Loading:
            return {"loading", theme::kWarning};
        case PluginState::Active:
            // A reload that failed leaves its error behind while the old version goes on.
            if (!plugin.error.empty()) return {"active, old", theme::kWarning};
            return {"active", theme::kGood};
        case PluginState::Failed:
            return {"failed", theme::kError};
        case PluginState::Unloaded:
            break;
    }
    return {"unloaded", theme::kDim};
}

std::string size_text(std::size_t bytes) {
    std::array<char, 32> text{};
    const double kilobytes = static_cast<double>(bytes) / 1024;
    if (kilobytes < 1024)
        std::snprintf(text.data(), text.size(), "%.0f KiB", kilobytes);
    else
        std::snprintf(text.data(), text.size(), "%.1f MiB", kilobytes / 1024);
    return text.data();
}

// What the plugin used when a fault stopped it, and its last words.
void draw_black_box(const BlackBox& box) {
    ImGui::TextDisabled("after %.1f s and %llu callbacks; heap %s of %s, Buffers %s",
                        static_cast<double>(box.uptime.count()) / 1000,
                        static_cast<unsigned long long>(box.callbacks),
                        size_text(box.heap_bytes).c_str(), size_text(box.heap_limit_bytes).c_str(),
                        size_text(box.external_bytes).c_str());
    for (const auto& [kind, count] : box.handles)
        ImGui::TextDisabled("left open: %zu %s", count, kind.c_str());
    const std::size_t first = box.log.size() - std::min(box.log.size(), kLastWords);
    for (std::size_t i = first; i < box.log.size(); ++i)
        ImGui::TextUnformatted(box.log[i].text.c_str());
}

void draw_state(const PluginInfo& plugin, const BlackBoxOf& black_box_of) {
    const StateStyle style = style_of(plugin);
    ImGui::TextColored(style.color, "%s", style.name);
    if (plugin.error.empty() || !ImGui::IsItemHovered()) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 45);
    ImGui::TextColored(theme::kError, "%s", plugin.error.c_str());
    if (const std::optional<BlackBox> box = black_box_of(plugin.name)) draw_black_box(*box);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

Action draw_buttons(const PluginInfo& plugin) {
    if (plugin.state == PluginState::Unloaded || plugin.state == PluginState::Failed)
        return ImGui::SmallButton("Load") ? Action::Load : Action::None;
    Action action = Action::None;
    if (ImGui::SmallButton("Reload")) action = Action::Reload;
    ImGui::SameLine(0, 4);
    if (ImGui::SmallButton("Unload")) action = Action::Unload;
    return action;
}

Action draw_row(const PluginInfo& plugin, const BlackBoxOf& black_box_of) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::TextColored(theme::color_of(plugin.name), "%s", plugin.name.c_str());
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", plugin.path.c_str());
    ImGui::SameLine();
    ImGui::TextDisabled("%s", plugin.version.c_str());
    if (plugin.placement != Placement::Main) {
        ImGui::SameLine();
        ImGui::TextDisabled("(%s)", std::string(to_string(plugin.placement)).c_str());
    }
    ImGui::TableNextColumn();
    draw_state(plugin, black_box_of);
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(size_text(plugin.heap_bytes).c_str());
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("and %s in Buffers", size_text(plugin.external_bytes).c_str());
    ImGui::TableNextColumn();
    ImGui::Text("%zu", plugin.handles);
    ImGui::TableNextColumn();
    ImGui::Text("%u", plugin.reloads);
    if (plugin.restarts > 0 && ImGui::IsItemHovered())
        ImGui::SetTooltip("and %u restarts after a fault", plugin.restarts);
    ImGui::TableNextColumn();
    return draw_buttons(plugin);
}

}  // namespace

PluginCommand draw_plugin_table(const std::vector<PluginInfo>& plugins, float height,
                                const BlackBoxOf& black_box_of) {
    PluginCommand command;
    if (!ImGui::BeginTable("plugins", 6, kFlags, ImVec2(0, height))) return command;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn("Plugin", ImGuiTableColumnFlags_WidthStretch);
    for (const char* name : {"State", "Heap", "Handles", "Reloads", ""})
        ImGui::TableSetupColumn(name);
    ImGui::TableHeadersRow();
    for (const PluginInfo& plugin : plugins) {
        ImGui::PushID(plugin.name.c_str());
        const Action action = draw_row(plugin, black_box_of);
        ImGui::PopID();
        if (action != Action::None) command = {action, plugin.name};
    }
    ImGui::EndTable();
    return command;
}

}  // namespace plinth::imgui
