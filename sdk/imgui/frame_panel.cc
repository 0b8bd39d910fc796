// SPDX-License-Identifier: MIT
// The graph and the numbers are of the same frames: those that the host remembers.

#include "sdk/imgui/frame_panel.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "sdk/imgui/theme.h"

namespace plinth::imgui {
namespace {

constexpr float kGraphHeight = 92;
constexpr double kSortSeconds = 1;
constexpr double kTallest = 3;  // The graph shows up to so many budgets; what is above is cut.
constexpr int kSparks = 60;     // Frames in the little graph of a row.

constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                                   ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit |
                                   ImGuiTableFlags_NoBordersInBody;

double to_ms(std::chrono::nanoseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

// Calls of the game into a plugin between two frames count for the plugin, not for frame().
double cost_ms(const PluginFrame& frame) {
    return to_ms(std::max(frame.frame_time, frame.js_time));
}

std::string size_text(std::size_t bytes) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f MiB", static_cast<double>(bytes) / (1024 * 1024));
    return text.data();
}

ImU32 faded(const ImVec4& color, float alpha) {
    return ImGui::GetColorU32(ImVec4(color.x, color.y, color.z, alpha));
}

// A number that matters is bright; nothing is a dot.
void draw_ms(double ms, double warning_ms) {
    if (ms < 0.0005) {
        ImGui::TextDisabled("·");
        return;
    }
    const ImVec4& color = ms >= warning_ms ? theme::kWarning : theme::kText;
    ImGui::TextColored(color, ms < 10 ? "%.2f" : "%.0f", ms);
}

const PluginInfo* find(const std::vector<PluginInfo>& plugins, const std::string& name) {
    const auto found = std::ranges::find(plugins, name, &PluginInfo::name);
    return found == plugins.end() ? nullptr : &*found;
}

}  // namespace

void FramePanel::draw(const std::vector<PluginInfo>& plugins) {
    read(plugins);
    draw_summary();
    draw_graph(kGraphHeight);
    draw_table(plugins);
}

void FramePanel::read(const std::vector<PluginInfo>& plugins) {
    frames_ = host_.recent_frames();
    rows_.clear();
    for (const PluginInfo& plugin : plugins) {
        Row row;
        row.name = plugin.name;
        row.frames = host_.recent_frames(plugin.name);
        // What runs on a thread of its own is no part of the frame's time.
        for (PluginFrame& frame : row.frames) {
            if (plugin.placement == Placement::Worker) frame.js_time = {};
        }
        for (const PluginFrame& frame : row.frames) {
            row.mean_ms += cost_ms(frame);
            row.worst_ms = std::max(row.worst_ms, cost_ms(frame));
            row.longest_ms = std::max(row.longest_ms, to_ms(frame.longest_callback));
            row.gc_ms += to_ms(frame.gc_time);
            row.sync_calls += frame.sync_calls;
        }
        row.mean_ms /= static_cast<double>(std::max<std::size_t>(row.frames.size(), 1));
        // A plugin that was loaded just now may be younger than frames_, or the other way round.
        row.frames.resize(frames_.size());
        rows_.push_back(std::move(row));
    }
    sort();
}

// The most expensive one first, but rows that swap places all the time can't be read.
void FramePanel::sort() {
    if (ImGui::GetTime() >= sort_at_ || order_.size() != rows_.size()) {
        sort_at_ = ImGui::GetTime() + kSortSeconds;
        std::ranges::stable_sort(rows_, std::ranges::greater(), &Row::mean_ms);
        order_.clear();
        for (const Row& row : rows_)
            order_.push_back(row.name);
        return;
    }
    const auto place = [this](const Row& row) { return std::ranges::find(order_, row.name); };
    std::ranges::stable_sort(rows_, std::ranges::less(), place);
}

void FramePanel::draw_summary() const {
    double sum_ms = 0;
    double worst_ms = 0;
    double budget_ms = 0;
    std::size_t late = 0;
    for (const FrameStats& frame : frames_) {
        sum_ms += to_ms(frame.spent);
        worst_ms = std::max(worst_ms, to_ms(frame.spent));
        budget_ms = to_ms(frame.budget);
        if (frame.spent > frame.budget) ++late;
    }
    const double mean_ms = sum_ms / static_cast<double>(std::max<std::size_t>(frames_.size(), 1));
    ImGui::Text("%.2f ms", mean_ms);
    ImGui::SameLine(0, 7);
    ImGui::TextDisabled("a frame, of %.1f ms; worst", budget_ms);
    ImGui::SameLine(0, 7);
    ImGui::TextColored(worst_ms > budget_ms ? theme::kWarning : theme::kText, "%.2f ms", worst_ms);
    if (late == 0) return;
    ImGui::SameLine(0, 10);
    ImGui::TextColored(theme::kWarning, "%zu of %zu frames over", late, frames_.size());
}

// One column a frame, the newest on the right. What no plugin is charged with is the host's own.
void FramePanel::draw_graph(float height) const {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::InvisibleButton("frames", ImVec2(std::max(width, 1.0f), height));
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 end(corner.x + width, corner.y + height);
    list->AddRectFilled(corner, end, faded(theme::kAccent, 0.05f), 3);
    if (frames_.empty()) return;

    double top_ms = 0.1;
    for (const FrameStats& frame : frames_)
        top_ms = std::max(top_ms, std::min(to_ms(frame.spent), to_ms(frame.budget) * kTallest));
    const float per_ms = (height - 4) / static_cast<float>(top_ms);
    const float step = width / static_cast<float>(kRecentFrames);
    const float first = end.x - step * static_cast<float>(frames_.size());
    for (std::size_t i = 0; i < frames_.size(); ++i) {
        const float left = first + step * static_cast<float>(i);
        float low = end.y;
        const auto stack = [&](double ms, ImU32 color) {
            const float high = std::max(low - static_cast<float>(ms) * per_ms, corner.y);
            list->AddRectFilled(ImVec2(left, high), ImVec2(left + std::max(step - 0.5f, 1.0f), low),
                                color);
            low = high;
        };
        double rest_ms = to_ms(frames_[i].spent);
        for (const Row& row : rows_) {
            const double ms = cost_ms(row.frames[i]);
            if (ms <= 0) continue;
            rest_ms -= to_ms(row.frames[i].frame_time);
            stack(ms, faded(theme::color_of(row.name), 0.9f));
        }
        stack(std::max(rest_ms, 0.0), faded(theme::kDim, 0.5f));
        if (to_ms(frames_[i].spent) > top_ms)
            list->AddRectFilled(ImVec2(left, corner.y), ImVec2(left + step, corner.y + 3),
                                faded(theme::kError, 1));
    }
    const float budget = end.y - static_cast<float>(to_ms(frames_.back().budget)) * per_ms;
    if (budget > corner.y)
        list->AddLine(ImVec2(corner.x, budget), ImVec2(end.x, budget),
                      faded(theme::kWarning, 0.6f));
    std::array<char, 32> label{};
    std::snprintf(label.data(), label.size(), "%.2f ms", top_ms);
    list->AddText(ImVec2(corner.x + 4, corner.y + 1), faded(theme::kDim, 1), label.data());
    if (!hovered) return;
    const float at = (ImGui::GetIO().MousePos.x - first) / step;
    if (at >= 0 && at < static_cast<float>(frames_.size()))
        draw_frame_tooltip(static_cast<std::size_t>(at));
}

void FramePanel::draw_frame_tooltip(std::size_t frame) const {
    ImGui::BeginTooltip();
    ImGui::Text("%.2f ms, callbacks: %u", to_ms(frames_[frame].spent), frames_[frame].callbacks);
    ImGui::SameLine();
    ImGui::TextDisabled("%zu frames ago", frames_.size() - 1 - frame);
    for (const Row& row : rows_) {
        const PluginFrame& part = row.frames[frame];
        if (cost_ms(part) <= 0) continue;
        ImGui::TextColored(theme::color_of(row.name), "%s", row.name.c_str());
        ImGui::SameLine();
        ImGui::Text("%.2f ms, longest callback %.2f ms", cost_ms(part),
                    to_ms(part.longest_callback));
        if (part.gc_time.count() == 0) continue;
        ImGui::SameLine();
        ImGui::TextDisabled("collections %.2f ms", to_ms(part.gc_time));
    }
    ImGui::EndTooltip();
}

void FramePanel::draw_table(const std::vector<PluginInfo>& plugins) const {
    constexpr int kColumns = 7;
    if (!ImGui::BeginTable("costs", kColumns, kFlags)) return;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn("Plugin", ImGuiTableColumnFlags_WidthStretch);
    for (const char* name : {"ms a frame", "Worst", "Callback", "GC", "Memory", "Sync"})
        ImGui::TableSetupColumn(name);
    ImGui::TableHeadersRow();
    double widest_ms = 0.001;
    for (const Row& row : rows_)
        widest_ms = std::max(widest_ms, row.mean_ms);
    for (const Row& row : rows_) {
        const PluginInfo* plugin = find(plugins, row.name);
        if (plugin == nullptr) continue;
        ImGui::PushID(row.name.c_str());
        draw_row(row, *plugin, widest_ms);
        ImGui::PopID();
    }
    ImGui::EndTable();
}

// Its share of the mean frame as a bar, and over it its last frames.
void FramePanel::draw_spark(const Row& row, float share) const {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetTextLineHeight();
    constexpr float kBar = 56;
    const ImVec4 color = theme::color_of(row.name);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(corner, ImVec2(corner.x + kBar, corner.y + line), faded(color, 0.10f), 2);
    list->AddRectFilled(corner, ImVec2(corner.x + kBar * share, corner.y + line),
                        faded(color, 0.25f), 2);
    const std::size_t shown = std::min<std::size_t>(row.frames.size(), kSparks);
    const float step = kBar / kSparks;
    for (std::size_t i = 0; i < shown && row.worst_ms > 0; ++i) {
        const PluginFrame& frame = row.frames[row.frames.size() - shown + i];
        const float part = static_cast<float>(cost_ms(frame) / row.worst_ms);
        const float left = corner.x + step * static_cast<float>(i);
        list->AddRectFilled(ImVec2(left, corner.y + line * (1 - part)),
                            ImVec2(left + step, corner.y + line), faded(color, 0.8f));
    }
    ImGui::Dummy(ImVec2(kBar, line));
}

void FramePanel::draw_row(const Row& row, const PluginInfo& plugin, double widest_ms) const {
    const ImVec4 color = theme::color_of(row.name);
    const double budget_ms = frames_.empty() ? 0 : to_ms(frames_.back().budget);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::TextColored(color, "%s", row.name.c_str());
    if (ImGui::IsItemHovered() && !plugin.handles_by_kind.empty()) {
        ImGui::BeginTooltip();
        ImGui::TextDisabled("open:");
        for (const auto& [kind, count] : plugin.handles_by_kind)
            ImGui::Text("%zu %s", count, kind.c_str());
        ImGui::TextDisabled("%zu callbacks wait", plugin.callbacks_waiting);
        ImGui::EndTooltip();
    }

    ImGui::TableNextColumn();
    draw_spark(row, static_cast<float>(row.mean_ms / widest_ms));
    ImGui::SameLine(0, 6);
    ImGui::Text("%.3f", row.mean_ms);

    ImGui::TableNextColumn();
    draw_ms(row.worst_ms, budget_ms);
    ImGui::TableNextColumn();
    draw_ms(row.longest_ms, budget_ms);
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("longest callback; %.2f ms since this version started",
                          to_ms(plugin.usage.longest_callback));
    ImGui::TableNextColumn();
    draw_ms(row.gc_ms, budget_ms * 10);
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("in these frames; in all %llu collections, the longest %.2f ms",
                          static_cast<unsigned long long>(plugin.usage.collections),
                          to_ms(plugin.usage.longest_gc));
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(size_text(plugin.heap_bytes + plugin.external_bytes).c_str());
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("heap %s, Buffers %s", size_text(plugin.heap_bytes).c_str(),
                          size_text(plugin.external_bytes).c_str());
    ImGui::TableNextColumn();
    if (row.sync_calls == 0)
        ImGui::TextDisabled("·");
    else
        ImGui::TextColored(theme::kWarning, "%llu",
                           static_cast<unsigned long long>(row.sync_calls));
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("*Sync calls in these frames; they block the game. In all %llu, %.1f ms",
                          static_cast<unsigned long long>(plugin.usage.sync_calls),
                          to_ms(plugin.usage.sync_time));
}

}  // namespace plinth::imgui
