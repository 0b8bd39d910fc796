// SPDX-License-Identifier: MIT

#include "host/loop/fair_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/loop/loop.h"

namespace plinth {
namespace {

class Task final : public PoolTask {
  public:
    Task(std::function<void()> work, std::function<void()> over, Pace pace)
        : PoolTask(pace), work_(std::move(work)), over_(std::move(over)) {}

    void work() override { work_(); }
    void over() override { over_(); }

  private:
    std::function<void()> work_;
    std::function<void()> over_;
};

/// Lets threads wait until it is opened.
class Barrier {
  public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        opened_.notify_all();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [this] { return open_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
};

class FairPoolTest : public testing::Test {
  protected:
    ~FairPoolTest() override { set_pool_threads(0); }

    void run() {
        while (loop.alive())
            loop.turn(Loop::Wait::UntilNextEvent);
    }

    Task& add(
        PoolQueue& queue, std::function<void()> work, std::function<void()> over = [] {}) {
        return submit(queue, std::move(work), std::move(over), PoolTask::Pace::Quick);
    }
    Task& add_slow(
        PoolQueue& queue, std::function<void()> work, std::function<void()> over = [] {}) {
        return submit(queue, std::move(work), std::move(over), PoolTask::Pace::Slow);
    }
    Task& submit(PoolQueue& queue, std::function<void()> work, std::function<void()> over,
                 PoolTask::Pace pace) {
        tasks.push_back(std::make_unique<Task>(std::move(work), std::move(over), pace));
        queue.submit(*tasks.back());
        return *tasks.back();
    }

    Loop loop;
    std::vector<std::unique_ptr<Task>> tasks;
};

TEST_F(FairPoolTest, RunsTasksElsewhereAndTellsTheLoop) {
    PoolQueue queue(loop.uv(), PoolQueue::Share::AllThreads);
    const auto here = uv_thread_self();
    uv_thread_t there{};
    int over = 0;
    add(
        queue, [&] { there = uv_thread_self(); }, [&] { over++; });

    run();

    EXPECT_EQ(over, 1);
    EXPECT_EQ(uv_thread_equal(&here, &there), 0);
}

TEST_F(FairPoolTest, LetsQueuesTakeTurns) {
    set_pool_threads(1);
    PoolQueue first(loop.uv(), PoolQueue::Share::AllThreads);
    PoolQueue second(loop.uv(), PoolQueue::Share::AllThreads);
    Barrier barrier;
    std::mutex mutex;
    std::string order;
    const auto note = [&](char name) {
        const std::lock_guard lock(mutex);
        order += name;
    };
    add(first, [&] { barrier.wait(); });
    for (int i = 0; i < 4; ++i)
        add(first, [&] { note('a'); });
    for (int i = 0; i < 2; ++i)
        add(second, [&] { note('b'); });
    barrier.open();

    run();

    EXPECT_EQ(order.size(), 6u);
    EXPECT_LT(order.rfind('b'), 5u);
}

TEST_F(FairPoolTest, LeavesAThreadToOthers) {
    set_pool_threads(2);
    PoolQueue hanging(loop.uv(), PoolQueue::Share::LeaveOne);
    PoolQueue other(loop.uv(), PoolQueue::Share::LeaveOne);
    Barrier barrier;
    for (int i = 0; i < 100; ++i)
        add(hanging, [&] { barrier.wait(); });
    add(
        other, [] {}, [&] { barrier.open(); });

    run();  // Else it would never end.
}

TEST_F(FairPoolTest, LeavesHalfOfTheThreadsToQuickTasks) {
    set_pool_threads(4);
    PoolQueue one(loop.uv(), PoolQueue::Share::AllThreads);
    PoolQueue other(loop.uv(), PoolQueue::Share::AllThreads);
    Barrier barrier;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    for (int i = 0; i < 20; ++i) {
        add_slow(i % 2 == 0 ? one : other, [&] {
            const int now = ++running;
            for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
            }
            barrier.wait();
            --running;
        });
    }
    int quick = 0;
    for (int i = 0; i < 20; ++i)
        add(
            one, [] {},
            [&] {
                if (++quick == 20) barrier.open();
            });

    run();  // Else it would never end.

    EXPECT_LE(most, 2);
}

TEST_F(FairPoolTest, LetsSlowTasksOfQueuesTakeTurns) {
    set_pool_threads(2);  // One for slow tasks.
    PoolQueue first(loop.uv(), PoolQueue::Share::AllThreads);
    PoolQueue second(loop.uv(), PoolQueue::Share::AllThreads);
    Barrier barrier;
    std::string order;
    add_slow(first, [&] { barrier.wait(); });
    for (int i = 0; i < 4; ++i)
        add_slow(first, [&] { order += 'a'; });
    for (int i = 0; i < 2; ++i)
        add_slow(second, [&] { order += 'b'; });
    barrier.open();

    run();

    EXPECT_EQ(order.size(), 6u);
    EXPECT_LT(order.rfind('b'), 5u);
}

TEST_F(FairPoolTest, BeginsQuickAndSlowTasksOfABusyQueue) {
    set_pool_threads(2);
    PoolQueue queue(loop.uv(), PoolQueue::Share::LeaveOne);  // One thread for both.
    Barrier barrier;
    std::string order;
    add(queue, [&] { barrier.wait(); });
    for (int i = 0; i < 50; ++i)
        add(queue, [&] { order += 'q'; });
    add_slow(queue, [&] { order += 's'; });
    barrier.open();

    run();

    EXPECT_EQ(order.size(), 51u);
    EXPECT_NE(order.back(), 's');
}

TEST_F(FairPoolTest, WithdrawsSlowTasksToo) {
    set_pool_threads(2);
    PoolQueue queue(loop.uv(), PoolQueue::Share::AllThreads);
    Barrier barrier;
    int begun = 0;
    std::vector<Task*> added;
    for (int i = 0; i < 100; ++i) {
        added.push_back(&add_slow(queue, [&] {
            begun++;
            barrier.wait();
        }));
    }
    int withdrawn = 0;
    for (Task* task : added)
        withdrawn += queue.withdraw(*task) ? 1 : 0;
    barrier.open();

    run();

    EXPECT_EQ(begun + withdrawn, 100);
    EXPECT_GE(withdrawn, 99);
}

TEST_F(FairPoolTest, WithdrawsWhatHasNotBegun) {
    set_pool_threads(2);
    PoolQueue queue(loop.uv(), PoolQueue::Share::LeaveOne);
    Barrier barrier;
    std::atomic<int> begun = 0;
    std::vector<Task*> added;
    for (int i = 0; i < 1000; ++i) {
        added.push_back(&add(queue, [&] {
            begun++;
            barrier.wait();
        }));
    }
    int withdrawn = 0;
    for (Task* task : added)
        withdrawn += queue.withdraw(*task) ? 1 : 0;
    barrier.open();

    run();

    EXPECT_EQ(begun + withdrawn, 1000);
    EXPECT_GE(withdrawn, 990);
}

TEST_F(FairPoolTest, SurvivesAQueueThatGoesWithItsLastTask) {
    auto queue = std::make_unique<PoolQueue>(loop.uv(), PoolQueue::Share::AllThreads);
    add(
        *queue, [] {}, [&] { queue.reset(); });

    run();

    EXPECT_EQ(queue, nullptr);
}

TEST_F(FairPoolTest, AddsTasksFromCallback) {
    PoolQueue queue(loop.uv(), PoolQueue::Share::AllThreads);
    int left = 100;
    std::function<void()> again = [&] {
        if (--left > 0)
            add(
                queue, [] {}, again);
    };
    add(
        queue, [] {}, again);

    run();

    EXPECT_EQ(left, 0);
}

}  // namespace
}  // namespace plinth
