// SPDX-License-Identifier: MIT
// What the console shows, as text: the host's log, and between its lines what was typed at the
// prompt and what came of it.

#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth::imgui {

struct Entry {
    enum class Kind { Log, Input, Result, Failure };
    std::uint64_t id = 0;
    Kind kind = Kind::Log;
    LogLevel level = LogLevel::Info;
    std::string plugin;
    std::string text;
    std::chrono::system_clock::time_point time;
};

inline constexpr std::size_t kLogLevels = 4;

class Transcript {
  public:
    explicit Transcript(Host& host) : host_(host) {}

    /// Takes what was logged since the last time.
    void update();
    /// Returns the entry's id.
    std::uint64_t add(Entry::Kind kind, std::string plugin, std::string text);
    void take_back(std::uint64_t id);
    void clear();

    const std::deque<Entry>& entries() const { return entries_; }
    /// Grows with each change, so that a view knows when it is out of date.
    std::uint64_t revision() const { return revision_; }
    int count(LogLevel level) const { return counts_[static_cast<std::size_t>(level)]; }
    /// Names of the plugins that have said something; the host's own is empty.
    const std::vector<std::string>& speakers() const { return speakers_; }

  private:
    void push(Entry entry);

    Host& host_;
    std::deque<Entry> entries_;
    std::array<int, kLogLevels> counts_{};
    std::vector<std::string> speakers_;
    std::uint64_t last_line_ = 0;
    std::uint64_t last_entry_ = 0;
    std::uint64_t revision_ = 0;
};

}  // namespace plinth::imgui
