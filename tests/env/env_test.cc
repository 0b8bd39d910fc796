// SPDX-License-Identifier: MIT
// How an Env ends: errors that nobody caught, process.exit from every depth, and closing.

#include "host/env/env.h"

#include <gtest/gtest.h>

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

class EnvTest : public test::EnvTest {};

TEST_F(EnvTest, AnUncaughtErrorIsReportedOnceWithItsPlace) {
    run("process.nextTick(() => log('never'));\nthrow new TypeError('no good');");

    ASSERT_EQ(delegate().faults.size(), 1u);
    const Fault& fault = delegate().faults.front();
    EXPECT_EQ(fault.message, "TypeError: no good");
    EXPECT_EQ(fault.file, "/test.js");
    EXPECT_EQ(fault.line, 2);
    EXPECT_EQ(fault.column, 1);
    EXPECT_EQ(fault.exit_code, 1);
    EXPECT_EQ(fault.kind, Fault::Kind::UncaughtError);
    EXPECT_FALSE(env().can_call_js());
    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, AnErrorInATimerIsReportedOnceAndEndsTheLoop) {
    log_of("setTimeout(() => { throw new Error('late'); }, 1); setInterval(() => log('x'), 1000);");

    ASSERT_EQ(delegate().faults.size(), 1u);
    EXPECT_EQ(delegate().faults.front().message, "Error: late");
}

TEST_F(EnvTest, AThrownPrimitiveIsReported) {
    run("throw 'just text';");

    ASSERT_EQ(delegate().faults.size(), 1u);
    EXPECT_NE(delegate().faults.front().text.find("just text"), std::string::npos);
}

TEST_F(EnvTest, AnErrorWhoseStackThrowsIsStillReported) {
    run("throw { get stack() { throw 1; }, toString() { throw 2; } };");

    EXPECT_EQ(delegate().faults.size(), 1u);
}

TEST_F(EnvTest, AnUncaughtExceptionListenerKeepsItAlive) {
    run("process.on('uncaughtException', (error, origin) => log(`${error.message}/${origin}`));"
        "setTimeout(() => log('alive'), 1); throw new Error('caught');");
    world_.run_loop();

    EXPECT_EQ(world_.logged, "caught/uncaughtException alive");
    EXPECT_TRUE(delegate().faults.empty());
}

TEST_F(EnvTest, AnUncaughtExceptionListenerThatThrowsIsTheOneReported) {
    run("process.on('uncaughtException', () => { throw new Error('second'); });"
        "throw new Error('first');");

    ASSERT_EQ(delegate().faults.size(), 1u);
    EXPECT_EQ(delegate().faults.front().message, "Error: second");
    EXPECT_EQ(delegate().faults.front().exit_code, 7);
}

TEST_F(EnvTest, AnUnhandledRejectionIsReportedAfterTheMicrotasks) {
    run("Promise.reject(new Error('refused')); Promise.resolve().then(() => log('microtask'));");

    ASSERT_EQ(delegate().faults.size(), 1u);
    EXPECT_EQ(delegate().faults.front().message, "Error: refused");
    EXPECT_EQ(world_.logged, "microtask");
}

TEST_F(EnvTest, ARejectionHandledInTheSameTurnIsNoError) {
    run("const promise = Promise.reject(new Error('refused'));"
        "process.nextTick(() => promise.catch(() => log('handled')));");

    EXPECT_TRUE(delegate().faults.empty());
    EXPECT_EQ(world_.logged, "handled");
}

TEST_F(EnvTest, AnUnhandledRejectionListenerKeepsItAlive) {
    run("process.on('unhandledRejection', (reason) => log(reason)); Promise.reject('why');");

    EXPECT_EQ(world_.logged, "why");
    EXPECT_TRUE(delegate().faults.empty());
}

TEST_F(EnvTest, ExitEndsTheScriptAtOnce) {
    run("process.on('exit', (code) => log(`exit ${code}`));"
        "process.nextTick(() => log('tick'));"
        "try { process.exit(3); log('after'); } catch { log('catch'); } finally { log('finally'); "
        "}");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{3});
    EXPECT_EQ(world_.logged, "exit 3");
}

TEST_F(EnvTest, ExitFromAnExitListenerChangesTheCode) {
    run("process.on('exit', () => { log('once'); process.exit(9); }); process.exit(1);");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{9});
    EXPECT_EQ(world_.logged, "once");
}

TEST_F(EnvTest, ExitFromANextTick) {
    run("process.nextTick(() => process.exit(4)); process.nextTick(() => log('never'));"
        "Promise.resolve().then(() => log('never'));");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{4});
    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, ExitFromAPromiseDropsTicksThatWait) {
    run("Promise.resolve().then(() => { process.nextTick(() => log('never'));"
        "  queueMicrotask(() => log('never')); process.exit(5); });"
        "process.nextTick(() => log('tick'));");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{5});
    EXPECT_EQ(world_.logged, "tick");
}

TEST_F(EnvTest, ExitFromAnUncaughtExceptionListener) {
    run("process.on('uncaughtException', () => { process.exit(6); }); throw new Error('x');");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{6});
    EXPECT_TRUE(delegate().faults.empty());
}

TEST_F(EnvTest, ExitFromATimerDropsTheOthers) {
    log_of(
        "setTimeout(() => process.exit(2), 1); setTimeout(() => log('never'), 1);"
        "setImmediate(() => {});");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{2});
    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, ExitFromACallbackThatCppCalledUnwindsTheScriptBelow) {
    world_.define("call", [](js::Callback<void()> callback) { callback(); });

    run("try { call(() => process.exit(8)); log('after'); } finally { log('finally'); }");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{8});
    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, ExitWhileASortComparesEndsTheSort) {
    run("[3, 1, 2].sort(() => process.exit(1)); log('after');");

    EXPECT_EQ(delegate().exit_codes, std::vector<int>{1});
    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, AnErrorInACallbackThatCppCalledEndsTheScriptBelow) {
    world_.define("call", [](js::Callback<void()> callback) { callback(); });

    run("call(() => { throw new Error('inner'); }); log('after');");

    ASSERT_EQ(delegate().faults.size(), 1u);
    EXPECT_EQ(delegate().faults.front().message, "Error: inner");
    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, AnExitListenerSeesTheCodeOfAnUncaughtError) {
    run("process.on('exit', (code) => log(`exit ${code}`)); throw new Error('x');");

    EXPECT_EQ(world_.logged, "exit 1");
    EXPECT_EQ(delegate().faults.size(), 1u);
}

TEST_F(EnvTest, TerminatingFromOutsideIsReportedAndTheIsolateIsUsableAfterwards) {
    world_.define("terminate", [this] { env().runtime().engine().terminate(); });

    run("terminate(); for (;;);");

    ASSERT_EQ(delegate().faults.size(), 1u);
    EXPECT_EQ(delegate().faults.front().kind, Fault::Kind::Terminated);
    EXPECT_FALSE(env().isolate()->IsExecutionTerminating());
}

TEST_F(EnvTest, AfterAFaultNoScriptRuns) {
    run("throw new Error('x');");

    EXPECT_EQ(run("log('again');"), std::nullopt);
    EXPECT_EQ(world_.logged, "");
    EXPECT_EQ(delegate().faults.size(), 1u);
}

class TestTask final : public ReadyTask {
  public:
    explicit TestTask(std::string& said) : said_(said) {}
    ~TestTask() override { said_ += " deleted"; }
    void run(Env&) override {
        said_ += "ran";
        delete this;
    }
    void drop() override {
        said_ += "dropped";
        delete this;
    }

  private:
    std::string& said_;
};

TEST_F(EnvTest, AReadyTaskRunsInItsTurn) {
    std::string said;
    env().push_ready(*new TestTask(said));
    EXPECT_TRUE(env().has_ready());

    world_.run_loop();

    EXPECT_EQ(said, "ran deleted");
}

TEST_F(EnvTest, AReadyTaskIsDroppedByClosing) {
    std::string said;
    env().push_ready(*new TestTask(said));
    env().push_closing(*new TestTask(said));

    world_.close();

    EXPECT_EQ(said, "dropped deleteddropped deleted");
}

TEST_F(EnvTest, AReadyTaskIsDroppedAfterAFault) {
    std::string said;
    run("throw new Error('x');");
    env().push_ready(*new TestTask(said));

    env().pump().run(Budget::unlimited(), Loop::Wait::No);

    EXPECT_EQ(said, "dropped deleted");
}

class OpenThing final : public Tracked {
  public:
    explicit OpenThing(Env& env) : timer_(new uv_timer_t) {
        uv_timer_init(env.uv(), timer_);
        uv_timer_start(
            timer_, [](uv_timer_t*) { FAIL(); }, 1'000'000, 0);
        timer_->data = this;
        env.ledger().push_back(*this);
    }
    const char* kind() const override { return "OpenThing"; }
    void close() override {
        uv_close(reinterpret_cast<uv_handle_t*>(timer_), [](uv_handle_t* handle) {
            delete static_cast<OpenThing*>(handle->data);
            delete reinterpret_cast<uv_timer_t*>(handle);
        });
    }

  private:
    uv_timer_t* timer_;
};

TEST_F(EnvTest, CloseEndsWhatTheLedgerHoldsAndNamesIt) {
    new OpenThing(env());
    new OpenThing(env());

    env().close();

    EXPECT_EQ(env().left_open(), (std::vector<std::string>{"OpenThing", "OpenThing"}));
    EXPECT_FALSE(env().drained());
    env().loop().turn(Loop::Wait::No);
    EXPECT_TRUE(env().drained());
}

TEST_F(EnvTest, ClosingWithTimersAndTicksThatWaitRunsNoneOfThem) {
    run("setTimeout(() => log('timer'), 1); setImmediate(() => log('immediate'));"
        "setInterval(() => log('interval'), 1);");

    world_.close();

    EXPECT_EQ(world_.logged, "");
}

TEST_F(EnvTest, ClosingTwiceIsHarmless) {
    env().close();
    env().close();

    EXPECT_TRUE(env().drained());
}

TEST(EnvIsolation, TwoEnvsDoNotSeeEachOthersPrototypes) {
    test::World polluter, neighbour;

    polluter.run(
        "Object.prototype.evil = 1; Array.prototype.push = () => 'replaced';"
        "process.env.EVIL = 'yes'; globalThis.leaked = 1;");

    EXPECT_EQ(neighbour.run("return [typeof {}.evil, [].push(1), typeof process.env.EVIL,"
                            "  typeof leaked].join();"),
              "undefined,1,undefined,undefined");
}

TEST(EnvIsolation, PollutedPrototypesDoNotBreakTheBuiltinsOfTheirOwner) {
    test::World world;

    world.run(
        "Object.prototype.then = 1; Object.prototype.evil = 1;"
        "setTimeout(() => log('timer'), 1); setImmediate(() => log('immediate'));"
        "process.nextTick(() => log('tick'));");
    world.run_loop();

    EXPECT_TRUE(world.delegate.faults.empty());
    EXPECT_EQ(world.logged.find("tick"), 0u);
    EXPECT_NE(world.logged.find("timer"), std::string::npos);
}

TEST(EnvHeap, ReachingTheLimitIsAFaultOfThatEnvAndNamesTheLimit) {
    test::World hungry(test::engine_options(std::size_t{24} << 20));
    test::World neighbour;

    hungry.run("const all = []; for (;;) all.push(new Array(1000).fill(all.length));");

    ASSERT_EQ(hungry.delegate.faults.size(), 1u);
    EXPECT_EQ(hungry.delegate.faults.front().kind, Fault::Kind::HeapLimit);
    EXPECT_EQ(hungry.delegate.faults.front().message,
              "the plugin reached its heap limit of 24 MiB");
    EXPECT_EQ(neighbour.run("return 'fine';"), "fine");
}

}  // namespace
}  // namespace plinth
