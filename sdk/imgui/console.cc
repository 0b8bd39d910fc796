// SPDX-License-Identifier: MIT
// Puts the parts together: log and prompt on the left, plugins and what they cost in two tabs on
// the right; in a narrow window all three are tabs.

#include "sdk/imgui/console.h"

#include <imgui.h>

#include <algorithm>
#include <vector>

#include "sdk/imgui/frame_panel.h"
#include "sdk/imgui/log_view.h"
#include "sdk/imgui/plugin_table.h"
#include "sdk/imgui/prompt.h"
#include "sdk/imgui/theme.h"
#include "sdk/imgui/transcript.h"

namespace plinth::imgui {
namespace {

constexpr float kNarrow = 1000;
constexpr float kTableShare = 0.43f;
constexpr float kHeightShare = 0.5f;
constexpr double kRefreshSeconds = 0.25;  // Heap figures cost a little.

constexpr ImGuiWindowFlags kWindow =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
    ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar |
    ImGuiWindowFlags_NoScrollWithMouse;

}  // namespace

class Console::Impl {
  public:
    explicit Impl(Host& host)
        : host_(host),
          transcript_(host),
          log_(transcript_),
          prompt_(host, transcript_),
          costs_(host) {}

    void draw(bool* open);
    bool typing() const { return open_ && !prompt_.empty(); }

  private:
    void place_window();
    void draw_wide();
    void draw_narrow();
    void draw_log_side();
    void draw_plugin_tabs();
    void draw_plugins(float height);
    void refresh_plugins();
    void obey(const PluginCommand& command);

    Host& host_;
    Transcript transcript_;
    LogView log_;
    Prompt prompt_;
    FramePanel costs_;
    std::vector<PluginInfo> plugins_;
    double refresh_at_ = 0;
    float shown_ = 0;  // From 0, hidden above the window, to 1.
    bool open_ = false;
};

void Console::Impl::draw(bool* open) {
    transcript_.update();
    if (*open && !open_) prompt_.focus();
    open_ = *open;
    const float wanted = open_ ? 1.0f : 0.0f;
    shown_ += (wanted - shown_) * std::min(1.0f, ImGui::GetIO().DeltaTime * 16);
    if (!open_ && shown_ < 0.02f) return;

    refresh_plugins();
    const theme::Scope style;
    place_window();
    // While it slides away it must not keep the keyboard from the game.
    const ImGuiWindowFlags passive = open_ ? 0 : ImGuiWindowFlags_NoInputs;
    ImGui::Begin("Plinth console", nullptr, kWindow | passive);
    if (ImGui::GetWindowWidth() < kNarrow)
        draw_narrow();
    else
        draw_wide();
    const bool escape = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows) &&
                        ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape));
    if (escape) *open = false;
    ImGui::End();
}

void Console::Impl::place_window() {
    const ImVec2 size = ImGui::GetMainViewport()->WorkSize;
    const ImVec2 corner = ImGui::GetMainViewport()->WorkPos;
    const float height = std::max(size.y * kHeightShare, std::min(size.y, 260.0f));
    ImGui::SetNextWindowPos(ImVec2(corner.x, corner.y - height * (1 - shown_)));
    ImGui::SetNextWindowSize(ImVec2(size.x, height));
}

void Console::Impl::draw_wide() {
    const float whole = ImGui::GetContentRegionAvail().x;
    ImGui::BeginChild("log side", ImVec2(whole * (1 - kTableShare), 0));
    draw_log_side();
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("plugin side");
    if (ImGui::BeginTabBar("parts")) {
        draw_plugin_tabs();
        ImGui::EndTabBar();
    }
    ImGui::EndChild();
}

void Console::Impl::draw_narrow() {
    if (!ImGui::BeginTabBar("parts")) return;
    if (ImGui::BeginTabItem("Log")) {
        draw_log_side();
        ImGui::EndTabItem();
    }
    draw_plugin_tabs();
    ImGui::EndTabBar();
}

void Console::Impl::draw_plugin_tabs() {
    if (ImGui::BeginTabItem("Plugins")) {
        draw_plugins(0);
        ImGui::EndTabItem();
    }
    if (ImGui::BeginTabItem("Frames")) {
        costs_.draw(plugins_);
        ImGui::EndTabItem();
    }
}

void Console::Impl::draw_log_side() {
    log_.draw_toolbar();
    ImGui::Separator();
    log_.draw_lines(-(prompt_.height() + ImGui::GetStyle().ItemSpacing.y * 2));
    ImGui::Separator();
    prompt_.draw(plugins_);
}

void Console::Impl::draw_plugins(float height) {
    obey(draw_plugin_table(plugins_, height,
                           [this](std::string_view plugin) { return host_.black_box(plugin); }));
}

void Console::Impl::refresh_plugins() {
    if (ImGui::GetTime() < refresh_at_ && !plugins_.empty()) return;
    refresh_at_ = ImGui::GetTime() + kRefreshSeconds;
    plugins_ = host_.plugins();
}

void Console::Impl::obey(const PluginCommand& command) {
    using Action = PluginCommand::Action;
    if (command.action == Action::None) return;
    if (command.action == Action::Reload) host_.reload(command.plugin);
    if (command.action == Action::Unload) host_.unload(command.plugin);
    if (command.action == Action::Load) host_.load(command.plugin);
    refresh_at_ = 0;
}

Console::Console(Host& host) : impl_(std::make_unique<Impl>(host)) {}

Console::~Console() = default;

void Console::draw(bool* open) {
    impl_->draw(open);
}

bool Console::typing() const {
    return impl_->typing();
}

}  // namespace plinth::imgui
