// SPDX-License-Identifier: MIT
// The last lines that plugins and the host logged, and the way each new one goes out.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth {

/// Owner: the supervisor. Thread: the game's. Calls JS: no.
class LogBook {
  public:
    explicit LogBook(std::function<void(const LogLine&)> on_log);
    virtual ~LogBook() = default;

    virtual void add(LogLevel level, std::string plugin, std::string text);
    std::vector<LogLine> since(std::uint64_t after) const;
    /// The last lines of one plugin, each cut at kLongestRecent bytes, however much others wrote.
    std::vector<LogLine> recent(const std::string& plugin) const;

    static constexpr std::size_t kRecent = 200;
    static constexpr std::size_t kLongestRecent = 2000;

  private:
    static constexpr std::size_t kKept = 4096;

    void keep_recent(const LogLine& line);

    std::function<void(const LogLine&)> on_log_;
    std::deque<LogLine> lines_;
    std::map<std::string, std::deque<LogLine>> recent_;
    std::uint64_t last_id_ = 0;
};

/// Cuts what a plugin writes into lines. Owner: an Instance.
class LineBuffer {
  public:
    /// Calls `line` for each whole line; the rest waits.
    template <class Line>
    void add(std::string_view bytes, Line line) {
        for (;;) {
            const std::size_t end = bytes.find('\n');
            if (end == std::string_view::npos) break;
            rest_.append(bytes.substr(0, end));
            line(std::exchange(rest_, std::string()));
            bytes.remove_prefix(end + 1);
        }
        rest_.append(bytes);
        // A plugin that never ends its line may not fill the memory.
        if (rest_.size() > kLongest) flush(line);
    }
    template <class Line>
    void flush(Line line) {
        if (rest_.empty()) return;
        line(std::exchange(rest_, std::string()));
    }

  private:
    static constexpr std::size_t kLongest = 65536;
    std::string rest_;
};

}  // namespace plinth
