// SPDX-License-Identifier: MIT
// The types that cross beside numbers, strings and arrays: each there and back, and what is
// refused.

#include <bitset>
#include <set>
#include <unordered_set>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

using namespace std::chrono_literals;

class Values : public test::V8Test {
  protected:
    // `f` gives back what it got.
    template <class T>
    void echo() {
        globals().function("f", [](T value) { return value; });
    }
};

TEST_F(Values, CrossesSingleCharacters) {
    echo<char>();
    EXPECT_EQ(eval("f('x')"), "x");
    EXPECT_EQ(eval("f('xy')"),
              "RangeError: f(): argument 1 must be a string of one ASCII character, got 'xy'");
    EXPECT_EQ(eval("f('\\u00e4')").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("f(5)"),
              "TypeError: f(): argument 1 must be a string of one ASCII character, got number");
    echo<char32_t>();
    EXPECT_EQ(eval("f('\\u{1F680}') === '\\u{1F680}' && f('a') === 'a'"), "true");
    EXPECT_EQ(eval("f('')").substr(0, 10), "RangeError");
}

TEST_F(Values, CrossesWideText) {
    echo<std::u16string>();
    EXPECT_EQ(eval("f('a\\ud800\\u{1F680}') === 'a\\ud800\\u{1F680}'"), "true");
    EXPECT_EQ(eval("f(1)"), "TypeError: f(): argument 1 must be a string, got number");
    echo<std::wstring>();
    EXPECT_EQ(eval("f('a\\u{1F680}') === 'a\\u{1F680}' && f('') === ''"), "true");
    globals().function("length",
                       [](std::u16string_view text) { return static_cast<int>(text.size()); });
    EXPECT_EQ(eval("length('\\u{1F680}')"), "2");
}

TEST_F(Values, CrossesPaths) {
    echo<std::filesystem::path>();
    EXPECT_EQ(eval("f('/a/b.txt')"), "/a/b.txt");
    EXPECT_EQ(eval("f('a\\0b')").substr(0, 66),
              "RangeError: f(): argument 1 must be a path without NUL characters,");
}

TEST_F(Values, CrossesVariants) {
    echo<std::variant<std::monostate, bool, double, std::string, std::vector<int>>>();
    EXPECT_EQ(eval("[f(), f(true), f(2.5), f('a'), f([1, 2])].map((v) => typeof v).join()"),
              "undefined,boolean,number,string,object");
    EXPECT_EQ(eval("f({})").substr(0, 36), "TypeError: f(): argument 1 must be a");
    EXPECT_EQ(eval("f(['x'])"), "TypeError: f(): argument 1[0] must be a number, got string");
}

TEST_F(Values, CrossesSetsAndMaps) {
    echo<std::set<int>>();
    EXPECT_EQ(eval("[...f(new Set([3, 1]))] + '|' + [...f([2, 2])]"), "1,3|2");
    EXPECT_EQ(eval("f({})"), "TypeError: f(): argument 1 must be a Set or an array, got object");
    EXPECT_EQ(eval("f(new Set(['a']))"),
              "TypeError: f(): argument 1[0] must be a number, got string");
    echo<std::map<int, std::string>>();
    EXPECT_EQ(eval("[...f(new Map([[2, 'b'], [1, 'a']]))].join(';')"), "1,a;2,b");
    EXPECT_EQ(eval("f({})"), "TypeError: f(): argument 1 must be a Map, got object");
}

TEST_F(Values, CrossesBits) {
    echo<std::bitset<8>>();
    EXPECT_EQ(eval("f(0b101)"), "5");
    EXPECT_EQ(eval("f(256)"), "RangeError: f(): argument 1 must be an integer of 8 bits, got 256");
    EXPECT_EQ(eval("f(-1)").substr(0, 10), "RangeError");
    echo<std::bitset<64>>();
    EXPECT_EQ(eval("f(2n ** 64n - 1n) === 2n ** 64n - 1n && f(1) === 1n"), "true");
}

TEST_F(Values, CrossesTime) {
    echo<std::chrono::seconds>();
    EXPECT_EQ(eval("[f(2000), f(1600), f(-1600)]"), "2000,2000,-2000");
    EXPECT_EQ(eval("f(NaN)").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("f(Infinity)").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("f(1e300)").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("f('1')"),
              "TypeError: f(): argument 1 must be a number of milliseconds, got string");
    globals().function("g", [] { return 1500us; });
    EXPECT_EQ(eval("g()"), "1.5");
    echo<std::chrono::system_clock::time_point>();
    EXPECT_EQ(eval("f(new Date(1e12)).getTime() === 1e12 && f(5).getTime() === 5"), "true");
    EXPECT_EQ(eval("f(new Date(NaN))").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("f(new Date(8.64e15))").substr(0, 10), "RangeError");
}

TEST_F(Values, HasAChoiceOf64BitIntegers) {
    echo<js::BigInt>();
    EXPECT_EQ(eval("f(-5n) === -5n"), "true");
    EXPECT_EQ(eval("f(5)"), "TypeError: f(): argument 1 must be a bigint, got number");
    EXPECT_EQ(eval("f(2n ** 63n)").substr(0, 10), "RangeError");
    echo<js::SafeInt>();
    EXPECT_EQ(eval("f(2 ** 53 - 1)"), "9007199254740991");
    EXPECT_EQ(eval("f(1n)"), "TypeError: f(): argument 1 must be a number, got bigint");
    globals().function("big", []() -> js::SafeInt { return {std::int64_t{1} << 60}; });
    EXPECT_EQ(eval("big()"), "RangeError: The result 1152921504606846976 is not a safe integer");
}

TEST_F(Values, NestsThem) {
    echo<
        std::map<std::string, std::vector<std::optional<std::pair<int, std::set<std::string>>>>>>();
    EXPECT_EQ(
        eval("JSON.stringify(f({a: [null, [1, ['x']]]}), (k, v) => v instanceof Set ? [...v] : v)"),
        "{\"a\":[null,[1,[\"x\"]]]}");
    EXPECT_EQ(eval("f({a: [null, [1, [2]]]})"),
              "TypeError: f(): argument 1.a[1][1][0] must be a string, got number");
}

TEST_F(Values, GivesFunctionsToScript) {
    int calls = 0;
    globals().function("counter", [&](int step) -> std::function<int(int)> {
        return [&calls, step](int more) { return calls += step + more; };
    });
    globals().function("none", []() -> std::function<void()> { return nullptr; });

    EXPECT_EQ(eval("var add = counter(10); add(1); add(2)"), "23");
    EXPECT_EQ(eval("add('x')"), "TypeError: function(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("none()"), "null");
}

TEST_F(Values, FreesFunctionsThatScriptLetGo) {
    auto held = std::make_shared<int>(1);
    globals().function("make", [&]() -> std::function<int()> { return [held] { return *held; }; });
    const auto before = held.use_count();

    eval("for (let i = 0; i < 100; i++) make()()");
    EXPECT_GT(held.use_count(), before + 50);
    collect_garbage();
    collect_garbage();
    EXPECT_EQ(held.use_count(), before);
    eval("var kept = make()");
    realm().close();
    EXPECT_EQ(eval("kept()"), "Error: function(): the plugin that it belongs to has been unloaded");
}

}  // namespace
}  // namespace plinth
