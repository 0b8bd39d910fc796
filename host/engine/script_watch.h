// SPDX-License-Identifier: MIT
// ScriptWatch: the entries into script of one Env, as a watchdog sees them. Several Envs may share
// an isolate: what is ended is the entry that took too long, and what runs below it goes on.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "host/engine/entry_epoch.h"

namespace v8 {
class Isolate;
}

namespace plinth {

/// Owner: an Env. Thread: the isolate's, unless it says otherwise. Calls JS: no.
class ScriptWatch {
  public:
    explicit ScriptWatch(v8::Isolate* isolate) : isolate_(isolate) {}
    ScriptWatch(const ScriptWatch&) = delete;
    ScriptWatch& operator=(const ScriptWatch&) = delete;

    /// The outermost call into the Env's script begins. The time of another Env's script below it,
    /// on this thread's stack, stands still meanwhile.
    void enter();
    /// It is over. After a hang was ended just then, the request is taken back.
    void leave();

    /// True while another Env's script of this isolate is below, on this thread's stack.
    bool is_inner() const { return below_ != nullptr && below_->isolate_ == isolate_; }

    /// From any thread: which entry is under way.
    EntryEpoch::Look look() const { return epoch_.look(); }
    /// From any thread: that entry notes its stack when it next can; see hang_stack().
    void ask_for_stack(std::uint64_t entry);
    /// From any thread: ends that entry, which took `limit`, if it is still running.
    void end_hang(std::uint64_t entry, std::chrono::milliseconds limit);

    /// True while the script that is being ended was ended for running too long.
    bool hung() const { return hung_; }
    /// How long that one was given.
    std::chrono::milliseconds hang_limit() const { return hang_limit_; }
    /// Where the script was when it had used half its time; empty when it could not be asked.
    const std::string& hang_stack() const { return hang_stack_; }
    /// The stack of an entry that used half its time and then came to its end; empty when there
    /// was none since the last call.
    std::string take_slow_stack() { return std::exchange(slow_stack_, {}); }

  private:
    static void note_stack(v8::Isolate* isolate, void* unused);

    static thread_local ScriptWatch* running_;

    v8::Isolate* const isolate_;
    ScriptWatch* below_ = nullptr;
    EntryEpoch epoch_;
    std::atomic<bool> hung_{false};
    std::chrono::milliseconds hang_limit_{0};  // Written before, and read after, hung_ is true.
    std::atomic<std::uint64_t> stack_asked_of_{0};
    std::string hang_stack_;
    std::string slow_stack_;
};

/// Up to ten "    at function (file:line:column)" lines: where the script is now.
std::string stack_text(v8::Isolate* isolate);

}  // namespace plinth
