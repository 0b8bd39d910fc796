// SPDX-License-Identifier: MIT
// One V8 isolate with its limits. What runs in it is host/env's business.

#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <v8.h>

#include "host/engine/array_buffers.h"
#include "host/engine/entry_epoch.h"
#include "host/engine/gc_meter.h"
#include "host/engine/outside_objects.h"

namespace plinth {

/// The startup snapshot and the native addresses that it refers to, in the order of its making.
struct StartupSnapshot {
    const v8::StartupData* blob = nullptr;
    const std::intptr_t* references = nullptr;  ///< Ends with 0.
};

struct EngineOptions {
    StartupSnapshot snapshot;
    std::size_t heap_limit_bytes = std::size_t{256} << 20;
    std::size_t external_limit_bytes = std::size_t{4} << 30;
};

/// Figures of one isolate, in bytes.
struct HeapFigures {
    std::size_t used = 0;
    std::size_t total = 0;
    std::size_t limit = 0;
    std::size_t external = 0;       ///< What V8 was told of, backing stores included.
    std::size_t array_buffers = 0;  ///< Backing stores of ArrayBuffers.
};

/// Owner: a Runtime. Thread: the one that runs its JavaScript, except terminate(). Calls JS: no.
class Engine {
  public:
    explicit Engine(const EngineOptions& options);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    v8::Isolate* isolate() const { return isolate_; }

    /// A context with the built-ins from the snapshot, whose promise jobs go to `microtasks`.
    v8::Local<v8::Context> new_context(v8::MicrotaskQueue* microtasks);

    /// Ends the JavaScript that runs now, from any thread.
    void terminate();
    /// Makes the isolate usable again after terminate(). Call it when no JavaScript is on the
    /// stack.
    void forgive();

    /// Which entry into script is under way, for a watchdog. The gate enters and leaves.
    EntryEpoch& epoch() { return epoch_; }
    /// From any thread: that entry notes its stack when it next can; see hang_stack().
    void ask_for_stack(std::uint64_t entry);
    /// From any thread: ends that entry, which took `limit`, if it is still running.
    void end_hang(std::uint64_t entry, std::chrono::milliseconds limit);
    /// Leaves the entry. After a hang was ended just then, the request is taken back.
    void leave();
    /// True while the script that is being ended was ended for running too long.
    bool hung() const { return hung_; }
    /// How long that one was given.
    std::chrono::milliseconds hang_limit() const { return hang_limit_; }
    /// Where the script was when it had used half its time; empty when it could not be asked.
    const std::string& hang_stack() const { return hang_stack_; }
    /// Where the script was when the heap came near its limit; empty when none ran.
    const std::string& heap_stack() const { return heap_stack_; }
    /// The stack of an entry that used half its time and then came to its end; empty when there
    /// was none since the last call.
    std::string take_slow_stack() { return std::exchange(slow_stack_, {}); }

    /// True once the heap came near its limit: the isolate must not run more JavaScript.
    bool heap_exhausted() const { return heap_exhausted_; }
    /// What was asked for; V8 gets more for the time of the unwinding.
    std::size_t heap_limit_bytes() const { return heap_limit_bytes_; }

    HeapFigures heap_figures() const;
    GcMeter& gc_meter() { return *gc_meter_; }
    /// The allocator of all ArrayBuffers; memory from it is counted against the limit.
    const std::shared_ptr<ArrayBuffers>& array_buffers() const { return array_buffers_; }
    /// Objects with memory that no other limit sees; a hardened plugin's are bounded.
    OutsideObjects& outside_objects() { return outside_objects_; }
    /// From here on eval() and new Function() in this context refuse sources above 1 MiB.
    void cap_code_from_strings(v8::Local<v8::Context> context);
    void run_foreground_tasks();
    /// Lets V8 collect garbage until the deadline, in small steps.
    void spend_slack(std::chrono::steady_clock::time_point deadline);

  private:
    static void note_stack(v8::Isolate* isolate, void* data);
    static void end_full_heap(v8::Isolate* isolate, void* data);
    static std::size_t on_near_heap_limit(void* data, std::size_t current, std::size_t initial);

    std::shared_ptr<ArrayBuffers> array_buffers_;
    const std::size_t heap_limit_bytes_;
    v8::Isolate* isolate_ = nullptr;
    OutsideObjects outside_objects_{isolate_};
    std::optional<GcMeter> gc_meter_;  // Made after the isolate, gone before it.
    bool heap_exhausted_ = false;
    EntryEpoch epoch_;
    std::atomic<bool> hung_{false};
    std::chrono::milliseconds hang_limit_{0};  // Written before, and read after, hung_ is true.
    std::atomic<std::uint64_t> stack_asked_of_{0};
    std::string hang_stack_;
    std::string slow_stack_;
    std::string heap_stack_;
};

/// Where in the snapshot new_context() finds the context with the built-ins.
inline constexpr std::size_t kSnapshotContext = 0;

}  // namespace plinth
