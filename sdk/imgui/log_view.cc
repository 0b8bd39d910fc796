// SPDX-License-Identifier: MIT
// Rows are cut from the entries only when something changed, and only the visible ones are drawn.

#include "sdk/imgui/log_view.h"

#include <ctime>

#include "sdk/imgui/theme.h"

namespace plinth::imgui {
namespace {

constexpr std::array<const char*, kLogLevels> kLevelNames{"Debug", "Info", "Warnings", "Errors"};

const char* name_of(const std::string& plugin) {
    return plugin.empty() ? "host" : plugin.c_str();
}

ImVec4 color_of(const Entry& entry) {
    switch (entry.kind) {
        case Entry::Kind::Input:
            return theme::kAccent;
        case Entry::Kind::Result:
            return theme::kResult;
        case Entry::Kind::Failure:
            return theme::kError;
        case Entry::Kind::Log:
            break;
    }
    if (entry.level == LogLevel::Error) return theme::kError;
    if (entry.level == LogLevel::Warning) return theme::kWarning;
    return entry.level == LogLevel::Debug ? theme::kDim : theme::kText;
}

const char* mark_of(const Entry& entry, bool first) {
    if (entry.kind == Entry::Kind::Input) return first ? "> " : "  ";
    if (entry.kind == Entry::Kind::Result) return first ? "< " : "  ";
    return "";
}

std::string clock_text(std::chrono::system_clock::time_point time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%H:%M:%S", std::localtime(&seconds));
    return text.data();
}

}  // namespace

void LogView::draw_toolbar() {
    for (const LogLevel level :
         {LogLevel::Error, LogLevel::Warning, LogLevel::Info, LogLevel::Debug}) {
        draw_level_button(level);
        ImGui::SameLine();
    }
    draw_plugin_filter();
    ImGui::SameLine();
    ImGui::Checkbox("Follow", &follow_);
    ImGui::SameLine();
    if (ImGui::Button("Copy")) copy();
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("Copies the lines that pass the filters");
    ImGui::SameLine();
    if (ImGui::Button("Clear")) transcript_.clear();
    ImGui::SameLine();
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##filter", "Filter, -without", filter_.InputBuf,
                                 IM_ARRAYSIZE(filter_.InputBuf))) {
        filter_.Build();
        filter_changed_ = true;
    }
}

void LogView::draw_level_button(LogLevel level) {
    const auto index = static_cast<std::size_t>(level);
    Entry sample;
    sample.level = level;
    ImVec4 color = color_of(sample);
    if (!shown_levels_[index]) color.w = 0.35f;
    const std::string label = std::string(kLevelNames[index]) + " " +
                              std::to_string(transcript_.count(level)) + "###" + kLevelNames[index];
    ImGui::PushStyleColor(ImGuiCol_Text, color);
    if (ImGui::Button(label.c_str())) {
        shown_levels_[index] = !shown_levels_[index];
        filter_changed_ = true;
    }
    ImGui::PopStyleColor();
    if (ImGui::IsItemHovered()) ImGui::SetTooltip(shown_levels_[index] ? "Hide" : "Show");
}

void LogView::draw_plugin_filter() {
    ImGui::SetNextItemWidth(110);
    if (!ImGui::BeginCombo("##plugin", one_plugin_ ? name_of(plugin_) : "All plugins")) return;
    if (ImGui::Selectable("All plugins", !one_plugin_)) {
        one_plugin_ = false;
        filter_changed_ = true;
    }
    for (const std::string& name : transcript_.speakers()) {
        if (!ImGui::Selectable(name_of(name), one_plugin_ && name == plugin_)) continue;
        one_plugin_ = true;
        plugin_ = name;
        filter_changed_ = true;
    }
    ImGui::EndCombo();
}

void LogView::draw_lines(float height) {
    refresh();
    ImGui::BeginChild("log", ImVec2(0, height), false, ImGuiWindowFlags_HorizontalScrollbar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8, 1));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows_.size()));
    while (clipper.Step())
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
            draw_row(rows_[static_cast<std::size_t>(row)]);
    ImGui::PopStyleVar();
    // Scrolling up by hand stops the following, scrolling to the end starts it again.
    if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0)
        follow_ = ImGui::GetIO().MouseWheel < 0 && ImGui::GetScrollY() >= ImGui::GetScrollMaxY();
    if (follow_) ImGui::SetScrollY(ImGui::GetScrollMaxY());
    ImGui::EndChild();
}

void LogView::draw_row(const Row& row) {
    const Entry& entry = transcript_.entries()[row.entry];
    const float start = ImGui::GetCursorPosX();
    const float letter = ImGui::CalcTextSize("0").x;
    if (row.first) {
        ImGui::TextColored(theme::kDim, "%s", clock_text(entry.time).c_str());
        ImGui::SameLine(start + letter * 9.5f);
        ImGui::TextColored(theme::color_of(entry.plugin), "%.12s", name_of(entry.plugin));
        ImGui::SameLine(start + letter * 22.5f);
    } else {
        ImGui::SetCursorPosX(start + letter * 22.5f);
    }
    ImGui::PushStyleColor(ImGuiCol_Text, color_of(entry));
    ImGui::TextUnformatted(mark_of(entry, row.first));
    ImGui::SameLine(0, 0);
    ImGui::TextUnformatted(entry.text.data() + row.begin, entry.text.data() + row.end);
    ImGui::PopStyleColor();
}

void LogView::copy() {
    refresh();
    std::string text;
    for (const Row& row : rows_) {
        const Entry& entry = transcript_.entries()[row.entry];
        if (row.first) text += clock_text(entry.time) + " [" + name_of(entry.plugin) + "] ";
        text += mark_of(entry, row.first);
        text.append(entry.text, row.begin, row.end - row.begin);
        text += '\n';
    }
    ImGui::SetClipboardText(text.c_str());
}

void LogView::refresh() {
    if (!filter_changed_ && revision_ == transcript_.revision()) return;
    filter_changed_ = false;
    revision_ = transcript_.revision();
    rows_.clear();
    for (std::size_t index = 0; index < transcript_.entries().size(); ++index) {
        const Entry& entry = transcript_.entries()[index];
        if (!passes(entry)) continue;
        for (std::size_t begin = 0; begin <= entry.text.size();) {
            const std::size_t end = std::min(entry.text.find('\n', begin), entry.text.size());
            rows_.push_back({index, begin, end, begin == 0});
            begin = end + 1;
        }
    }
}

bool LogView::passes(const Entry& entry) const {
    if (one_plugin_ && entry.plugin != plugin_) return false;
    if (entry.kind == Entry::Kind::Log && !shown_levels_[static_cast<std::size_t>(entry.level)])
        return false;
    return filter_.PassFilter(entry.text.data(), entry.text.data() + entry.text.size());
}

}  // namespace plinth::imgui
