// SPDX-License-Identifier: MIT
// What plugins cost the frames: a graph of the last frames, each a column stacked of its plugins,
// and a row for each plugin with its time, longest callback, collections, memory and Sync calls.

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth::imgui {

/// For any window of an app; the console has it in a tab. Owner: the app; it must go before the
/// Host does. Thread: the Host's.
class FramePanel {
  public:
    explicit FramePanel(Host& host) : host_(host) {}

    /// Fills what is left of the current window. `plugins` may be a little old.
    void draw(const std::vector<PluginInfo>& plugins);

  private:
    struct Row {
        std::string name;
        std::vector<PluginFrame> frames;
        // Over the frames shown.
        double mean_ms = 0;
        double worst_ms = 0;
        double longest_ms = 0;
        double gc_ms = 0;
        std::uint64_t sync_calls = 0;
    };

    void read(const std::vector<PluginInfo>& plugins);
    void sort();
    void draw_summary() const;
    void draw_graph(float height) const;
    void draw_frame_tooltip(std::size_t frame) const;
    void draw_table(const std::vector<PluginInfo>& plugins) const;
    void draw_spark(const Row& row, float share) const;
    void draw_row(const Row& row, const PluginInfo& plugin, double widest_ms) const;

    Host& host_;
    std::vector<FrameStats> frames_;
    std::vector<Row> rows_;
    std::vector<std::string> order_;  // Of the rows; changes once a second only.
    double sort_at_ = 0;
};

}  // namespace plinth::imgui
