// SPDX-License-Identifier: MIT
// Enter evaluates, Ctrl+Enter begins a new line, up and down leave the text for the history. Code
// that is not complete comes back with a new line under it.

#include "sdk/imgui/prompt.h"

#include <algorithm>
#include <utility>

#include "sdk/imgui/theme.h"

namespace plinth::imgui {
namespace {

constexpr int kMostLines = 8;
constexpr std::size_t kMostHistory = 200;
constexpr float kPluginWidth = 130;

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

}  // namespace

Prompt::Prompt(Host& host, Transcript& transcript)
    : host_(host),
      transcript_(transcript),
      session_(std::make_shared<Session>(Session{&transcript, {}})) {}

float Prompt::height() const {
    const auto breaks = std::count(text_.begin(), text_.end(), '\n');
    const auto lines = static_cast<float>(std::min<std::ptrdiff_t>(breaks + 1, kMostLines));
    return lines * ImGui::GetTextLineHeight() + ImGui::GetStyle().FramePadding.y * 2;
}

void Prompt::draw(const std::vector<PluginInfo>& plugins) {
    if (session_->unfinished) {
        resume(*session_->unfinished);
        session_->unfinished.reset();
    }
    choose_plugin(plugins);
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextColored(theme::kAccent, ">");
    ImGui::SameLine();

    if (std::exchange(take_focus_, false)) ImGui::SetKeyboardFocusHere();
    constexpr ImGuiInputTextFlags kFlags =
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CtrlEnterForNewLine |
        ImGuiInputTextFlags_AllowTabInput | ImGuiInputTextFlags_CallbackAlways |
        ImGuiInputTextFlags_CallbackResize;
    // ImGui writes into the string; the callback makes room.
    const bool entered =
        ImGui::InputTextMultiline("##code", text_.data(), text_.capacity() + 1,
                                  ImVec2(-1, height()), kFlags, &Prompt::on_edit, this);
    if (!entered) return;
    submit();
    focus();
}

void Prompt::choose_plugin(const std::vector<PluginInfo>& plugins) {
    const bool known = std::ranges::any_of(
        plugins, [this](const PluginInfo& plugin) { return plugin.name == plugin_; });
    if (!known) plugin_ = plugins.empty() ? std::string() : plugins.front().name;

    ImGui::SetNextItemWidth(kPluginWidth);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::color_of(plugin_));
    const bool open = ImGui::BeginCombo("##in", plugin_.empty() ? "no plugin" : plugin_.c_str());
    ImGui::PopStyleColor();
    if (!open) return;
    for (const PluginInfo& plugin : plugins) {
        if (!ImGui::Selectable(plugin.name.c_str(), plugin.name == plugin_)) continue;
        plugin_ = plugin.name;
        focus();
    }
    ImGui::EndCombo();
}

int Prompt::on_edit(ImGuiInputTextCallbackData* data) {
    return static_cast<Prompt*>(data->UserData)->edit(data);
}

int Prompt::edit(ImGuiInputTextCallbackData* data) {
    if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
        text_.resize(static_cast<std::size_t>(data->BufTextLen));
        data->Buf = text_.data();
        return 0;
    }
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow)) &&
        (cursor_ == 0 || text_.rfind('\n', cursor_ - 1) == std::string::npos))
        browse_history(-1);
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow)) &&
        text_.find('\n', cursor_) == std::string::npos)
        browse_history(+1);
    if (replacement_) {
        data->DeleteChars(0, data->BufTextLen);
        data->InsertChars(0, replacement_->c_str());
        replacement_.reset();
    }
    cursor_ = static_cast<std::size_t>(data->CursorPos);
    return 0;
}

void Prompt::submit() {
    std::string code = std::exchange(text_, {});
    cursor_ = 0;
    if (blank(code)) return;
    remember(code);
    const std::uint64_t echo = transcript_.add(Entry::Kind::Input, plugin_, code);
    if (plugin_.empty()) {
        transcript_.add(Entry::Kind::Failure, {}, "There is no plugin to evaluate this in.");
        return;
    }
    host_.evaluate(
        plugin_, code,
        [session = std::weak_ptr(session_), plugin = plugin_, code, echo](Evaluation evaluation) {
            const std::shared_ptr<Session> alive = session.lock();
            if (!alive) return;
            if (evaluation.kind == Evaluation::Kind::Incomplete) {
                alive->transcript->take_back(echo);
                alive->unfinished = code;
                return;
            }
            const bool failed = evaluation.kind == Evaluation::Kind::Error;
            alive->transcript->add(failed ? Entry::Kind::Failure : Entry::Kind::Result, plugin,
                                   std::move(evaluation.text));
        });
}

void Prompt::remember(const std::string& code) {
    if (history_.empty() || history_.back() != code) history_.push_back(code);
    if (history_.size() > kMostHistory) history_.erase(history_.begin());
    history_at_ = history_.size();
}

// ImGui owns the text while it is edited: then a change has to go through its callback.
void Prompt::resume(const std::string& code) {
    if (!history_.empty() && history_.back() == code) history_.pop_back();
    history_at_ = history_.size();
    text_ = code + "\n";
    cursor_ = text_.size();
    replacement_ = text_;
}

void Prompt::browse_history(int step) {
    if (step < 0 && history_at_ == 0) return;
    if (step > 0 && history_at_ >= history_.size()) return;
    history_at_ = step < 0 ? history_at_ - 1 : history_at_ + 1;
    replacement_ = history_at_ < history_.size() ? history_[history_at_] : std::string();
}

}  // namespace plinth::imgui
