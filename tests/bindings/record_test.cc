// SPDX-License-Identifier: MIT
// Records: aggregates that cross by copy.

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

struct Point {
    double x = 0;
    double y = 0;
};

constexpr auto describe(js::Type<Point>) {
    return js::fields(std::pair("x", &Point::x), std::pair("y", &Point::y));
}

struct Route {
    std::string name;
    std::vector<Point> points;
    std::optional<int> limit;
};

constexpr auto describe(js::Type<Route>) {
    return js::fields(std::pair("name", &Route::name), std::pair("points", &Route::points),
                      std::pair("limit", &Route::limit));
}

class Record : public test::V8Test {
  protected:
    Record() {
        globals()
            .function("swap",
                      [](const Point& point) {
                          return Point{point.y, point.x};
                      })
            .function("take", [](Route route) { return route; });
    }
};

TEST_F(Record, CrossesAsAPlainObject) {
    EXPECT_EQ(eval("JSON.stringify(swap({ x: 1, y: 2, z: 3 }))"), R"({"x":2,"y":1})");
    EXPECT_EQ(eval("Object.getPrototypeOf(swap({ x: 1, y: 2 })) === Object.prototype"), "true");
}

TEST_F(Record, Nests) {
    EXPECT_EQ(eval("JSON.stringify(take({ name: 'n', points: [{ x: 1, y: 2 }], limit: 3 }))"),
              R"({"name":"n","points":[{"x":1,"y":2}],"limit":3})");
}

TEST_F(Record, NeedsEveryFieldThatIsNotOptional) {
    EXPECT_EQ(eval("'limit' in take({ name: 'n', points: [] })"), "true");
    EXPECT_EQ(eval("swap({ x: 1 })"),
              "TypeError: swap(): argument 1.y must be a number, got undefined");
    EXPECT_EQ(eval("take({ name: 'n', points: [{ x: 1, y: 2 }, { x: 1, y: '2' }] })"),
              "TypeError: take(): argument 1.points[1].y must be a number, got string");
}

TEST_F(Record, RefusesWhatIsNoObject) {
    EXPECT_EQ(eval("swap(5)"), "TypeError: swap(): argument 1 must be an object, got number");
    EXPECT_EQ(eval("swap(null)"), "TypeError: swap(): argument 1 must be an object, got null");
    EXPECT_EQ(eval("swap(() => 1)"),
              "TypeError: swap(): argument 1 must be an object, got function");
}

TEST_F(Record, PropagatesWhatAGetterThrows) {
    EXPECT_EQ(eval("swap({ get x() { throw new RangeError('mine') }, y: 1 })"), "RangeError: mine");
    EXPECT_EQ(eval("swap(new Proxy({}, { get: (_, key) => key.length }))"), "[object Object]");
}

TEST_F(Record, IsNotDisturbedByAChangedPrototype) {
    EXPECT_EQ(
        eval("Object.defineProperty(Object.prototype, 'x', { set() { throw 1 }, configurable: "
             "true }); swap({ __proto__: null, x: 1, y: 2 }).x"),
        "2");
    EXPECT_EQ(eval("var p = Object.defineProperty({ y: 2 }, 'x', { value: 1 }); swap(p).y"), "1");
}

}  // namespace
}  // namespace plinth
