// SPDX-License-Identifier: MIT
// The order in which an Env runs callbacks: Node's, as printed by node 20 for the same programs.

#include <gtest/gtest.h>

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

class GateTest : public test::EnvTest {};

TEST_F(GateTest, RunsNextTicksBeforeMicrotasksAfterACallback) {
    run("Promise.resolve().then(() => log('promise'));"
        "process.nextTick(() => log('tick'));"
        "queueMicrotask(() => log('microtask'));"
        "log('sync');");

    EXPECT_EQ(world_.logged, "sync tick promise microtask");
}

TEST_F(GateTest, RunsTicksOfMicrotasksAfterAllMicrotasks) {
    run("Promise.resolve().then(() => { log('p1'); process.nextTick(() => log('t1')); })"
        "  .then(() => log('p2'));"
        "process.nextTick(() => { log('t0'); Promise.resolve().then(() => log('p0')); });");

    EXPECT_EQ(world_.logged, "t0 p1 p0 p2 t1");
}

TEST_F(GateTest, DrainsBetweenTwoTimersOfOneDuration) {
    const std::string order = log_of(
        "setTimeout(() => { log('a'); process.nextTick(() => log('tick'));"
        "  Promise.resolve().then(() => log('promise')); }, 1);"
        "setTimeout(() => log('b'), 1);");

    EXPECT_EQ(order, "a tick promise b");
}

TEST_F(GateTest, DrainsBetweenTwoImmediates) {
    const std::string order = log_of(
        "setImmediate(() => { log('a'); process.nextTick(() => log('tick'));"
        "  Promise.resolve().then(() => log('promise')); });"
        "setImmediate(() => log('b'));");

    EXPECT_EQ(order, "a tick promise b");
}

TEST_F(GateTest, AnImmediateSetByAnImmediateWaitsForTheNextIteration) {
    const std::string order = log_of(
        "setImmediate(() => { log('a'); setImmediate(() => log('c')); });"
        "setImmediate(() => log('b'));");

    EXPECT_EQ(order, "a b c");
}

TEST_F(GateTest, TimersOfOneDurationRunInOrderAndEarlierMomentsFirst) {
    const std::string order = log_of(
        "setTimeout(() => log('late'), 20);"
        "setTimeout(() => log('first'), 2);"
        "setTimeout(() => log('second'), 2);");

    EXPECT_EQ(order, "first second late");
}

TEST_F(GateTest, ATimerSetFromATimerDoesNotRunInTheSamePhase) {
    // Two slow timers that start themselves again would else keep each other due for ever.
    const std::string order = log_of(
        "let left = 20;"
        "const spin = () => { const end = Date.now() + 3; while (Date.now() < end); };"
        "const again = () => { if (--left > 0) setTimeout(again, 1); spin(); };"
        "setTimeout(() => setImmediate(() => log(`immediate with ${left} left`)), 1);"
        "setTimeout(again, 1); setTimeout(again, 1); spin();");

    EXPECT_EQ(order, "immediate with 18 left");
}

TEST_F(GateTest, ACallFromCppDrainsWhenItIsTheOutermost) {
    js::Callback<void()> kept;
    world_.define("keep", [&](js::Callback<void()> callback) { kept = callback; });
    run("keep(() => { log('called'); process.nextTick(() => log('tick')); });");

    kept();

    EXPECT_EQ(world_.logged, "called tick");
}

TEST_F(GateTest, ACallFromCppInsideAScriptDoesNotDrain) {
    world_.define("call", [](js::Callback<void()> callback) { callback(); });

    run("call(() => { process.nextTick(() => log('tick')); log('inner'); }); log('outer');");

    EXPECT_EQ(world_.logged, "inner outer tick");
}

TEST_F(GateTest, TicksAfterOneThatThrewStillRun) {
    run("process.on('uncaughtException', (error) => log(error.message));"
        "process.nextTick(() => { throw new Error('thrown'); });"
        "process.nextTick(() => log('next'));"
        "Promise.resolve().then(() => log('promise'));");

    EXPECT_EQ(world_.logged, "thrown next promise");
    EXPECT_TRUE(delegate().faults.empty());
}

TEST_F(GateTest, TimersAfterOneThatThrewStillRun) {
    const std::string order = log_of(
        "process.on('uncaughtException', (error) => log(error.message));"
        "setTimeout(() => { throw new Error('thrown'); }, 1);"
        "setTimeout(() => log('next'), 1);");

    EXPECT_EQ(order, "thrown next");
}

TEST_F(GateTest, ImmediatesAfterOneThatThrewStillRun) {
    const std::string order = log_of(
        "process.on('uncaughtException', (error) => log(error.message));"
        "setImmediate(() => { throw new Error('thrown'); });"
        "setImmediate(() => log('next'));");

    EXPECT_EQ(order, "thrown next");
}

TEST_F(GateTest, CountsCallbacksOfCppAndOfTimers) {
    const std::uint64_t before = env().callbacks();

    log_of("setTimeout(() => {}, 1); setTimeout(() => {}, 1); setImmediate(() => {});");

    EXPECT_GE(env().callbacks(), before + 4);
}

}  // namespace
}  // namespace plinth
