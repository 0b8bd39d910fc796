// SPDX-License-Identifier: MIT
// Two clock readings for each entry into JavaScript, and the one that the budget takes anyway
// between two callbacks of one entry.

#include "host/env/account.h"

#include <algorithm>
#include <utility>

namespace plinth {

thread_local Account* Account::running_ = nullptr;

Usage& Usage::operator+=(const Usage& other) {
    turns += other.turns;
    js += other.js;
    start += other.start;
    longest_callback = std::max(longest_callback, other.longest_callback);
    sync += other.sync;
    sync_calls += other.sync_calls;
    callbacks += other.callbacks;
    gc += other.gc;
    return *this;
}

void Account::enter() {
    const Clock::time_point now = Clock::now();
    below_ = running_;
    if (below_ != nullptr) below_->add_js(now);
    running_ = this;
    since_ = now;
}

void Account::leave(std::uint64_t callbacks) {
    const Clock::time_point now = Clock::now();
    add_js(now);
    end_callback();
    total_.callbacks = callbacks;
    running_ = below_;
    if (below_ != nullptr) below_->since_ = now;
}

void Account::next_callback(Clock::time_point now) {
    add_js(now);
    end_callback();
}

void Account::end_start() {
    total_.start = total_.js;
    total_.longest_callback = {};
    recent_longest_ = {};
}

void Account::add_sync_call(std::chrono::nanoseconds took) {
    ++total_.sync_calls;
    total_.sync += took;
}

Usage Account::take_recent() {
    Usage recent;
    recent.turns = total_.turns - taken_.turns;
    recent.js = total_.js - taken_.js;
    recent.longest_callback = std::exchange(recent_longest_, {});
    recent.sync = total_.sync - taken_.sync;
    recent.sync_calls = total_.sync_calls - taken_.sync_calls;
    recent.callbacks = total_.callbacks - taken_.callbacks;
    recent.gc.time = total_.gc.time - taken_.gc.time;
    recent.gc.collections = total_.gc.collections - taken_.gc.collections;
    taken_ = total_;
    return recent;
}

void Account::add_js(Clock::time_point now) {
    total_.js += now - since_;
    callback_ += now - since_;
    since_ = now;
}

void Account::end_callback() {
    total_.longest_callback = std::max(total_.longest_callback, callback_);
    recent_longest_ = std::max(recent_longest_, callback_);
    callback_ = {};
}

}  // namespace plinth
