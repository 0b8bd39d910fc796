// SPDX-License-Identifier: MIT
// Keeps the newest few thousand entries and counts them by level.

#include "sdk/imgui/transcript.h"

#include <algorithm>
#include <utility>

namespace plinth::imgui {
namespace {

constexpr std::size_t kMostEntries = 5000;

}  // namespace

void Transcript::update() {
    for (LogLine& line : host_.log_since(last_line_)) {
        last_line_ = line.id;
        push({++last_entry_, Entry::Kind::Log, line.level, std::move(line.plugin),
              std::move(line.text), line.time});
    }
}

std::uint64_t Transcript::add(Entry::Kind kind, std::string plugin, std::string text) {
    update();  // What was logged before this is shown before this.
    const LogLevel level = kind == Entry::Kind::Failure ? LogLevel::Error : LogLevel::Info;
    push({++last_entry_, kind, level, std::move(plugin), std::move(text),
          std::chrono::system_clock::now()});
    return last_entry_;
}

void Transcript::take_back(std::uint64_t id) {
    const auto found =
        std::ranges::find_if(entries_, [id](const Entry& entry) { return entry.id == id; });
    if (found == entries_.end()) return;
    --counts_[static_cast<std::size_t>(found->level)];
    entries_.erase(found);
    ++revision_;
}

void Transcript::clear() {
    entries_.clear();
    counts_ = {};
    ++revision_;
}

void Transcript::push(Entry entry) {
    ++revision_;
    ++counts_[static_cast<std::size_t>(entry.level)];
    if (std::find(speakers_.begin(), speakers_.end(), entry.plugin) == speakers_.end())
        speakers_.insert(std::upper_bound(speakers_.begin(), speakers_.end(), entry.plugin),
                         entry.plugin);
    entries_.push_back(std::move(entry));
    if (entries_.size() <= kMostEntries) return;
    --counts_[static_cast<std::size_t>(entries_.front().level)];
    entries_.pop_front();
}

}  // namespace plinth::imgui
