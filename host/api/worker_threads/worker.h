// SPDX-License-Identifier: MIT
// The two sides of a Worker: the handle in the thread that made it, and what its own thread runs.

#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <uv.h>

#include "host/api/worker_threads/channel.h"
#include "host/api/worker_threads/family.h"
#include "host/api/worker_threads/message.h"
#include "host/env/native_module.h"
#include "host/env/sibling_runtime.h"

namespace plinth::api {

/// In the order of Node's resourceLimits: MiB of new and of old objects, of code, of stack.
using ResourceLimits = std::array<double, 4>;

/// How a Worker's thread ended.
struct WorkerEnd {
    int exit_code = 0;
    std::string error_code;  ///< Empty: no error, or the script told of it itself.
    std::string error_message;
};

/// Bytes for a descriptor of the process: 1 or 2.
struct WorkerOutput {
    int descriptor = 1;
    std::string bytes;
};

/// What both threads hold of each other. Owner: both, shared. Thread: any.
class WorkerLink : public std::enable_shared_from_this<WorkerLink> {
  public:
    /// For the thread that made the Worker: `wake` is sent when there is output, or the end.
    void listen(uv_async_t* wake);
    void stop_listening();
    /// Ends the script, or keeps it from starting.
    void stop();
    std::vector<WorkerOutput> take_output();
    /// True once the thread will not touch anything again; fills in how it ended.
    bool ended(WorkerEnd* end) const;
    /// Asks for a snapshot of the thread's heap; false: it does not run.
    bool ask_for_snapshot();
    /// Empty: it has not been taken.
    std::optional<std::deque<std::string>> take_snapshot() {
        const std::lock_guard lock(mutex_);
        return std::exchange(snapshot_, std::nullopt);
    }

    /// When its loop first ran, as uv_hrtime(), and how long it waited since; 0 before.
    std::uint64_t loop_started_ns() const { return loop_started_ns_; }
    std::uint64_t loop_idle_ns() const { return loop_idle_ns_; }

    // For the Worker's thread.
    void note_loop(std::uint64_t started_ns, std::uint64_t idle_ns) {
        loop_started_ns_ = started_ns;
        loop_idle_ns_ = idle_ns;
    }
    /// False: it is to stop before it started.
    bool enter(Engine& engine, std::shared_ptr<LoopRef> loop);
    void leave();
    bool stopping() const;
    /// Waits while nobody takes what was written before.
    void write(int descriptor, std::string_view bytes);
    void end(WorkerEnd end);

  private:
    static void on_interrupt(v8::Isolate* isolate, void* data);
    void make_snapshot(v8::Isolate* isolate);

    mutable std::mutex mutex_;
    std::condition_variable taken_;
    uv_async_t* wake_ = nullptr;
    Engine* engine_ = nullptr;
    std::shared_ptr<LoopRef> loop_;
    std::vector<WorkerOutput> output_;
    std::size_t output_bytes_ = 0;
    std::atomic<std::uint64_t> loop_started_ns_{0};
    std::atomic<std::uint64_t> loop_idle_ns_{0};
    bool snapshot_wanted_ = false;
    std::optional<std::deque<std::string>> snapshot_;
    WorkerEnd end_;
    bool stopping_ = false;
    bool ended_ = false;
};

/// What a Worker's thread starts with. Owner: the thread, then its Env's ThreadPart.
struct WorkerStart {
    EngineOptions engine;
    EnvOptions env;
    std::shared_ptr<Family> family;
    std::shared_ptr<SharedEnvironment> environment;
    std::shared_ptr<WorkerLink> link;
    int thread_id = 0;
    std::size_t stack_bytes = 0;  ///< That script may use.
    ResourceLimits limits{};
    std::unique_ptr<ChannelEnd> port;         ///< Between the two halves of the Worker.
    std::unique_ptr<ChannelEnd> public_port;  ///< parentPort.
    std::shared_ptr<Message> data;
};

/// The thread's life, from its isolate to its end.
void run_worker(std::unique_ptr<WorkerStart> start);

void add_workers(NativeModule& module);

}  // namespace plinth::api
