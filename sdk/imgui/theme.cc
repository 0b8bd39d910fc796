// SPDX-License-Identifier: MIT
// Dark glass with one accent colour.

#include "sdk/imgui/theme.h"

#include <array>
#include <cstdint>

namespace plinth::imgui::theme {
namespace {

struct StyleColor {
    ImGuiCol which;
    ImVec4 color;
};

const std::array kColors{
    StyleColor{ImGuiCol_Text, kText},
    StyleColor{ImGuiCol_TextDisabled, kDim},
    StyleColor{ImGuiCol_WindowBg, {0.035f, 0.045f, 0.070f, 0.92f}},
    StyleColor{ImGuiCol_PopupBg, {0.06f, 0.07f, 0.10f, 0.98f}},
    StyleColor{ImGuiCol_ChildBg, {0, 0, 0, 0}},
    StyleColor{ImGuiCol_Border, {0.36f, 0.78f, 1.00f, 0.16f}},
    StyleColor{ImGuiCol_FrameBg, {0.36f, 0.78f, 1.00f, 0.07f}},
    StyleColor{ImGuiCol_FrameBgHovered, {0.36f, 0.78f, 1.00f, 0.14f}},
    StyleColor{ImGuiCol_FrameBgActive, {0.36f, 0.78f, 1.00f, 0.18f}},
    StyleColor{ImGuiCol_Button, {0.36f, 0.78f, 1.00f, 0.10f}},
    StyleColor{ImGuiCol_ButtonHovered, {0.36f, 0.78f, 1.00f, 0.26f}},
    StyleColor{ImGuiCol_ButtonActive, {0.36f, 0.78f, 1.00f, 0.42f}},
    StyleColor{ImGuiCol_Header, {0.36f, 0.78f, 1.00f, 0.14f}},
    StyleColor{ImGuiCol_HeaderHovered, {0.36f, 0.78f, 1.00f, 0.20f}},
    StyleColor{ImGuiCol_HeaderActive, {0.36f, 0.78f, 1.00f, 0.28f}},
    StyleColor{ImGuiCol_Tab, {0.36f, 0.78f, 1.00f, 0.05f}},
    StyleColor{ImGuiCol_TabHovered, {0.36f, 0.78f, 1.00f, 0.26f}},
    StyleColor{ImGuiCol_TabActive, {0.36f, 0.78f, 1.00f, 0.20f}},
    StyleColor{ImGuiCol_TabUnfocused, {0.36f, 0.78f, 1.00f, 0.05f}},
    StyleColor{ImGuiCol_TabUnfocusedActive, {0.36f, 0.78f, 1.00f, 0.20f}},
    StyleColor{ImGuiCol_Separator, {0.36f, 0.78f, 1.00f, 0.16f}},
    StyleColor{ImGuiCol_TableHeaderBg, {0.36f, 0.78f, 1.00f, 0.06f}},
    StyleColor{ImGuiCol_TableBorderStrong, {0.36f, 0.78f, 1.00f, 0.14f}},
    StyleColor{ImGuiCol_TableBorderLight, {0.36f, 0.78f, 1.00f, 0.08f}},
    StyleColor{ImGuiCol_TableRowBgAlt, {1, 1, 1, 0.02f}},
    StyleColor{ImGuiCol_ScrollbarBg, {0, 0, 0, 0}},
    StyleColor{ImGuiCol_ScrollbarGrab, {0.36f, 0.78f, 1.00f, 0.22f}},
    StyleColor{ImGuiCol_CheckMark, kAccent},
    StyleColor{ImGuiCol_TextSelectedBg, {0.36f, 0.78f, 1.00f, 0.35f}},
    StyleColor{ImGuiCol_NavHighlight, {0, 0, 0, 0}},
};

}  // namespace

ImVec4 color_of(std::string_view plugin) {
    if (plugin.empty()) return kDim;
    std::uint32_t hash = 2166136261u;
    for (const char c : plugin)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    ImVec4 color{0, 0, 0, 1};
    const float hue = static_cast<float>(hash >> 16) / 65536.0f;
    ImGui::ColorConvertHSVtoRGB(hue, 0.42f, 0.95f, color.x, color.y, color.z);
    return color;
}

Scope::Scope() {
    for (const StyleColor& style : kColors)
        ImGui::PushStyleColor(style.which, style.color);
    colors_ = static_cast<int>(kColors.size());
    const auto push = [this](ImGuiStyleVar which, auto value) {
        ImGui::PushStyleVar(which, value);
        ++variables_;
    };
    push(ImGuiStyleVar_WindowPadding, ImVec2(12, 8));
    push(ImGuiStyleVar_FramePadding, ImVec2(6, 3));
    push(ImGuiStyleVar_ItemSpacing, ImVec2(8, 5));
    push(ImGuiStyleVar_FrameRounding, 4.0f);
    push(ImGuiStyleVar_PopupRounding, 4.0f);
    push(ImGuiStyleVar_WindowRounding, 0.0f);
    push(ImGuiStyleVar_WindowBorderSize, 0.0f);
    push(ImGuiStyleVar_ScrollbarSize, 10.0f);
    push(ImGuiStyleVar_CellPadding, ImVec2(6, 3));
}

Scope::~Scope() {
    ImGui::PopStyleVar(variables_);
    ImGui::PopStyleColor(colors_);
}

}  // namespace plinth::imgui::theme
