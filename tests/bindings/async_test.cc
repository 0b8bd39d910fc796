// SPDX-License-Identifier: MIT
// Promises that C++ settles, the thread pool, coroutines, callbacks from other threads, and errors
// in both directions.

#include "bindings/async.h"

#include <stdexcept>
#include <system_error>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

js::Promise<std::string> echo_elsewhere(std::string text) {
    co_await js::pool();
    if (text == "bad") throw js::Error("it is bad", js::ErrorClass::TypeError).code("ERR_BAD");
    co_return text + "!";
}

js::Promise<int> twice_the_length(std::string text) {
    const std::string given = co_await echo_elsewhere(std::move(text));
    co_return static_cast<int>(given.size()) * 2;
}

int slow_sum(const std::vector<int>& numbers) {
    int sum = 0;
    for (const int number : numbers)
        sum += number;
    if (sum < 0) throw std::out_of_range("negative");
    return sum;
}

class Async : public test::V8Test {
  protected:
    /// What the promise of an expression is settled with, once `posts` tasks have come back.
    std::string settled(const std::string& code, std::size_t posts = 1) {
        eval("var out = 'pending'; (" + code +
             ").then((v) => { out = 'got ' + v }, (e) => { out = String(e) + (e.code ?? '') })");
        realm().run_posted(posts);
        return eval("out");
    }
};

TEST_F(Async, TheGameSettlesPromises) {
    js::Promise<int> answer;
    globals().function("ask", [&] { return answer; });

    EXPECT_EQ(eval("ask() instanceof Promise"), "true");
    eval("var out = []; ask().then((v) => out.push(v)); ask().then((v) => out.push(v))");
    answer.resolve(42);
    answer.resolve(43);
    EXPECT_TRUE(answer.settled());
    realm().run_posted();
    EXPECT_EQ(eval("out.join()"), "42,42");
    EXPECT_EQ(settled("ask()"), "got 42");
}

TEST_F(Async, APromiseThatIsDroppedIsRejected) {
    globals().function("ask", [] { return js::Promise<int>(); });

    EXPECT_EQ(settled("ask()"), "Error: The game dropped this promise without settling it");
}

TEST_F(Async, FunctionsRunOnThePool) {
    globals().function("sum", js::async(&slow_sum));

    EXPECT_EQ(settled("sum([1, 2, 3])"), "got 6");
    EXPECT_EQ(settled("sum([-1])"), "RangeError: negative");
    EXPECT_EQ(eval("sum('x')"), "TypeError: sum(): argument 1 must be an array, got string");
}

TEST_F(Async, CoroutinesArePromises) {
    globals().function("echo", &echo_elsewhere).function("length", &twice_the_length);

    EXPECT_EQ(settled("echo('hi')"), "got hi!");
    EXPECT_EQ(settled("length('four')"), "got 10");
    EXPECT_EQ(settled("length('bad')"), "TypeError: it is badERR_BAD");
}

TEST_F(Async, CoroutinesComeBackToTheirThread) {
    const auto home = std::this_thread::get_id();
    bool left = false;
    bool back = false;
    const auto travel = [&](js::Realm& realm) -> js::Promise<void> {
        auto way_back = js::thread_of(realm);
        co_await js::pool();
        left = std::this_thread::get_id() != home;
        co_await way_back;
        back = std::this_thread::get_id() == home;
    };
    globals().function("travel", travel);

    eval("var out = 'pending'; travel().then(() => { out = 'done' })");
    realm().run_posted(1);
    realm().run_posted(1);

    EXPECT_TRUE(left && back);
    EXPECT_EQ(eval("out"), "done");
}

TEST_F(Async, SettlingAfterTheRealmsEndDoesNothing) {
    js::Promise<int> answer;
    globals().function("ask", [&] { return answer; });
    eval("ask()");

    realm().close();
    answer.resolve(1);
    realm().run_posted();
}

TEST_F(Async, AnyThreadMayCallBack) {
    js::AnyThread<int, std::string> callback;
    globals().function("listen",
                       [&](js::AnyThread<int, std::string> given) { callback = std::move(given); });
    eval("var heard = []; listen((n, text) => heard.push(n + text))");

    std::thread([&] {
        EXPECT_TRUE(callback(1, "a"));
        callback(2, "b");
        callback = {};
    }).join();
    realm().run_posted(2);

    EXPECT_EQ(eval("heard.join()"), "1a,2b");
    EXPECT_EQ(eval("listen(5)"), "TypeError: listen(): argument 1 must be a function, got number");
}

TEST_F(Async, CppExceptionsBecomeErrorsWithWhatTheyKnow) {
    globals()
        .function("range", [] { throw std::out_of_range("far"); })
        .function("system",
                  [] {
                      throw std::system_error(
                          std::make_error_code(std::errc::no_such_file_or_directory), "open");
                  })
        .function("coded", [] { throw js::Error("no").code("ERR_NO"); });

    EXPECT_EQ(eval("range()"), "RangeError: far");
    EXPECT_EQ(eval("try { system() } catch (e) { [e.code, e.errno, e.message] }"),
              "ENOENT,-2,open: No such file or directory");
    EXPECT_EQ(eval("try { coded() } catch (e) { e.code + e.message }"), "ERR_NOno");
}

TEST_F(Async, ScriptsErrorsPassThroughCppToTheirCaller) {
    std::string seen;
    globals()
        .function("call", [](js::Callback<int(int)> f) { return f.call_or_throw(1); })
        .function("look", [&](js::Callback<void()> f) {
            try {
                f.call_or_throw();
            } catch (const js::ScriptError& error) {
                seen = error.what();
            }
        });

    EXPECT_EQ(eval("call((n) => n + 1)"), "2");
    EXPECT_EQ(eval("const mine = { mine: true }; try { call(() => call(() => call(() => { throw "
                   "mine }))) } catch (e) { e === mine }"),
              "true");
    EXPECT_EQ(eval("call(() => 'x')"),
              "TypeError: The callback's result must be a number, got string");
    EXPECT_EQ(eval("look(() => { throw new RangeError('far') }); 1"), "1");
    EXPECT_EQ(seen, "RangeError: far");
    EXPECT_TRUE(realm().reported.empty());
}

}  // namespace
}  // namespace plinth
