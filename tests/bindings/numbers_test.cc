// SPDX-License-Identifier: MIT
// Arrays of many numbers, which are copied by script of the bindings' own: nobody may notice.

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

class Numbers : public test::V8Test {
  protected:
    Numbers() {
        globals()
            .function("sum",
                      [](const std::vector<double>& all) {
                          return std::accumulate(all.begin(), all.end(), 0.0);
                      })
            .function("count", [](const std::vector<double>& all) { return all.size(); })
            .function("bytes", [](const std::vector<std::uint8_t>& all) { return all.size(); })
            .function("ints", [](const std::vector<std::int32_t>& all) { return all; })
            .function("longs", [](const std::vector<std::int64_t>& all) { return all.size(); })
            .function("floats", [](const std::vector<float>& all) { return all; })
            .function("echo", [](const std::vector<double>& all) { return all; });
        eval("globalThis.many = (n, f = (i) => i) => Array.from({ length: n }, (_, i) => f(i))");
    }
};

TEST_F(Numbers, GoInAndOut) {
    for (const char* const length : {"0", "7", "8", "100", "1023", "1024", "1025", "5000"}) {
        eval("globalThis.a = many(" + std::string(length) + ", (i) => i + 0.5)");
        EXPECT_EQ(eval("var b = echo(a); b !== a && b.length === a.length && "
                       "b.every((v, i) => v === a[i])"),
                  "true")
            << length;
    }
    EXPECT_EQ(eval("sum(many(3000))"), "4498500");
    EXPECT_EQ(eval("floats(many(10, () => 0.1))[9]"), "0.10000000149011612");
    EXPECT_EQ(eval("ints(many(2000, (i) => -i))[1999]"), "-1999");
    EXPECT_EQ(eval("Array.isArray(echo(many(9))) && Object.keys(echo(many(9))).length"), "9");
}

TEST_F(Numbers, AreExactlyTheSame) {
    EXPECT_EQ(eval("echo([-0, NaN, Infinity, -Infinity, 5e-324, 2 ** 53, 1, -1])"
                   ".map((v) => Object.is(v, -0) ? '-0' : v).join()"),
              "-0,NaN,Infinity,-Infinity,5e-324,9007199254740992,1,-1");
}

TEST_F(Numbers, AreCheckedOneByOne) {
    EXPECT_EQ(eval("sum([...many(20), 'x', 1])"),
              "TypeError: sum(): argument 1[20] must be a number, got string");
    EXPECT_EQ(eval("sum([...many(1500), {}])"),
              "TypeError: sum(): argument 1[1500] must be a number, got object");
    EXPECT_EQ(eval("const holes = many(20); delete holes[9]; sum(holes)"),
              "TypeError: sum(): argument 1[9] must be a number, got undefined");
    EXPECT_EQ(eval("bytes([...many(10), 256])"),
              "RangeError: bytes(): argument 1[10] must be an integer from 0 to 255, got 256");
    EXPECT_EQ(eval("bytes([...many(10), 1.5])"),
              "RangeError: bytes(): argument 1[10] must be an integer from 0 to 255, got 1.5");
    EXPECT_EQ(eval("ints([...many(10), NaN])"),
              "RangeError: ints(): argument 1[10] must be an integer from -2147483648 to "
              "2147483647, got NaN");
    EXPECT_EQ(eval("longs([...many(10), 5n])"), "11");
    EXPECT_EQ(eval("bytes(many(256))"), "256");
}

TEST_F(Numbers, MayComeFromGettersThatReadOthers) {
    EXPECT_EQ(eval("const g = many(20); let reads = 0; Object.defineProperty(g, 5, "
                   "{ get() { reads++; return sum(many(10)); } }); [sum(g), reads]"),
              "230,1");
    EXPECT_EQ(eval("const t = many(20); Object.defineProperty(t, 5, "
                   "{ get() { throw new Error('no'); } }); sum(t)"),
              "Error: no");
    EXPECT_EQ(eval("const s = many(20); Object.defineProperty(s, 5, "
                   "{ get() { s.length = 6; return 1; } }); sum(s)"),
              "TypeError: sum(): argument 1[6] must be a number, got undefined");
    EXPECT_EQ(eval("sum(many(12))"), "66");
}

TEST_F(Numbers, DoNotMindWhatScriptDidToArrays) {
    const char* const kPollute =
        "Array.prototype.push = () => { throw 1 }; Float64Array = null; "
        "Object.defineProperty(Array.prototype, '3', { set() { throw 2 }, get() { return 9 }, "
        "configurable: true }); Array.prototype[Symbol.iterator] = null";
    eval("globalThis.twenty = many(20)");
    eval(kPollute);

    EXPECT_EQ(eval("echo(twenty).join()"), "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19");
    EXPECT_EQ(eval("sum(twenty)"), "190");
    EXPECT_EQ(eval("delete Array.prototype[3]"), "true");
}

TEST_F(Numbers, AreReturnedAsIntegersOnlyWhereTheyAre) {
    globals()
        .function("zero", [] { return -0.0; })
        .function("big", [] { return 2147483648.0; })
        .function("small", [] { return -2147483648.0; })
        .function("half", [] { return 0.5f; })
        .function("none", [] { return std::numeric_limits<double>::quiet_NaN(); })
        .function("same", [](double value) { return value; });
    EXPECT_EQ(eval("[Object.is(zero(), -0), big(), small(), half(), none(), Object.is(same(-0), "
                   "-0), same(2 ** 31), same(-(2 ** 31)), same(1e300), same(7)]"),
              "true,2147483648,-2147483648,0.5,NaN,true,2147483648,-2147483648,1e+300,7");
}

}  // namespace
}  // namespace plinth
