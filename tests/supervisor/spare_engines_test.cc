// SPDX-License-Identifier: MIT
// What loading takes from the engine that was made ahead on another thread.

#include "host/supervisor/spare_engines.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "host/app/startup_snapshot.h"

namespace plinth {
namespace {

EngineOptions options_with_heap(std::size_t bytes) {
    EngineOptions options;
    options.snapshot = startup_snapshot();
    options.heap_limit_bytes = bytes;
    return options;
}

class SpareEnginesTest : public testing::Test {
  protected:
    // As a second load gets it.
    std::unique_ptr<Engine> take_spare() {
        spares_.take(options_);
        spares_.wait_until_ready();
        std::unique_ptr<Engine> engine = spares_.take(options_);
        EXPECT_TRUE(engine->prepared());
        return engine;
    }

    // What the code gives in a new context of the engine, as text; empty: it was ended.
    static std::string run(Engine& engine, const char* code) {
        v8::Isolate* isolate = engine.isolate();
        const v8::Isolate::Scope entered(isolate);
        const v8::HandleScope handles(isolate);
        const Engine::NewContext made = engine.new_context();
        const v8::Context::Scope scope(made.context);
        const auto source = v8::String::NewFromUtf8(isolate, code).ToLocalChecked();
        v8::Local<v8::Value> result;
        if (!v8::Script::Compile(made.context, source)
                 .ToLocalChecked()
                 ->Run(made.context)
                 .ToLocal(&result)) {
            return "";
        }
        return *v8::String::Utf8Value(isolate, result);
    }

    const EngineOptions options_ = options_with_heap(std::size_t{32} << 20);
    SpareEngines spares_{options_};
};

TEST_F(SpareEnginesTest, TheFirstLoadMakesItsOwn) {
    const std::unique_ptr<Engine> engine = spares_.take(options_);

    EXPECT_FALSE(engine->prepared());
    EXPECT_EQ(run(*engine, "[1, 2, 3].map((n) => n * 2).join()"), "2,4,6");
}

TEST_F(SpareEnginesTest, TheNextFindsOneWithItsContext) {
    const std::unique_ptr<Engine> engine = take_spare();

    EXPECT_EQ(run(*engine, "[1, 2, 3].map((n) => n * 2).join()"), "2,4,6");
    EXPECT_FALSE(engine->prepared());
    EXPECT_EQ(run(*engine, "'a further context'"), "a further context");
}

TEST_F(SpareEnginesTest, IsReplacedWhenTheLoadIsOver) {
    take_spare();
    spares_.wait_until_ready();
    EXPECT_FALSE(spares_.take(options_)->prepared());
    spares_.wait_until_ready();
    spares_.take(options_);
    spares_.replace();
    spares_.wait_until_ready();

    EXPECT_TRUE(spares_.take(options_)->prepared());
}

TEST_F(SpareEnginesTest, OneThatNobodyTakesIsDisposedOf) {
    spares_.take(options_);
    spares_.wait_until_ready();
}

TEST_F(SpareEnginesTest, EndsWhileOneIsBeingMade) {
    spares_.take(options_);
}

TEST_F(SpareEnginesTest, OtherOptionsLeaveItToTheOthers) {
    spares_.take(options_);
    spares_.wait_until_ready();

    EXPECT_FALSE(spares_.take(options_with_heap(std::size_t{64} << 20))->prepared());
    EXPECT_TRUE(spares_.take(options_)->prepared());
}

TEST_F(SpareEnginesTest, TheStackThatCountsIsThatOfTheThreadThatTakesIt) {
    const std::unique_ptr<Engine> engine = take_spare();

    EXPECT_EQ(run(*engine,
                  "let n = 0; const f = () => { ++n; f(); };"
                  "try { f(); } catch (e) { e.name + (n > 1000); }"),
              "RangeErrortrue");
}

TEST_F(SpareEnginesTest, ItsHeapHasItsLimit) {
    const std::unique_ptr<Engine> engine = take_spare();

    EXPECT_EQ(run(*engine, "const all = []; for (;;) all.push(new Array(1000).fill({}));"), "");
    EXPECT_TRUE(engine->heap_exhausted());
    EXPECT_FALSE(engine->heap_stack().empty());
}

TEST_F(SpareEnginesTest, ManyOneAfterTheOther) {
    for (int i = 0; i < 40; ++i)
        EXPECT_EQ(run(*spares_.take(options_), "[].concat(1, 2).length"), "2");
}

}  // namespace
}  // namespace plinth
