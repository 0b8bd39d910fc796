// SPDX-License-Identifier: MIT
// The pool of threads for work that blocks: files above all. Its queues take turns, so that ten
// thousand tasks in one of them do not keep another waiting. It knows nothing of JavaScript.

#pragma once

#include <atomic>
#include <cstddef>

#include <uv.h>

#include "host/base/list.h"
#include "host/loop/uv_handle.h"

namespace plinth {

/// Owner: who submits it; it stays where it is until over() or a withdrawal.
class PoolTask : public ListNode<PoolTask> {
  public:
    /// Slow: it waits for others, as a lookup for name servers. All slow ones together have half of
    /// the threads, rounded up.
    enum class Pace { Quick, Slow };

    explicit PoolTask(Pace pace = Pace::Quick) : pace_(pace) {}
    virtual ~PoolTask() = default;
    Pace pace() const { return pace_; }
    /// Runs in a thread of the pool.
    virtual void work() = 0;
    /// work() is over. Runs on the loop's thread; the task may delete itself.
    virtual void over() = 0;

  private:
    const Pace pace_;
};

/// The tasks of one plugin; those of one pace are begun in the order in which they came. While
/// there is one, the loop is alive.
///
/// Owner: an Env. Thread: the loop's. Calls JS: no.
class PoolQueue {
  public:
    /// Who shares the pool with others leaves a thread to them, also while all its tasks hang.
    enum class Share { AllThreads, LeaveOne };

    PoolQueue(uv_loop_t* loop, Share share);
    ~PoolQueue();  ///< Nothing may be waiting or under way.
    PoolQueue(const PoolQueue&) = delete;
    PoolQueue& operator=(const PoolQueue&) = delete;

    void submit(PoolTask& task);
    /// True: it had not begun, and neither work() nor over() will be called.
    bool withdraw(PoolTask& task);

  private:
    friend class FairPool;

    /// Tasks of one pace. It is linked while it waits for its turn.
    struct Lane : ListNode<Lane> {
        Lane(PoolQueue& of, PoolTask::Pace its_pace) : queue(of), pace(its_pace) {}
        PoolQueue& queue;
        const PoolTask::Pace pace;
        List<PoolTask> waiting;
    };

    void take_finished();
    void one_less();

    UvHandle<uv_async_t> wake_;  // Referenced while a task is under way.
    std::size_t under_way_ = 0;
    const Share share_;
    std::atomic<int> senders_{0};  // Threads that are about to wake the loop.
    // The rest belongs to the pool's mutex.
    Lane quick_{*this, PoolTask::Pace::Quick};
    Lane slow_{*this, PoolTask::Pace::Slow};
    List<PoolTask> finished_;
    std::size_t running_ = 0;
};

/// How many threads the pool may have. From 1 to 1024; 0 is the default: what UV_THREADPOOL_SIZE
/// says, else 4. Of threads that are there already, so many work at a time.
void set_pool_threads(std::size_t count);
std::size_t pool_threads();

/// From now on a copy of large files takes no time from the frames of a game on a machine with few
/// processors: the pool's threads come behind the game's, and by default there are no more than
/// processors, but 2 at least. There is no way back.
void let_game_go_before_pool();

}  // namespace plinth
