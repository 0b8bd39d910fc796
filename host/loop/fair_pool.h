// SPDX-License-Identifier: MIT
// The pool of threads for work that blocks: files above all. Its queues take turns, so that ten
// thousand tasks in one of them do not keep another waiting. It knows nothing of JavaScript.

#pragma once

#include <cstddef>

#include <uv.h>

#include "host/base/list.h"
#include "host/loop/uv_handle.h"

namespace plinth {

/// Owner: who submits it; it stays where it is until over() or a withdrawal.
class PoolTask : public ListNode<PoolTask> {
  public:
    virtual ~PoolTask() = default;
    /// Runs in a thread of the pool.
    virtual void work() = 0;
    /// work() is over. Runs on the loop's thread; the task may delete itself.
    virtual void over() = 0;
};

/// The tasks of one plugin, begun in the order in which they came. While there is one, the loop is
/// alive.
///
/// Owner: an Env. Thread: the loop's. Calls JS: no.
class PoolQueue : public ListNode<PoolQueue> {
  public:
    /// Who shares the pool with others leaves a thread to them, also while all its tasks hang.
    enum class Share { AllThreads, LeaveOne };

    PoolQueue(uv_loop_t* loop, Share share);
    ~PoolQueue();  ///< Nothing may be waiting or under way.

    void submit(PoolTask& task);
    /// True: it had not begun, and neither work() nor over() will be called.
    bool withdraw(PoolTask& task);

  private:
    friend class FairPool;

    void take_finished();
    void one_less();

    UvHandle<uv_async_t> wake_;  // Referenced while a task is under way.
    std::size_t under_way_ = 0;
    const Share share_;
    // The rest belongs to the pool's mutex.
    List<PoolTask> waiting_;
    List<PoolTask> finished_;
    std::size_t running_ = 0;
};

/// How many threads the pool may have. From 1 to 1024; 0 is the default: what UV_THREADPOOL_SIZE
/// says, else 4. Threads that run already stay.
void set_pool_threads(std::size_t count);
std::size_t pool_threads();

}  // namespace plinth
