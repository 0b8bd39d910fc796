// SPDX-License-Identifier: MIT
// Backlog: how much of one Env's work waits for its turn, and who has stopped bringing more.

#pragma once

#include <cstddef>

#include "host/base/list.h"

namespace plinth {

/// Back-pressure: while it is full(), sources (sockets, servers, pipes) stop reading and park();
/// once half of it is gone they are told to go on.
///
/// Owner: an Env. Thread: the loop's. Calls JS: no.
class Backlog {
  public:
    static constexpr std::size_t kMostTasks = 1024;
    static constexpr std::size_t kMostBytes = std::size_t{1} << 20;

    /// Who reads from outside. It may park while it is parked.
    class Source : public ListNode<Source> {
      public:
        virtual ~Source() = default;
        /// There is room again. It may park anew.
        virtual void go_on() = 0;
    };

    bool full() const { return tasks_ >= kMostTasks || bytes_ >= kMostBytes; }
    std::size_t tasks() const { return tasks_; }
    std::size_t bytes() const { return bytes_; }

    void add(std::size_t bytes) {
        ++tasks_;
        bytes_ += bytes;
    }
    void remove(std::size_t bytes) {
        --tasks_;
        bytes_ -= bytes;
        if (!parked_.empty() && tasks_ <= kMostTasks / 2 && bytes_ <= kMostBytes / 2) let_go_on();
    }
    /// The source has stopped. Once there is room it is told, and no longer parked.
    void park(Source& source) {
        if (!source.linked()) parked_.push_back(source);
    }
    std::size_t parked() const { return parked_.count(); }

  private:
    void let_go_on();

    std::size_t tasks_ = 0;
    std::size_t bytes_ = 0;
    List<Source> parked_;
};

}  // namespace plinth
