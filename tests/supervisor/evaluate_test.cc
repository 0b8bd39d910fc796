// SPDX-License-Identifier: MIT
// The console's prompt, and calls from where they may not come.

#include <thread>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class EvaluateTest : public test::HostTest {
  protected:
    EvaluateTest() { load("one", "exports.activate = (p) => { globalThis.me = p.name; };"); }

    Evaluation evaluate(const std::string& code) {
        std::vector<Evaluation> answers;
        host().evaluate("one", code,
                        [&](Evaluation answer) { answers.push_back(std::move(answer)); });
        EXPECT_TRUE(frames_until([&] { return !answers.empty(); })) << code;
        EXPECT_EQ(answers.size(), 1u) << code;
        return answers.empty() ? Evaluation{} : answers.front();
    }
    std::string value_of(const std::string& code) {
        const Evaluation answer = evaluate(code);
        EXPECT_EQ(answer.kind, Evaluation::Kind::Value) << answer.text;
        return answer.text;
    }
};

TEST_F(EvaluateTest, PrintsTheValueAsInspectDoes) {
    EXPECT_EQ(value_of("({ a: [1, 'x'] })"), "{ a: [ 1, 'x' ] }");
    EXPECT_EQ(value_of("me"), "'one'");
}

TEST_F(EvaluateTest, LetAndConstLastToTheNextInput) {
    value_of("let counter = 1; const step = 2;");

    EXPECT_EQ(value_of("counter += step"), "3");
    EXPECT_EQ(value_of("counter"), "3");
}

TEST_F(EvaluateTest, AwaitsAtTheTopLevelAndKeepsWhatItDeclares) {
    EXPECT_EQ(value_of("const { x } = await new Promise((r) => setTimeout(r, 2, { x: 5 })); x * 2"),
              "10");
    EXPECT_EQ(value_of("x"), "5");
}

TEST_F(EvaluateTest, AnObjectLiteralIsNotABlock) {
    EXPECT_EQ(value_of("{ a: 1 }"), "{ a: 1 }");
}

TEST_F(EvaluateTest, UnfinishedInputAsksForMore) {
    for (const char* code : {"function f() {", "[1,", "`text", "if (true) {", "/* comment", "f("}) {
        EXPECT_EQ(evaluate(code).kind, Evaluation::Kind::Incomplete) << code;
    }
}

TEST_F(EvaluateTest, WrongInputIsAnErrorAndNotUnfinished) {
    for (const char* code : {"let 3x", "a b", "'open", "}", "throw new Error('mine')", "missing"}) {
        const Evaluation answer = evaluate(code);
        EXPECT_EQ(answer.kind, Evaluation::Kind::Error) << code;
        EXPECT_EQ(answer.text.find("Uncaught"), 0u) << answer.text;
    }
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(EvaluateTest, ARejectedAwaitIsAnError) {
    EXPECT_NE(evaluate("await Promise.reject(new Error('no'))").text.find("Error: no"),
              std::string::npos);
    EXPECT_EQ(info("one").state, PluginState::Active);
}

TEST_F(EvaluateTest, UnloadingAnswersWhatIsPendingOnce) {
    std::vector<Evaluation> answers;
    host().evaluate("one", "await new Promise(() => {})",
                    [&](Evaluation answer) { answers.push_back(std::move(answer)); });

    host().unload("one");
    frames(3);

    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].kind, Evaluation::Kind::Error);
}

TEST_F(EvaluateTest, DestroyingTheHostAnswersWhatIsPendingAndRefusesMore) {
    int answers = 0;
    Host* dying = host_.get();
    host().evaluate("one", "await new Promise(() => {})", [&](Evaluation) {
        ++answers;
        EXPECT_FALSE(dying->reload("one"));
        EXPECT_TRUE(dying->plugins().empty());
    });

    destroy_host();

    EXPECT_EQ(answers, 1);
}

TEST_F(EvaluateTest, EvaluatingProcessExitEndsThePluginAndIsAnswered) {
    EXPECT_EQ(evaluate("process.exit(0)").kind, Evaluation::Kind::Error);

    EXPECT_EQ(info("one").state, PluginState::Unloaded);
}

TEST_F(EvaluateTest, APluginThatDoesNotRunIsAnError) {
    std::string text;
    host().evaluate("nobody", "1", [&](Evaluation answer) { text = answer.text; });

    EXPECT_EQ(text, "the plugin \"nobody\" is not running");
}

TEST_F(EvaluateTest, EvaluatingFromACallbackIsAnswered) {
    std::string text;
    on_say_ = [&](const std::string&) {
        host().evaluate("one", "1", [&](Evaluation answer) { text = answer.text; });
    };

    value_of("require('test').say('x')");

    EXPECT_EQ(text, "the host is busy");
}

TEST_F(EvaluateTest, AFrameFromAnotherThreadDoesNothingAndIsLoggedOnTheGamesThread) {
    const auto game = std::this_thread::get_id();
    std::uint32_t callbacks = 1;

    std::thread([&] { callbacks = host().frame(std::chrono::milliseconds(1)).callbacks; }).join();
    EXPECT_FALSE(logged("another thread"));
    frame();

    EXPECT_EQ(callbacks, 0u);
    EXPECT_EQ(std::this_thread::get_id(), game);
    EXPECT_TRUE(logged("frame() was called on another thread"));
}

TEST_F(EvaluateTest, ALateFrameStillMovesALoopOn) {
    value_of("setImmediate(() => { globalThis.moved = true; }); 0");

    for (int i = 0; i < 5; ++i)
        host().frame(Clock::now() - std::chrono::seconds(1));

    EXPECT_EQ(value_of("moved"), "true");
}

TEST_F(EvaluateTest, APrependedFrameListenerGetsFrames) {
    value_of("plugin.prependListener('frame', () => { globalThis.frames = 1; }); 0");

    frame();

    EXPECT_EQ(value_of("frames"), "1");
}

TEST_F(EvaluateTest, APluginThatStopsListeningIsNotEntered) {
    value_of("plugin.once('frame', () => {}); 0");
    frames(3);

    EXPECT_EQ(frame().callbacks, 0u);
}

}  // namespace
}  // namespace plinth
