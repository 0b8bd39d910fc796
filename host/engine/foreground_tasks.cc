// SPDX-License-Identifier: MIT
// Only posts from other threads are told: the isolate's own one looks for tasks after each turn.

#include "host/engine/foreground_tasks.h"

#include <utility>

namespace plinth {

struct ForegroundTasks::Watcher {
    explicit Watcher(v8::Isolate* of) : isolate(of) {}

    void tell() {
        if (v8::Isolate::TryGetCurrent() == isolate) return;
        const std::lock_guard lock(mutex);
        if (wake) wake();
    }
    void set(Wake to) {
        const std::lock_guard lock(mutex);
        wake = std::move(to);
    }

    v8::Isolate* const isolate;
    std::mutex mutex;
    Wake wake;
};

class ForegroundTasks::Runner final : public v8::TaskRunner {
  public:
    Runner(std::shared_ptr<v8::TaskRunner> below, std::shared_ptr<Watcher> watcher)
        : below_(std::move(below)), watcher_(std::move(watcher)) {}

    const std::shared_ptr<v8::TaskRunner>& below() const { return below_; }

    void PostTask(std::unique_ptr<v8::Task> task) override {
        below_->PostTask(std::move(task));
        watcher_->tell();
    }
    void PostNonNestableTask(std::unique_ptr<v8::Task> task) override {
        below_->PostNonNestableTask(std::move(task));
        watcher_->tell();
    }
    void PostDelayedTask(std::unique_ptr<v8::Task> task, double seconds) override {
        below_->PostDelayedTask(std::move(task), seconds);
    }
    void PostNonNestableDelayedTask(std::unique_ptr<v8::Task> task, double seconds) override {
        below_->PostNonNestableDelayedTask(std::move(task), seconds);
    }
    void PostIdleTask(std::unique_ptr<v8::IdleTask> task) override {
        below_->PostIdleTask(std::move(task));
    }
    bool IdleTasksEnabled() override { return below_->IdleTasksEnabled(); }
    bool NonNestableTasksEnabled() const override { return below_->NonNestableTasksEnabled(); }
    bool NonNestableDelayedTasksEnabled() const override {
        return below_->NonNestableDelayedTasksEnabled();
    }

  private:
    const std::shared_ptr<v8::TaskRunner> below_;
    const std::shared_ptr<Watcher> watcher_;
};

ForegroundTasks::Entry& ForegroundTasks::entry(v8::Isolate* isolate) {
    Entry& found = entries_[isolate];
    if (found.watcher == nullptr) found.watcher = std::make_shared<Watcher>(isolate);
    return found;
}

std::shared_ptr<v8::TaskRunner> ForegroundTasks::runner(v8::Isolate* isolate,
                                                        std::shared_ptr<v8::TaskRunner> below) {
    const std::lock_guard lock(mutex_);
    Entry& at = entry(isolate);
    if (at.runner == nullptr || at.runner->below() != below) {
        at.runner = std::make_shared<Runner>(std::move(below), at.watcher);
    }
    return at.runner;
}

void ForegroundTasks::watch(v8::Isolate* isolate, Wake wake) {
    const std::lock_guard lock(mutex_);
    entry(isolate).watcher->set(std::move(wake));
}

void ForegroundTasks::forget(v8::Isolate* isolate) {
    const std::lock_guard lock(mutex_);
    const auto at = entries_.find(isolate);
    if (at == entries_.end()) return;
    at->second.watcher->set(nullptr);
    entries_.erase(at);
}

}  // namespace plinth
