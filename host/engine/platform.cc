// SPDX-License-Identifier: MIT
// The process-wide half of V8. V8 cannot be started twice, so it is never torn down here: another
// part of the game may hold isolates of its own.

#include "host/engine/platform.h"

#include <libplatform/libplatform.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <random>
#include <utility>

#include "host/engine/foreground_tasks.h"
#include "host/engine/heap_chunks.h"

namespace plinth {
namespace {

std::unique_ptr<v8::Platform>& the_platform() {
    // Never destroyed: V8's worker threads may outlive static destructors.
    static auto* platform = new std::unique_ptr<v8::Platform>(
        v8::platform::NewDefaultPlatform(0, v8::platform::IdleTaskSupport::kEnabled));
    return *platform;
}

// V8 itself opens a file for it, several times an isolate.
bool fill_at_random(unsigned char* bytes, std::size_t count) {
    std::random_device source;
    for (std::size_t at = 0; at < count; at += sizeof(unsigned)) {
        const unsigned word = source();
        std::memcpy(bytes + at, &word, std::min(sizeof(word), count - at));
    }
    return true;
}

// What V8 has given its worker threads and is not over.
class Outstanding {
  public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    void remove() {
        const std::lock_guard lock(mutex_);
        if (--count_ == 0) none_.notify_all();
    }
    void wait_for_none() {
        std::unique_lock lock(mutex_);
        none_.wait(lock, [this] { return count_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable none_;
    std::size_t count_ = 0;
};

Outstanding& outstanding() {
    static auto* tasks = new Outstanding;
    return *tasks;
}

ForegroundTasks& foreground_tasks() {
    static auto* tasks = new ForegroundTasks;
    return *tasks;
}

#if V8_MAJOR_VERSION < 11
class CountedTask final : public v8::Task {
  public:
    explicit CountedTask(std::unique_ptr<v8::Task> task) : task_(std::move(task)) {
        outstanding().add();
    }
    ~CountedTask() override {
        task_.reset();
        outstanding().remove();
    }
    void Run() override { task_->Run(); }

  private:
    std::unique_ptr<v8::Task> task_;
};

std::unique_ptr<v8::Task> counted(std::unique_ptr<v8::Task> task) {
    return std::make_unique<CountedTask>(std::move(task));
}

// About what a plugin's heap consists of: the next one finds it all.
constexpr std::size_t kMostChunksKept = 16;

// V8's own platform, but for the memory of heaps, the count of tasks and the news of them. (Later
// versions have other functions here; they do without.)
class WatchedPlatform final : public v8::Platform {
  public:
    explicit WatchedPlatform(v8::Platform& below)
        : below_(below), chunks_(*below.GetPageAllocator(), kMostChunksKept) {}

    v8::PageAllocator* GetPageAllocator() override { return &chunks_; }
    v8::ZoneBackingAllocator* GetZoneBackingAllocator() override {
        return below_.GetZoneBackingAllocator();
    }
    void OnCriticalMemoryPressure() override { below_.OnCriticalMemoryPressure(); }
    bool OnCriticalMemoryPressure(size_t length) override {
        return below_.OnCriticalMemoryPressure(length);
    }
    int NumberOfWorkerThreads() override { return below_.NumberOfWorkerThreads(); }
    std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate) override {
        return foreground_tasks().runner(isolate, below_.GetForegroundTaskRunner(isolate));
    }
    void CallOnWorkerThread(std::unique_ptr<v8::Task> task) override {
        below_.CallOnWorkerThread(counted(std::move(task)));
    }
    void CallBlockingTaskOnWorkerThread(std::unique_ptr<v8::Task> task) override {
        below_.CallBlockingTaskOnWorkerThread(counted(std::move(task)));
    }
    void CallLowPriorityTaskOnWorkerThread(std::unique_ptr<v8::Task> task) override {
        below_.CallLowPriorityTaskOnWorkerThread(counted(std::move(task)));
    }
    void CallDelayedOnWorkerThread(std::unique_ptr<v8::Task> task, double seconds) override {
        below_.CallDelayedOnWorkerThread(std::move(task), seconds);
    }
    bool IdleTasksEnabled(v8::Isolate* isolate) override {
        return below_.IdleTasksEnabled(isolate);
    }
    std::unique_ptr<v8::JobHandle> PostJob(v8::TaskPriority priority,
                                           std::unique_ptr<v8::JobTask> job) override {
        // As the platform below makes it, but with tasks that come from here.
        return v8::platform::NewDefaultJobHandle(this, priority, std::move(job),
                                                 static_cast<std::size_t>(NumberOfWorkerThreads()));
    }
    double MonotonicallyIncreasingTime() override { return below_.MonotonicallyIncreasingTime(); }
    double CurrentClockTimeMillis() override { return below_.CurrentClockTimeMillis(); }
    StackTracePrinter GetStackTracePrinter() override { return below_.GetStackTracePrinter(); }
    v8::TracingController* GetTracingController() override { return below_.GetTracingController(); }
    void DumpWithoutCrashing() override { below_.DumpWithoutCrashing(); }
    v8::HighAllocationThroughputObserver* GetHighAllocationThroughputObserver() override {
        return below_.GetHighAllocationThroughputObserver();
    }

  private:
    v8::Platform& below_;
    HeapChunks chunks_;
};

v8::Platform* platform_for_v8() {
    static auto* platform = new WatchedPlatform(*the_platform());
    return platform;
}
#else
v8::Platform* platform_for_v8() {
    return the_platform().get();
}
#endif

}  // namespace

Platform& Platform::start() {
    static Platform* instance = [] {
        // A script must not be able to abort or fill the disk through V8's own files.
        v8::V8::SetFlagsFromString("--no-abort-on-uncaught-exception");
        // Both snapshots are part of this program; checking 2 MB again for each plugin takes longer
        // than making its heap.
        v8::V8::SetFlagsFromString("--no-verify-snapshot-checksum");
#if V8_MAJOR_VERSION < 12
        // `import x from 'y' with { type: 'json' }`, beside the older `assert`.
        v8::V8::SetFlagsFromString("--harmony-import-attributes");
        // Bindings may offer functions that optimised code calls directly (bindings/fast.h).
        v8::V8::SetFlagsFromString("--turbo-fast-api-calls");
#endif
        v8::V8::SetEntropySource(&fill_at_random);
        v8::V8::InitializePlatform(platform_for_v8());
        v8::V8::Initialize();
        return new Platform;
    }();
    return *instance;
}

int Platform::run_foreground_tasks(v8::Isolate* isolate, std::chrono::microseconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    int ran = 0;
    while (v8::platform::PumpMessageLoop(the_platform().get(), isolate)) {
        ++ran;
        if (std::chrono::steady_clock::now() >= end) break;
    }
    return ran;
}

void Platform::wait_for_workers() {
    outstanding().wait_for_none();
}

void Platform::watch(v8::Isolate* isolate, std::function<void()> wake) {
    foreground_tasks().watch(isolate, std::move(wake));
}

void Platform::forget(v8::Isolate* isolate) {
    foreground_tasks().forget(isolate);
    v8::platform::NotifyIsolateShutdown(the_platform().get(), isolate);
}

double Platform::now_seconds() const {
    return the_platform()->MonotonicallyIncreasingTime();
}

void Platform::set_flags(const std::string& flags) {
    v8::V8::SetFlagsFromString(flags.c_str(), flags.size());
}

}  // namespace plinth
