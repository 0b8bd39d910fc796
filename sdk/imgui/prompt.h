// SPDX-License-Identifier: MIT
// The line (or lines) in which JavaScript is typed for one of the plugins.

#pragma once

#include <imgui.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sdk/imgui/transcript.h"

namespace plinth::imgui {

class Prompt {
  public:
    Prompt(Host& host, Transcript& transcript);

    /// How high it will be drawn: it grows with its text.
    float height() const;
    void draw(const std::vector<PluginInfo>& plugins);
    /// Takes the keyboard in the next frame.
    void focus() { take_focus_ = true; }
    bool empty() const { return text_.empty(); }

  private:
    // What a late result needs. It is shared because a result may come when the prompt is gone.
    struct Session {
        Transcript* transcript;
        std::optional<std::string> unfinished;  // Comes back into the prompt.
    };

    static int on_edit(ImGuiInputTextCallbackData* data);
    int edit(ImGuiInputTextCallbackData* data);
    void choose_plugin(const std::vector<PluginInfo>& plugins);
    void submit();
    void browse_history(int step);
    void remember(const std::string& code);
    void resume(const std::string& code);

    Host& host_;
    Transcript& transcript_;
    std::shared_ptr<Session> session_;
    std::string plugin_;
    std::string text_;
    std::optional<std::string> replacement_;  // For the text that ImGui edits.
    std::size_t cursor_ = 0;                  // Where it was in the last frame.
    std::vector<std::string> history_;
    std::size_t history_at_ = 0;
    bool take_focus_ = true;
};

}  // namespace plinth::imgui
