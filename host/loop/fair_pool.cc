// SPDX-License-Identifier: MIT
// One mutex, threads made when there is work for them, and a ring of queues that have some.

#include "host/loop/fair_pool.h"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <thread>

#include "host/base/check.h"
#include "host/loop/thread_rank.h"

namespace plinth {
namespace {

constexpr std::size_t kDefaultThreads = 4;
constexpr std::size_t kMostThreads = 1024;

std::size_t default_threads() {
    const char* asked = std::getenv("UV_THREADPOOL_SIZE");
    const long count = asked == nullptr ? 0 : std::strtol(asked, nullptr, 10);
    return count > 0 ? std::min(static_cast<std::size_t>(count), kMostThreads) : kDefaultThreads;
}

std::size_t default_threads_beside_a_game() {
    if (std::getenv("UV_THREADPOOL_SIZE") != nullptr) return default_threads();
    return std::clamp<std::size_t>(uv_available_parallelism(), 2, kDefaultThreads);
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
        asked_threads_ = std::min(count, kMostThreads);
        count_threads();
    }

    std::size_t threads() {
        const std::lock_guard lock(mutex_);
        return most_threads_;
    }

    void let_game_go_first() {
        const std::lock_guard lock(mutex_);
        game_goes_first_ = true;
        count_threads();
    }

    void submit(PoolQueue& queue, PoolTask& task) {
        bool wake = false;
        {
            const std::lock_guard lock(mutex_);
            Lane& lane = lane_of(queue, task.pace());
            lane.waiting.push_back(task);
            if (offer(lane)) wake = needs_a_thread();
        }
        if (wake) work_came_.notify_one();  // A thread that wakes wants the mutex.
    }

    bool withdraw(PoolQueue& queue, PoolTask& task) {
        bool wake = false;
        {
            const std::lock_guard lock(mutex_);
            Lane& lane = lane_of(queue, task.pace());
            if (!contains(lane.waiting, task)) return false;
            task.unlink();
            if (lane.waiting.empty()) {
                lane.unlink();
                // It may have stood in the ring in place of another.
                wake = may_begin_slow() && admit_slow() && needs_a_thread();
            }
        }
        if (wake) work_came_.notify_one();
        return true;
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
        return queue.quick_.waiting.empty() && queue.slow_.waiting.empty() &&
               queue.finished_.empty() && queue.running_ == 0;
    }

  private:
    using Pace = PoolTask::Pace;
    using Lane = PoolQueue::Lane;

    void count_threads() {
        most_threads_ = asked_threads_ != 0 ? asked_threads_
                        : game_goes_first_  ? default_threads_beside_a_game()
                                            : default_threads();
    }

    static Lane& lane_of(PoolQueue& queue, Pace pace) {
        return pace == Pace::Slow ? queue.slow_ : queue.quick_;
    }

    static bool contains(const List<PoolTask>& tasks, const PoolTask& task) {
        for (const PoolTask* at = tasks.front(); at != nullptr; at = tasks.next(*at)) {
            if (at == &task) return true;
        }
        return false;
    }

    bool may_begin(const PoolQueue& queue) const {
        const bool all = queue.share_ == PoolQueue::Share::AllThreads || most_threads_ == 1;
        return queue.running_ < (all ? most_threads_ : most_threads_ - 1);
    }

    bool may_begin_slow() const { return slow_running_ < (most_threads_ + 1) / 2; }

    // Into the ring, at its end, if it has something to begin. The mutex is locked.
    bool offer(Lane& lane) {
        if (lane.linked() || lane.waiting.empty() || !may_begin(lane.queue)) return false;
        if (lane.pace == Pace::Slow && !may_begin_slow()) {
            slow_ring_.push_back(lane);
            return false;
        }
        ring_.push_back(lane);
        return true;
    }

    // The next of the slow ones into the ring, for a place that is free.
    bool admit_slow() {
        while (Lane* lane = slow_ring_.front()) {
            lane->unlink();
            if (offer(*lane)) return true;
        }
        return false;
    }

    // Whether one is to be woken. Makes it when there is none, and there may be one more.
    bool needs_a_thread() {
        if (running_ >= most_threads_) return false;  // The next that is over takes it.
        if (idle_threads_ > 0) return true;
        if (threads_ < most_threads_) make_thread();
        return false;
    }

    // When the system has no more, those that are there do the work. When none is, it waits for the
    // next task, which tries again.
    void make_thread() {
        try {
            std::thread([this] { run(); }).detach();
            ++threads_;
        } catch (const std::system_error&) {
        }
    }

    // The one whose turn it is. The mutex is locked.
    Lane* take_lane() {
        if (running_ >= most_threads_) return nullptr;  // There were to be more once.
        while (Lane* lane = ring_.front()) {
            const bool slow = lane->pace == Pace::Slow;
            lane->unlink();
            if (!may_begin(lane->queue)) {
                // Others began while it stood in the ring: they offer it again when they are over.
                if (slow && may_begin_slow()) admit_slow();
                continue;
            }
            if (!slow || may_begin_slow()) return lane;
            slow_ring_.push_back(*lane);
        }
        return nullptr;
    }

    void run() {
        bool ranked = false;
        std::unique_lock lock(mutex_);
        for (;;) {
            if (game_goes_first_ && !ranked) {
                rank_behind_the_game();
                ranked = true;
            }
            Lane* lane = take_lane();
            if (lane == nullptr) {
                ++idle_threads_;
                work_came_.wait(lock);
                --idle_threads_;
                continue;
            }
            PoolTask& task = *lane->waiting.front();
            task.unlink();
            PoolQueue& queue = lane->queue;
            const Pace pace = lane->pace;
            ++running_;
            ++queue.running_;
            if (pace == Pace::Slow) ++slow_running_;
            // One task a turn: it goes behind the others. A slow one that must wait for this one
            // does so behind those that wait already.
            if (pace != Pace::Slow || may_begin_slow()) offer(*lane);
            const bool wake = !ring_.empty() && needs_a_thread();
            lock.unlock();
            if (wake) work_came_.notify_one();
            task.work();
            lock.lock();
            const bool tell = finish(queue, task, pace);
            lock.unlock();
            if (tell) {
                uv_async_send(queue.wake_.get());
                queue.senders_.fetch_sub(1, std::memory_order_release);  // It may go now.
            }
            lock.lock();
        }
    }

    // True: the loop must be told, which senders_ counts. Careful: else the loop may take the task,
    // and the queue may go with it, as soon as the mutex is free.
    bool finish(PoolQueue& queue, PoolTask& task, Pace pace) {
        --running_;
        --queue.running_;
        const bool first = queue.finished_.empty();
        queue.finished_.push_back(task);
        if (first) queue.senders_.fetch_add(1, std::memory_order_relaxed);
        if (pace == Pace::Slow) {
            --slow_running_;
            admit_slow();
        }
        // The other lane first: it may have waited for this one. This thread takes what is offered.
        offer(lane_of(queue, pace == Pace::Slow ? Pace::Quick : Pace::Slow));
        offer(lane_of(queue, pace));
        return first;
    }

    std::mutex mutex_;
    std::condition_variable work_came_;
    List<Lane> ring_;       // Those that have something to begin.
    List<Lane> slow_ring_;  // Those that would, were fewer slow tasks running: empty otherwise.
    std::size_t running_ = 0;
    std::size_t slow_running_ = 0;
    bool game_goes_first_ = false;
    std::size_t asked_threads_ = 0;
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
    // A thread may be in the middle of telling of a task that this one has taken already.
    while (senders_.load(std::memory_order_acquire) != 0)
        std::this_thread::yield();
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

void let_game_go_before_pool() {
    FairPool::instance().let_game_go_first();
}

std::size_t pool_threads() {
    return FairPool::instance().threads();
}

}  // namespace plinth
