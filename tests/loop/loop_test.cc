// SPDX-License-Identifier: MIT
// Loop, LoopRef, UvHandle and LoopSet. Each test ends by destroying its Loop, which ends the
// process when a handle was left open.

#include "host/loop/loop.h"

#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "host/loop/loop_set.h"
#include "host/loop/uv_handle.h"

namespace plinth {
namespace {

UvHandle<uv_timer_t> make_timer(Loop& loop) {
    UvHandle<uv_timer_t> timer;
    EXPECT_EQ(uv_timer_init(loop.uv(), timer.get()), 0);
    timer.mark_initialised();
    return timer;
}

TEST(LoopRef, RunsATaskInTheNextTurn) {
    Loop loop;
    bool ran = false;

    EXPECT_TRUE(loop.ref()->post([&] { ran = true; }));
    EXPECT_FALSE(ran);
    loop.turn(Loop::Wait::No);

    EXPECT_TRUE(ran);
}

TEST(LoopRef, KeepsTheOrderOfPosting) {
    Loop loop;
    std::vector<int> order;
    for (int i = 0; i < 3; ++i)
        loop.ref()->post([&order, i] { order.push_back(i); });

    loop.turn(Loop::Wait::No);

    EXPECT_EQ(order, (std::vector{0, 1, 2}));
}

TEST(LoopRef, ATaskThatDidNotRunGoesWithItsLoop) {
    const auto held = std::make_shared<int>(1);
    {
        Loop loop;
        const auto ref = loop.ref();
        ref->post([ref, held] {});
    }
    EXPECT_EQ(held.use_count(), 1);
}

TEST(LoopRef, ATaskPostedFromATaskRunsInALaterTurn) {
    Loop loop;
    int ran = 0;
    loop.ref()->post([&] { loop.ref()->post([&] { ++ran; }); });

    loop.turn(Loop::Wait::No);
    EXPECT_EQ(ran, 0);
    loop.turn(Loop::Wait::No);

    EXPECT_EQ(ran, 1);
}

TEST(LoopRef, WakesALoopThatWaitsOnAnotherThread) {
    Loop loop;
    bool ran = false;
    std::thread poster([ref = loop.ref(), &ran] { ref->post([&ran] { ran = true; }); });

    while (!ran)
        loop.turn(Loop::Wait::UntilNextEvent, 1000);

    poster.join();
    EXPECT_TRUE(ran);
}

TEST(LoopRef, PostAfterTheLoopIsGoneIsRefused) {
    std::optional<Loop> loop(std::in_place);
    const std::shared_ptr<LoopRef> ref = loop->ref();
    loop.reset();

    EXPECT_FALSE(ref->post([] { FAIL() << "the loop is gone"; }));
}

TEST(LoopRef, ATaskThatWaitsWhenTheLoopEndsDoesNotRun) {
    std::optional<Loop> loop(std::in_place);
    loop->ref()->post([] { FAIL() << "what it refers to may be gone"; });

    loop.reset();
}

TEST(Loop, IsNotAliveByItsOwnHandles) {
    Loop loop;

    EXPECT_FALSE(loop.alive());
    EXPECT_FALSE(loop.due());
}

TEST(Loop, WaitsForATimeoutWhenNothingIsOpen) {
    Loop loop;
    loop.update_time();
    const std::uint64_t before = loop.now_ms();

    loop.turn(Loop::Wait::UntilNextEvent, 5);

    EXPECT_GE(loop.now_ms(), before + 5);
}

TEST(Loop, IsDueWhenATimerOfLibuvIs) {
    Loop loop;
    const UvHandle<uv_timer_t> timer = make_timer(loop);

    uv_timer_start(
        timer.get(), [](uv_timer_t*) {}, 0, 0);

    EXPECT_TRUE(loop.due());
    EXPECT_TRUE(loop.alive());
}

TEST(Loop, IsDueWhileAHandleCloses) {
    Loop loop;
    make_timer(loop).close();

    EXPECT_TRUE(loop.due());
    loop.turn(Loop::Wait::No);

    EXPECT_FALSE(loop.due());
}

TEST(UvHandle, ClosesWhenItsOwnerLetsGo) {
    Loop loop;
    {
        const UvHandle<uv_timer_t> timer = make_timer(loop);
        uv_timer_start(
            timer.get(), [](uv_timer_t*) { FAIL(); }, 1'000'000, 0);
    }

    loop.turn(Loop::Wait::No);

    EXPECT_FALSE(loop.alive());
}

TEST(UvHandle, OneThatWasNeverInitialisedIsJustFreed) {
    const UvHandle<uv_timer_t> timer;
}

TEST(UvHandle, AssigningClosesTheOneBefore) {
    Loop loop;
    UvHandle<uv_timer_t> timer = make_timer(loop);
    uv_timer_start(
        timer.get(), [](uv_timer_t*) { FAIL(); }, 1'000'000, 0);

    timer = make_timer(loop);
    loop.turn(Loop::Wait::No);

    EXPECT_FALSE(loop.alive());
}

TEST(UvHandle, ClosesFromItsOwnCallback) {
    Loop loop;
    UvHandle<uv_timer_t> timer = make_timer(loop);
    timer->data = &timer;
    uv_timer_start(
        timer.get(), [](uv_timer_t* uv) { static_cast<UvHandle<uv_timer_t>*>(uv->data)->close(); },
        0, 1);

    while (loop.alive())
        loop.turn(Loop::Wait::UntilNextEvent);

    EXPECT_EQ(timer.get(), nullptr);
}

TEST(Loop, ATimeoutThatIsOverBeforeThePollDoesNotWait) {
    Loop loop;
    UvHandle<uv_udp_t> silent;  // Alive, and nothing ever comes.
    ASSERT_EQ(uv_udp_init(loop.uv(), silent.get()), 0);
    silent.mark_initialised();
    sockaddr_in address{};
    uv_ip4_addr("127.0.0.1", 0, &address);
    ASSERT_EQ(uv_udp_bind(silent.get(), reinterpret_cast<sockaddr*>(&address), 0), 0);
    uv_udp_recv_start(
        silent.get(), [](uv_handle_t*, std::size_t, uv_buf_t*) {},
        [](uv_udp_t*, ssize_t, const uv_buf_t*, const sockaddr*, unsigned) {});

    loop.turn(Loop::Wait::UntilNextEvent, 0);

    silent.close();
    loop.turn(Loop::Wait::No);
}

TEST(LoopSet, NamesOnlyTheLoopsThatHaveAnEvent) {
    Loop quiet, busy;
    LoopSet set;
    set.add(quiet, &quiet);
    set.add(busy, &busy);
    quiet.turn(Loop::Wait::No);
    busy.turn(Loop::Wait::No);
    EXPECT_TRUE(set.ready().empty());

    busy.ref()->post([] {});

    EXPECT_EQ(set.ready(), std::vector<void*>{&busy});
    busy.turn(Loop::Wait::No);
    EXPECT_TRUE(set.ready().empty());
    set.remove(quiet);
    set.remove(busy);
}

TEST(LoopSet, DoesNotNameALoopThatWasRemoved) {
    Loop loop;
    LoopSet set;
    set.add(loop, &loop);
    loop.turn(Loop::Wait::No);
    loop.ref()->post([] {});

    set.remove(loop);

    EXPECT_TRUE(set.ready().empty());
}

}  // namespace
}  // namespace plinth
