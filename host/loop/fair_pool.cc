// SPDX-License-Identifier: MIT
// One mutex, threads made when there is work for them, and a ring of queues that have some.

#include "host/loop/fair_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "host/base/check.h"

namespace plinth {
namespace {

constexpr std::size_t kDefaultThreads = 4;
constexpr std::size_t kMostThreads = 1024;

std::size_t default_threads() {
    const char* asked = std::getenv("UV_THREADPOOL_SIZE");
    const long count = asked == nullptr ? 0 : std::strtol(asked, nullptr, 10);
    return count > 0 ? std::min(static_cast<std::size_t>(count), kMostThreads) : kDefaultThreads;
}

}  // namespace

/// Owner: nobody; it lasts as long as the OS process. Thread: any.
class FairPool {
  public:
    // Never destroyed: its threads wait for work while the process ends.
    static FairPool& instance() {
        static FairPool& pool = *new FairPool();
        return pool;
    }

    void set_threads(std::size_t count) {
        const std::lock_guard lock(mutex_);
        most_threads_ = count == 0 ? default_threads() : std::min(count, kMostThreads);
    }

    std::size_t threads() {
        const std::lock_guard lock(mutex_);
        return most_threads_;
    }

    void submit(PoolQueue& queue, PoolTask& task) {
        const std::lock_guard lock(mutex_);
        queue.waiting_.push_back(task);
        offer(queue);
    }

    bool withdraw(PoolQueue& queue, PoolTask& task) {
        const std::lock_guard lock(mutex_);
        for (PoolTask* at = queue.waiting_.front(); at != nullptr; at = queue.waiting_.next(*at)) {
            if (at != &task) continue;
            task.unlink();
            if (queue.waiting_.empty()) queue.unlink();
            return true;
        }
        return false;
    }

    // All that is over.
    void take_finished(PoolQueue& queue, List<PoolTask>& taken) {
        const std::lock_guard lock(mutex_);
        while (PoolTask* task = queue.finished_.front()) {
            task->unlink();
            taken.push_back(*task);
        }
    }

    bool idle(const PoolQueue& queue) {
        const std::lock_guard lock(mutex_);
        return queue.waiting_.empty() && queue.finished_.empty() && queue.running_ == 0;
    }

  private:
    std::size_t most_of(const PoolQueue& queue) const {
        const bool all = queue.share_ == PoolQueue::Share::AllThreads || most_threads_ == 1;
        return all ? most_threads_ : most_threads_ - 1;
    }

    // Into the ring, at its end, if it has something to begin. The mutex is locked.
    void offer(PoolQueue& queue) {
        if (queue.linked() || queue.waiting_.empty() || queue.running_ >= most_of(queue)) return;
        ring_.push_back(queue);
        if (idle_threads_ > 0) {
            work_came_.notify_one();
        } else if (threads_ < most_threads_) {
            ++threads_;
            std::thread([this] { run(); }).detach();
        }
    }

    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            PoolQueue* queue = ring_.front();
            if (queue == nullptr) {
                ++idle_threads_;
                work_came_.wait(lock);
                --idle_threads_;
                continue;
            }
            PoolTask& task = *queue->waiting_.front();
            task.unlink();
            queue->unlink();
            ++queue->running_;
            offer(*queue);  // One task a turn: it goes behind the others.
            lock.unlock();
            task.work();
            lock.lock();
            finish(*queue, task);
        }
    }

    // Careful: the loop may take the task, and the queue may go with it, as soon as the mutex is
    // free.
    void finish(PoolQueue& queue, PoolTask& task) {
        --queue.running_;
        const bool first = queue.finished_.empty();
        queue.finished_.push_back(task);
        offer(queue);
        if (first) uv_async_send(queue.wake_.get());
    }

    std::mutex mutex_;
    std::condition_variable work_came_;
    List<PoolQueue> ring_;  // Queues that have something to begin.
    std::size_t most_threads_ = default_threads();
    std::size_t threads_ = 0;
    std::size_t idle_threads_ = 0;
};

PoolQueue::PoolQueue(uv_loop_t* loop, Share share) : share_(share) {
    PLINTH_CHECK(uv_async_init(loop, wake_.get(), [](uv_async_t* wake) {
                     if (wake->data != nullptr)
                         static_cast<PoolQueue*>(wake->data)->take_finished();
                 }) == 0);
    wake_.mark_initialised();
    wake_->data = this;
    uv_unref(wake_.base());
}

PoolQueue::~PoolQueue() {
    PLINTH_CHECK(FairPool::instance().idle(*this));
}

void PoolQueue::submit(PoolTask& task) {
    if (under_way_++ == 0) uv_ref(wake_.base());
    FairPool::instance().submit(*this, task);
}

bool PoolQueue::withdraw(PoolTask& task) {
    if (!FairPool::instance().withdraw(*this, task)) return false;
    one_less();
    return true;
}

void PoolQueue::one_less() {
    if (--under_way_ == 0) uv_unref(wake_.base());
}

void PoolQueue::take_finished() {
    List<PoolTask> finished;
    FairPool::instance().take_finished(*this, finished);
    while (PoolTask* task = finished.front()) {
        task->unlink();
        one_less();  // First: the last task may take this queue with it.
        task->over();
    }
}

void set_pool_threads(std::size_t count) {
    FairPool::instance().set_threads(count);
}

std::size_t pool_threads() {
    return FairPool::instance().threads();
}

}  // namespace plinth
