// SPDX-License-Identifier: MIT
// A developer's console for any app that uses Plinth and Dear ImGui: the log of all plugins, a
// JavaScript prompt, and a table of the plugins. The app brings the window and the ImGui frame.

#pragma once

#include <memory>

#include "sdk/embed/plinth.h"

namespace plinth::imgui {

/// Owner: the app; it must go before the Host does. Thread: the Host's.
class Console {
  public:
    explicit Console(Host& host);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// Draws the console over the upper half of the screen while *open. Call it once a frame,
    /// between ImGui::NewFrame() and ImGui::Render(), open or not. Escape sets *open to false.
    void draw(bool* open);

    /// True while text stands in the prompt, so that the key which closes the console (usually the
    /// backquote, which also begins a JavaScript template) belongs to the text.
    bool typing() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace plinth::imgui
