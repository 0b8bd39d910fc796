// SPDX-License-Identifier: MIT
// Virtual time, in nanoseconds of a plugin of the highest priority.

#include "host/supervisor/turns.h"

#include <algorithm>

namespace plinth {
namespace {

// Shares under load: a plugin of normal priority gets four times as much as one of low.
constexpr std::int64_t kHighWeight = 16;
constexpr std::int64_t kNormalWeight = 4;
constexpr std::int64_t kLowWeight = 1;

// What a plugin used beyond its share is forgiven above this, else one hang would silence it long
// after.
constexpr std::chrono::nanoseconds kLongestDebt = std::chrono::milliseconds(50);
constexpr int kLongestDebtFrames = 60;

// More than a game's budget; one hiccup of the machine counts no further.
constexpr std::chrono::milliseconds kLongestOverrun(4);
constexpr int kOverrunsInMean = 16;

std::int64_t weight_of(Priority priority) {
    switch (priority) {
        case Priority::Low:
            return kLowWeight;
        case Priority::Normal:
            return kNormalWeight;
        case Priority::High:
            break;
    }
    return kHighWeight;
}

}  // namespace

Allowance::Duration Allowance::left(std::uint64_t frame) {
    if (per_frame_ <= Duration::zero()) return Duration::max();
    if (frame > frame_) {
        const std::uint64_t passed = std::min<std::uint64_t>(frame - frame_, kLongestDebtFrames);
        left_ = std::min(per_frame_, left_ + per_frame_ * static_cast<std::int64_t>(passed));
        frame_ = frame;
    }
    return left_;
}

void Allowance::spend(Duration used, std::uint64_t frame) {
    if (per_frame_ <= Duration::zero()) return;
    left_ = std::max(left(frame) - used, per_frame_ * -(kLongestDebtFrames - 1));
}

void Overruns::add(Duration over) {
    over = std::min<Duration>(over, kLongestOverrun);
    const Duration away = over - mean_;
    mean_ += away / kOverrunsInMean;
    deviation_ += (std::chrono::abs(away) - deviation_) / kOverrunsInMean;
}

Turn::Turn(Priority priority, Allowance& allowance)
    : weight_(weight_of(priority)), allowance_(allowance) {}

void Turns::begin_frame(std::uint64_t passed) {
    frame_ += passed;
    for (Turn* turn : std::exchange(held_, {}))
        enqueue(*turn);
    // Those of this frame before those who came after them in the last.
    first_.insert(first_.begin(), postponed_.rbegin(), postponed_.rend());
    postponed_.clear();
}

bool Turns::wait(Turn& turn) {
    if (turn.waiting_) return false;
    sleep(turn, -1);
    turn.waiting_ = true;
    turn.came_ = ++comers_;
    enqueue(turn);
    return true;
}

void Turns::enqueue(Turn& turn) {
    // Who had nothing to do has saved nothing up.
    turn.virtual_ns_ = std::max(turn.virtual_ns_, now_ns_);
    waiting_.push_back(&turn);
    if (in_order_) std::push_heap(waiting_.begin(), waiting_.end(), &is_later);
}

void Turns::sleep(Turn& turn, std::int64_t wake_at_ms) {
    // Who waits has its turn before that moment, or says then when it wants the next one.
    if (turn.waiting_) wake_at_ms = -1;
    if (turn.wake_at_ms_ == wake_at_ms) return;
    if (turn.wake_at_ms_ >= 0) sleeping_.erase({turn.wake_at_ms_, &turn});
    if (wake_at_ms >= 0) sleeping_.insert({wake_at_ms, &turn});
    turn.wake_at_ms_ = wake_at_ms;
}

void Turns::leave(Turn& turn) {
    sleep(turn, -1);
    if (!turn.waiting_) return;
    turn.waiting_ = false;
    std::erase(held_, &turn);
    std::erase(postponed_, &turn);
    std::erase(first_, &turn);
    if (std::erase(waiting_, &turn) > 0) in_order_ = false;
}

void Turns::wake(std::int64_t now_ms) {
    while (!sleeping_.empty() && sleeping_.begin()->first <= now_ms)
        wait(*sleeping_.begin()->second);
}

// Removes it from where it waits. Null: nobody does.
Turn* Turns::next() {
    if (!first_.empty()) {
        Turn* turn = first_.back();
        first_.pop_back();
        return turn;
    }
    if (!std::exchange(in_order_, true)) {
        std::make_heap(waiting_.begin(), waiting_.end(), &is_later);
    }
    if (waiting_.empty()) return nullptr;
    std::pop_heap(waiting_.begin(), waiting_.end(), &is_later);
    Turn* turn = waiting_.back();
    waiting_.pop_back();
    return turn;
}

Turn* Turns::take(Duration room) {
    while (Turn* turn = next()) {
        if (turn->allowance_.left(frame_) <= Duration::zero()) {
            held_.push_back(turn);
            continue;
        }
        if (room < turn->overruns_.expected()) {
            postponed_.push_back(turn);
            continue;
        }
        turn->waiting_ = false;
        now_ns_ = std::max(now_ns_, turn->virtual_ns_);
        return turn;
    }
    // Nobody was kept waiting: what was used did no harm, and all start equal again.
    if (held_.empty() && postponed_.empty()) now_ns_ = furthest_ns_;
    return nullptr;
}

Turns::Duration Turns::slice(Turn& turn, Duration room) const {
    const Duration fits = std::max(room - turn.overruns_.expected(), Duration::zero());
    return std::min({Duration(kSlice), turn.allowance_.left(frame_), fits});
}

void Turns::charge_turn(Turn& turn, Duration slice, Duration used) {
    turn.overruns_.add(std::max(used - slice, Duration::zero()));
    charge(turn, used);
}

void Turns::charge(Turn& turn, Duration used) {
    const std::int64_t scale = kHighWeight / turn.weight_;
    const std::int64_t most = now_ns_ + kLongestDebt.count() * scale;
    turn.virtual_ns_ = std::min(std::max(turn.virtual_ns_, now_ns_) + used.count() * scale, most);
    furthest_ns_ = std::max(furthest_ns_, turn.virtual_ns_);
    turn.allowance_.spend(used, frame_);
    if (turn.waiting_) in_order_ = false;
}

// Among equals, who came first.
bool Turns::is_later(const Turn* one, const Turn* other) {
    return std::pair(one->virtual_ns_, one->came_) > std::pair(other->virtual_ns_, other->came_);
}

}  // namespace plinth
