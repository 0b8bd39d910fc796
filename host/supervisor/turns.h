// SPDX-License-Identifier: MIT
// Turns: which plugin runs next, and for how long. Times are handed in: no clock is read here.
//
// Fair queueing by virtual time: what a plugin used, divided by its priority's weight, is its
// virtual time, and the one that is least far runs next. So a flood delays itself only, and a long
// callback is paid back by waiting until the others have caught up.
//
// A slice bounds when a turn's last callback begins, not when it ends. So who tends to run over, by
// a long callback or by a collection of its young generation, begins only where that fits into what
// is left of the frame; else it is the first of the next one.

#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "sdk/embed/plinth.h"

namespace plinth {

/// What one plugin may use of each frame. What it used beyond is taken from its next frames.
class Allowance {
  public:
    using Duration = std::chrono::nanoseconds;

    /// Zero: no bound.
    explicit Allowance(Duration per_frame = {}) : per_frame_(per_frame), left_(per_frame) {}

    /// What is left in that frame; not positive: it may not run. Frames are numbered upwards.
    Duration left(std::uint64_t frame);
    void spend(Duration used, std::uint64_t frame);

  private:
    Duration per_frame_;
    Duration left_;
    std::uint64_t frame_ = 0;
};

/// By how much a plugin's turns run over their slices, as a rule: the running mean, and twice the
/// mean deviation on top. A rare collection hardly moves it; who has long callbacks stands out.
class Overruns {
  public:
    using Duration = std::chrono::nanoseconds;

    void add(Duration over);
    Duration expected() const { return mean_ + 2 * deviation_; }

  private:
    Duration mean_{};
    Duration deviation_{};
};

/// One plugin's place. Owner: whoever takes turns; leave() before it dies.
class Turn {
  public:
    /// The allowance may be shared by several turns, and must outlive them.
    Turn(Priority priority, Allowance& allowance);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    bool waiting() const { return waiting_; }

  private:
    friend class Turns;
    std::int64_t weight_;
    Allowance& allowance_;
    Overruns overruns_;
    std::int64_t virtual_ns_ = 0;
    std::uint64_t came_ = 0;
    std::int64_t wake_at_ms_ = -1;  // Negative: nothing wakes it but wait().
    bool waiting_ = false;
};

/// Owner: the supervisor. Thread: one. Calls JS: no.
class Turns {
  public:
    using Duration = Allowance::Duration;

    /// Longest time that one turn is given.
    static constexpr std::chrono::microseconds kSlice{250};

    /// `passed`: how many frames' time has passed since the last one, in a host that sleeps.
    void begin_frame(std::uint64_t passed = 1);

    /// It has something to do, and waits for its turn. False: it waited already.
    bool wait(Turn& turn);
    /// It has nothing to do until that moment; negative: until someone calls wait(). One that waits
    /// goes on waiting.
    void sleep(Turn& turn, std::int64_t wake_at_ms);
    /// It has nothing to do any more, and is not named again.
    void leave(Turn& turn);
    /// Those whose moment has come wait for their turn from now on.
    void wake(std::int64_t now_ms);

    /// The one that is next; it waits no longer. Null: none that may run in this frame. `room`:
    /// what is left of the frame; without a bound for a frame's first turn, or some would never
    /// run.
    Turn* take(Duration room = Duration::max());
    /// How long it may run now, in that room. Zero: for one callback.
    Duration slice(Turn& turn, Duration room = Duration::max()) const;
    /// It ran, in its turn or because the host called it.
    void charge(Turn& turn, Duration used);
    /// It had that slice, and used that much: charged, and remembered for its next turns.
    void charge_turn(Turn& turn, Duration slice, Duration used);

    /// True when nobody waits, not even one that may not run in this frame.
    bool empty() const { return all_but_held_empty() && held_.empty(); }
    /// True when only those wait whose allowance is used up: the next frame may come in its own
    /// time.
    bool all_held() const { return all_but_held_empty() && !held_.empty(); }
    /// The first moment at which wake() has something to do; negative: none.
    std::int64_t next_wake_ms() const { return sleeping_.empty() ? -1 : sleeping_.begin()->first; }

  private:
    static bool is_later(const Turn* one, const Turn* other);
    void enqueue(Turn& turn);
    bool all_but_held_empty() const {
        return waiting_.empty() && postponed_.empty() && first_.empty();
    }
    Turn* next();

    std::vector<Turn*> waiting_;    // A heap; the next one is in front.
    std::vector<Turn*> held_;       // Out of allowance until the next frame.
    std::vector<Turn*> postponed_;  // Had no room in this frame.
    std::vector<Turn*> first_;      // Had none in the last; the next one is at the end.
    std::set<std::pair<std::int64_t, Turn*>> sleeping_;
    bool in_order_ = true;          // Whether waiting_ is a heap just now.
    std::int64_t now_ns_ = 0;       // Virtual: where the one that ran last was at its start.
    std::int64_t furthest_ns_ = 0;  // The most that anybody used.
    std::uint64_t comers_ = 0;
    std::uint64_t frame_ = 1;
};

}  // namespace plinth
