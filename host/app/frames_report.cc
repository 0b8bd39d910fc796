// SPDX-License-Identifier: MIT
// Milliseconds with three digits, bytes as they are in JSON and with their unit in the table.

#include "host/app/frames_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace plinth {
namespace {

using Json = nlohmann::ordered_json;

double to_ms(std::chrono::nanoseconds time) {
    return std::round(std::chrono::duration<double, std::micro>(time).count()) / 1000;
}

const char* to_string(PluginState state) {
    switch (state) {
        case PluginState::Loading:
            return "loading";
        case PluginState::Active:
            return "active";
        case PluginState::Failed:
            return "failed";
        case PluginState::Unloaded:
            break;
    }
    return "unloaded";
}

Json to_json(const Spread& spread) {
    const auto rounded = [](double ms) { return std::round(ms * 1000) / 1000; };
    return {{"p50", rounded(spread.p50)},
            {"p99", rounded(spread.p99)},
            {"p999", rounded(spread.p999)},
            {"max", rounded(spread.max)}};
}

Json to_json(const PluginInfo& plugin) {
    const PluginUsage& usage = plugin.usage;
    return {{"name", plugin.name},
            {"placement", to_string(plugin.placement)},
            {"state", to_string(plugin.state)},
            {"reason", plugin.reason},
            {"js_ms", to_ms(usage.js_time)},
            {"heap_bytes", plugin.heap_bytes},
            {"handles", plugin.handles},
            {"callbacks", usage.callbacks},
            {"start_ms", to_ms(usage.start_time)},
            {"frame_ms", to_ms(usage.frame_time)},
            {"longest_callback_ms", to_ms(usage.longest_callback)},
            {"gc_ms", to_ms(usage.gc_time)},
            {"longest_gc_ms", to_ms(usage.longest_gc)},
            {"sync_calls", usage.sync_calls},
            {"sync_ms", to_ms(usage.sync_time)},
            {"external_bytes", plugin.external_bytes},
            {"handles_by_kind", plugin.handles_by_kind},
            {"callbacks_waiting", plugin.callbacks_waiting},
            {"restarts", plugin.restarts}};
}

template <class... Values>
std::string line(const char* format, Values... values) {
    std::array<char, 512> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return std::string(text.data()) + "\n";
}

std::string spread_line(const char* what, const Spread& spread) {
    return line("%-10s p50 %8.3f ms   p99 %8.3f ms   p99.9 %8.3f ms   max %8.3f ms", what,
                spread.p50, spread.p99, spread.p999, spread.max);
}

double mebibytes(std::size_t bytes) {
    return static_cast<double>(bytes) / (1024 * 1024);
}

std::string plugin_line(const PluginInfo& plugin, std::uint64_t frames) {
    const PluginUsage& usage = plugin.usage;
    // The start was before the first frame, unless it was restarted.
    const double js_ms = to_ms(usage.js_time - std::min(usage.js_time, usage.start_time));
    return line("%-20.20s %-8s %-8s %9.3f %9.2f %9.2f %8.1f %8zu %10llu %6llu  %s",
                plugin.name.c_str(), std::string(to_string(plugin.placement)).c_str(),
                to_string(plugin.state),
                js_ms / static_cast<double>(std::max<std::uint64_t>(frames, 1)),
                to_ms(usage.longest_callback), to_ms(usage.gc_time),
                mebibytes(plugin.heap_bytes + plugin.external_bytes), plugin.handles,
                static_cast<unsigned long long>(usage.callbacks),
                static_cast<unsigned long long>(usage.sync_calls), plugin.reason.c_str());
}

}  // namespace

std::string to_json(const FramesReport& report) {
    Json plugins = Json::array();
    for (const PluginInfo& plugin : report.plugins)
        plugins.push_back(to_json(plugin));
    const Json json = {{"frames", report.frames},
                       {"pump_ms", to_json(report.pump_ms)},
                       {"over_budget", report.over_budget},
                       {"over_frame", report.over_frame},
                       {"rss_bytes", report.rss_bytes},
                       {"plugins", std::move(plugins)},
                       {"pump_cpu_ms", to_json(report.pump_cpu_ms)},
                       {"over_frame_cpu", report.over_frame_cpu},
                       {"faults", report.faults},
                       {"plain", report.options.plain},
                       {"fps", report.options.fps},
                       {"render_ms", report.options.render_ms},
                       {"budget_ms", report.options.budget_ms}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_table(const FramesReport& report) {
    std::string text = line(
        "%-10s %llu at %g a second; %llu over the budget of %g ms, %llu over "
        "the frame of %.2f ms%s",
        "frames", static_cast<unsigned long long>(report.frames), report.options.fps,
        static_cast<unsigned long long>(report.over_budget), report.options.budget_ms,
        static_cast<unsigned long long>(report.over_frame), 1000 / report.options.fps,
        report.options.plain ? "; plain, without a budget" : "");
    text += spread_line("pump", report.pump_ms);
    text += spread_line("  its CPU", report.pump_cpu_ms);
    text += line("%-10s %.1f MiB resident", "memory", mebibytes(report.rss_bytes));
    text += "\n";
    text += line("%-20s %-8s %-8s %9s %9s %9s %8s %8s %10s %6s", "plugin", "placed", "state",
                 "js/frame", "longest", "gc", "MiB", "handles", "callbacks", "sync");
    text += line("%-20s %-8s %-8s %9s %9s %9s", "", "", "", "ms", "ms", "ms in all");
    for (const PluginInfo& plugin : report.plugins)
        text += plugin_line(plugin, report.frames);
    return text;
}

}  // namespace plinth
