// SPDX-License-Identifier: MIT
// The list of what was logged, with its filters.

#pragma once

#include <imgui.h>

#include <array>
#include <string>
#include <vector>

#include "sdk/imgui/transcript.h"

namespace plinth::imgui {

class LogView {
  public:
    explicit LogView(Transcript& transcript) : transcript_(transcript) { shown_levels_.fill(true); }

    /// The filters, in one row.
    void draw_toolbar();
    /// The lines, as high as `height`.
    void draw_lines(float height);

  private:
    // One line on the screen: an entry has as many as its text.
    struct Row {
        std::size_t entry = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
        bool first = true;
    };

    void draw_level_button(LogLevel level);
    void draw_plugin_filter();
    void draw_row(const Row& row);
    void copy();
    void refresh();
    bool passes(const Entry& entry) const;

    Transcript& transcript_;
    ImGuiTextFilter filter_;
    std::array<bool, kLogLevels> shown_levels_{};
    bool one_plugin_ = false;
    std::string plugin_;
    bool follow_ = true;
    bool filter_changed_ = true;
    std::uint64_t revision_ = 0;
    std::vector<Row> rows_;
};

}  // namespace plinth::imgui
