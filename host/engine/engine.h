// SPDX-License-Identifier: MIT
// One V8 isolate with its limits. What runs in it is host/env's business.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <v8.h>

#include "host/engine/array_buffers.h"
#include "host/engine/gc_meter.h"
#include "host/engine/outside_objects.h"

namespace plinth {

/// The startup snapshot and the native addresses that it refers to, in the order of its making.
struct StartupSnapshot {
    const v8::StartupData* blob = nullptr;
    const std::intptr_t* references = nullptr;  ///< Ends with 0.

    bool operator==(const StartupSnapshot&) const = default;
};

struct EngineOptions {
    StartupSnapshot snapshot;
    std::size_t heap_limit_bytes = std::size_t{256} << 20;
    std::size_t external_limit_bytes = std::size_t{4} << 30;
    /// Of V8's young generation, all its parts together; 0: what V8 makes of the heap's limit.
    std::size_t young_generation_bytes = 0;
    /// Several Envs share the isolate: a full heap ends the one that ran, and the others go on if
    /// there is room without it. See survive_full_heap().
    bool shared = false;

    bool operator==(const EngineOptions&) const = default;
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

    /// A context with the built-ins from the snapshot, and the queue of its promise jobs.
    struct NewContext {
        v8::Local<v8::Context> context;
        std::unique_ptr<v8::MicrotaskQueue> microtasks;
    };
    /// Call it inside of the isolate and of a HandleScope.
    NewContext new_context();

    /// Makes the first context ahead, and lets go of this thread: another one may have the engine.
    void prepare();
    bool prepared() const { return !prepared_context_.IsEmpty(); }
    /// This thread is the one that runs its JavaScript from now on.
    void settle();

    /// Ends the JavaScript that runs now, from any thread.
    void terminate();
    /// Makes the isolate usable again after terminate(). Call it when no JavaScript is on the
    /// stack.
    void forgive();

    /// Where the script was when the heap came near its limit; empty when none ran.
    const std::string& heap_stack() const { return heap_stack_; }

    /// True once the heap came near its limit: the isolate must not run more JavaScript.
    bool heap_exhausted() const { return heap_exhausted_; }
    /// Whoever ran when the heap came near its limit has been ended. In a shared isolate the others
    /// may run on, in what V8 got for the unwinding, until recover(); but once only.
    void survive_full_heap();
    bool recovering() const { return recovering_; }
    bool shared() const { return shared_; }
    /// Whoever that was is gone: collects all garbage. The heap has its old limit again; or it is
    /// full without that one, and stays exhausted.
    void recover();
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
    /// Returns how many ran.
    int run_foreground_tasks();
    /// Lets V8 collect garbage until the deadline, in small steps.
    void spend_slack(std::chrono::steady_clock::time_point deadline);

  private:
    NewContext make_context();
    static void end_full_heap(v8::Isolate* isolate, void* data);
    static std::size_t on_near_heap_limit(void* data, std::size_t current, std::size_t initial);

    std::shared_ptr<ArrayBuffers> array_buffers_;
    const std::size_t heap_limit_bytes_;
    v8::Isolate* isolate_ = nullptr;
    OutsideObjects outside_objects_{isolate_};
    std::optional<GcMeter> gc_meter_;  // Made after the isolate, gone before it.
    const bool shared_;
    bool heap_exhausted_ = false;
    bool recovering_ = false;
    std::size_t limit_of_v8_ = 0;  // Before it was raised.
    std::string heap_stack_;
    std::unique_ptr<v8::MicrotaskQueue> prepared_microtasks_;
    v8::Global<v8::Context> prepared_context_;  // Empty once it was asked for.
};

/// Where in the snapshot new_context() finds the context with the built-ins.
inline constexpr std::size_t kSnapshotContext = 0;

}  // namespace plinth
