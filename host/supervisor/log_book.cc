// SPDX-License-Identifier: MIT
// A ring of lines; without a sink of the game's they go to stdout and stderr.

#include "host/supervisor/log_book.h"

#include <algorithm>

#include "host/io/write.h"

namespace plinth {
namespace {

void print(const LogLine& line) {
    const bool trouble = line.level == LogLevel::Error || line.level == LogLevel::Warning;
    const std::string name = line.plugin.empty() ? "plinth" : line.plugin;
    write_all(trouble ? 2 : 1, "[" + name + "] " + line.text + "\n");
}

}  // namespace

LogBook::LogBook(std::function<void(const LogLine&)> on_log)
    : on_log_(on_log ? std::move(on_log) : &print) {}

void LogBook::add(LogLevel level, std::string plugin, std::string text) {
    lines_.push_back(
        {++last_id_, level, std::move(plugin), std::move(text), std::chrono::system_clock::now()});
    if (lines_.size() > kKept) lines_.pop_front();
    const LogLine line = lines_.back();
    if (!line.plugin.empty()) keep_recent(line);
    on_log_(line);
}

void LogBook::keep_recent(const LogLine& line) {
    std::deque<LogLine>& recent = recent_[line.plugin];
    recent.push_back(line);
    recent.back().text.resize(std::min(line.text.size(), kLongestRecent));
    if (recent.size() > kRecent) recent.pop_front();
}

std::vector<LogLine> LogBook::recent(const std::string& plugin) const {
    const auto found = recent_.find(plugin);
    if (found == recent_.end()) return {};
    return {found->second.begin(), found->second.end()};
}

std::vector<LogLine> LogBook::since(std::uint64_t after) const {
    std::vector<LogLine> lines;
    for (const LogLine& line : lines_) {
        if (line.id > after) lines.push_back(line);
    }
    return lines;
}

}  // namespace plinth
