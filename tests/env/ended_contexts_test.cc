// SPDX-License-Identifier: MIT
// Several Envs in one Runtime: their contexts stay strangers, and one that ended is collected.

#include "host/env/ended_contexts.h"

#include <gtest/gtest.h>

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

class EnvsOfOneRuntime : public testing::Test {
  protected:
    std::unique_ptr<Env> make() {
        EnvOptions options;
        options.working_directory = "/";
        options.delegate = &delegate_;
        auto env = std::make_unique<Env>(runtime_, std::move(options));
        const Gate::Scope scope(env->gate());
        env->gate().call(env->entry(Entry::Start), v8::Undefined(env->isolate()), 0, nullptr);
        return env;
    }
    void end(std::unique_ptr<Env> env) {
        env->close();
        while (!env->drained())
            runtime_.loop().turn(Loop::Wait::UntilNextEvent);
    }
    static void run(Env& env, std::string_view code) {
        const Gate::Scope scope(env.gate());
        v8::Local<v8::Function> function;
        ASSERT_TRUE(compile_function(env.context(), to_string(env.isolate(), code),
                                     to_string(env.isolate(), "/test.js"), {})
                        .ToLocal(&function));
        env.gate().call(function, v8::Undefined(env.isolate()), 0, nullptr);
    }
    void collect() {
        const v8::Isolate::Scope entered(runtime_.isolate());
        runtime_.isolate()->LowMemoryNotification();
    }

    test::RecordingDelegate delegate_;
    Runtime runtime_{test::engine_options()};
};

TEST_F(EnvsOfOneRuntime, HaveSecurityTokensOfTheirOwn) {
    auto one = make();
    auto two = make();
    {
        const v8::Isolate::Scope entered(runtime_.isolate());
        const v8::HandleScope handles(runtime_.isolate());
        EXPECT_FALSE(
            one->context()->GetSecurityToken()->StrictEquals(two->context()->GetSecurityToken()));
    }
    end(std::move(one));
    end(std::move(two));
}

TEST_F(EnvsOfOneRuntime, OneThatEndedIsCollected) {
    auto stays = make();
    for (int i = 0; i < 5; ++i) {
        auto env = make();
        run(*env,
            "globalThis.cycle = [globalThis, new Map([[1, process]]), setInterval(() => {}, 9)];"
            "new FinalizationRegistry(() => {}).register({}, cycle);"
            "Promise.resolve().then(() => cycle);"
            "process.on('exit', () => cycle);");
        end(std::move(env));
    }
    EXPECT_GT(runtime_.ended_contexts().count(), 0u);

    collect();
    stays->run_tasks_of_v8();
    collect();

    EXPECT_EQ(runtime_.ended_contexts().count(), 0u);
    end(std::move(stays));
}

}  // namespace
}  // namespace plinth
