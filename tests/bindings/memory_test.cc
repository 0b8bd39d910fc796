// SPDX-License-Identifier: MIT
// What script does without a call into C++, or with a short one: view fields, fast calls, value
// types; and operators and iteration.

#include "bindings/fast.h"
#include "bindings/value_class.h"
#include "bindings/view.h"
#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

struct Body : js::Tracked {
    double x = 1.5;
    float y = 2;
    std::uint8_t health = 200;
    std::int32_t score = -5;
    const int born = 7;
    std::string name = "body";
};
struct Rocket : Body {
    double fuel = 10;
};

struct Vec {
    double x = 0;
    double y = 0;
    Vec operator+(const Vec& other) const { return {x + other.x, y + other.y}; }
    Vec operator-(const Vec& other) const { return {x - other.x, y - other.y}; }
    Vec operator*(double by) const { return {x * by, y * by}; }
    Vec operator-() const { return {-x, -y}; }
};
constexpr auto describe(js::Type<Vec>) {
    return js::fields(std::pair("x", &Vec::x), std::pair("y", &Vec::y));
}

struct Odd {
    double x = 0;
    Odd operator+(const Odd&) const { return {7}; }
};
constexpr auto describe(js::Type<Odd>) {
    return js::fields(std::pair("x", &Odd::x));
}

int sum(int left, int right) {
    if (left == 13) throw std::out_of_range("thirteen");
    return left + right;
}

int calls_made = 0;
int throw_at_thirteen(int value) {
    ++calls_made;
    if (value == 13) throw std::runtime_error("no");
    return value;
}

struct Counter : js::Tracked {
    double turn(double by) { return total += by; }
    bool on(bool given) const { return given; }
    double total = 0;
};

class Memory : public test::V8Test {
  protected:
    void declare_bodies() {
        js::Module module = globals();
        module.type<Body>("Body")
            .constructor<>()
            .view("x", &Body::x)
            .view("y", &Body::y)
            .view("health", &Body::health)
            .view("score", &Body::score)
            .view("born", &Body::born)
            .property("name", &Body::name);
        module.type<Rocket>("Rocket").base<Body>().constructor<>().view("fuel", &Rocket::fuel);
    }
};

TEST_F(Memory, ViewFieldsAreTheObjectsOwn) {
    declare_bodies();
    Body body;
    globals().function("body", [&]() -> Body& { return body; });

    EXPECT_EQ(eval("var b = body(); b.x += 1; b.y = 0.5; b.health -= 1; b.score--; [b.x, b.y, "
                   "b.health, b.score, b.born]"),
              "2.5,0.5,199,-6,7");
    EXPECT_EQ(body.x, 2.5);
    EXPECT_EQ(body.health, 199);
    body.x = 8;
    EXPECT_EQ(eval("b.x"), "8");
    EXPECT_EQ(eval("Object.getOwnPropertyNames(b).length + Object.getOwnPropertySymbols(b).length"),
              "0");
}

TEST_F(Memory, ViewFieldsAreInheritedAndLiveInScriptsObjects) {
    declare_bodies();

    EXPECT_EQ(eval("var r = new Rocket(); r.x = 3; r.fuel -= 1; [r.x, r.fuel, r.health]"),
              "3,9,200");
    EXPECT_EQ(eval("class Own extends Rocket { get double() { return this.x * 2 } }; var o = new "
                   "Own(); o.x = 4; o.double"),
              "8");
    eval("for (let i = 0; i < 1000; i++) { new Body().x = i }");
    collect_garbage();
    EXPECT_EQ(eval("r.x"), "3");
}

TEST_F(Memory, ViewFieldsRefuseWhatDoesNotFit) {
    declare_bodies();
    eval("var b = new Body()");

    EXPECT_EQ(eval("b.x = '1'"), "TypeError: Body.x must be a number, got string");
    EXPECT_EQ(eval("b.health = 256"),
              "RangeError: Body.health must be an integer from 0 to 255, got 256");
    EXPECT_EQ(eval("b.health = 1.5"),
              "RangeError: Body.health must be an integer from 0 to 255, got 1.5");
    EXPECT_EQ(eval("b.score = NaN").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("'use strict'; try { b.born = 1 } catch (e) { e.name }"), "TypeError");
    EXPECT_EQ(eval("b.x = NaN; b.x"), "NaN");
    EXPECT_EQ(eval("b.x = { valueOf() { throw 1 } }"),
              "TypeError: Body.x must be a number, got object");
}

TEST_F(Memory, ViewFieldsRefuseAForeignThis) {
    declare_bodies();
    const std::string get = "Object.getOwnPropertyDescriptor(Body.prototype, 'x').get.call";

    EXPECT_EQ(eval(get + "({})"),
              "TypeError: Body.x: this must be an instance of Body, got object");
    EXPECT_EQ(eval(get + "(null)").substr(0, 9), "TypeError");
    EXPECT_EQ(eval("Body.prototype.x").substr(0, 47),
              "TypeError: Body.x: this must be an instance of ");
    EXPECT_EQ(eval("Object.create(new Body()).x").substr(0, 9), "TypeError");
    EXPECT_EQ(eval("new Proxy(new Body(), {}).x").substr(0, 9), "TypeError");
}

TEST_F(Memory, ViewFieldsMayHaveRules) {
    struct Place {
        float x = 1;
        float y = 2;
    };
    struct Tank {
        int id = 3;
        Place place;
        double fuel = 50;
        std::uint8_t shells = 4;
    };
    globals()
        .type<Tank>("Tank")
        .constructor<>()
        .view("id", &Tank::id, js::read_only())
        .view("x", &Tank::place, &Place::x, js::within(-10, 10))
        .view("y", &Tank::place, &Place::y)
        .view("fuel", &Tank::fuel, js::within(0, 100))
        .view("shells", &Tank::shells, js::within(-5, 20));
    eval("globalThis.t = new Tank(); t.x = -9.5; t.fuel = 100; t.shells = 20; t.y = NaN");
    EXPECT_EQ(eval("[t.id, t.x, t.y, t.fuel, t.shells]"), "3,-9.5,NaN,100,20");
    EXPECT_EQ(eval("t.x = 10.5"), "RangeError: Tank.x must be a number from -10 to 10, got 10.5");
    EXPECT_EQ(eval("t.fuel = NaN"),
              "RangeError: Tank.fuel must be a number from 0 to 100, got NaN");
    EXPECT_EQ(eval("t.shells = 21"),
              "RangeError: Tank.shells must be an integer from 0 to 20, got 21");
    EXPECT_EQ(eval("'use strict'; t.id = 4"),
              "TypeError: Cannot set property id of #<Tank> which has only a getter");
}

TEST_F(Memory, ViewFieldsEndWithTheObject) {
    declare_bodies();
    auto body = std::make_unique<Body>();
    globals().function("body", [&]() -> Body& { return *body; });
    eval(
        "var b = body(); b.x = 2; function get() { return b.x } for (let i = 0; i < 20000; i++) "
        "get()");

    body.reset();

    EXPECT_EQ(eval("get()"), "Error: Body.x: the Body no longer exists");
    EXPECT_EQ(eval("b.x = 5"), "Error: Body.x: the Body no longer exists");
    EXPECT_EQ(eval("b.name"), "Error: Body.name: the Body no longer exists");
}

TEST_F(Memory, FastFunctionsAreAsStrictAsOthers) {
    globals().fast_function<&sum>("sum");
    eval("function f(a, b) { return sum(a, b) } for (let i = 100; i < 30000; i++) f(i, 1)");

    EXPECT_EQ(eval("f(2, 3)"), "5");
    EXPECT_EQ(eval("f(2.5, 3)").substr(0, 37), "RangeError: sum(): argument 1 must be");
    EXPECT_EQ(eval("f(2 ** 40, 3)").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("f('a', 3)"), "TypeError: sum(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("f()"), "TypeError: sum(): argument 1 must be a number, got undefined");
    EXPECT_EQ(eval("f(13, 1)"), "RangeError: thirteen");
    EXPECT_EQ(eval("f(1, 1)"), "2");
}

TEST_F(Memory, AnExceptionOfAFastCallIsThrownOnce) {
    globals().fast_function<&throw_at_thirteen>("call");
    eval("function f(a) { return call(a) } for (let i = 100; i < 30000; i++) f(i)");

    calls_made = 0;
    EXPECT_EQ(eval("f(13)"), "Error: no");
    EXPECT_EQ(calls_made, 1);
    EXPECT_EQ(eval("f(2)"), "2");
}

TEST_F(Memory, FastMethodsKnowTheirObject) {
    auto counter = std::make_unique<Counter>();
    globals()
        .type<Counter>("Counter")
        .constructor<>()
        .fast_method<&Counter::turn>("turn")
        .fast_method<&Counter::on>("on");
    globals().function("counter", [&]() -> Counter& { return *counter; });
    eval(
        "var c = counter(); function f(v) { return c.turn(v) } for (let i = 0; i < 30000; i++) "
        "f(1);"
        "function g(o) { return Counter.prototype.turn.call(o, 1) } for (let i = 0; i < 30000; "
        "i++) g(c);"
        "function h(v) { return c.on(v) } for (let i = 0; i < 30000; i++) h(i % 2 === 0)");

    EXPECT_EQ(eval("f(0)"), "60000");
    EXPECT_EQ(eval("f('x')"), "TypeError: Counter.turn(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("g({})"),
              "TypeError: Counter.turn(): this must be an instance of Counter, got object");
    EXPECT_EQ(eval("[h(true), h(false)]"), "true,false");
    EXPECT_EQ(eval("h(1)"), "TypeError: Counter.on(): argument 1 must be a boolean, got number");
    counter.reset();
    EXPECT_EQ(eval("f(1)"), "Error: Counter.turn(): the Counter no longer exists");
}

TEST_F(Memory, ValueTypesAreClassesOfScript) {
    globals().value_type<Vec>("Vec").function("twice", [](const Vec& given) { return given * 2; });

    EXPECT_EQ(eval("const v = new Vec(1, 2); v.add({ x: 3, y: 4 }) + ' ' + v.subtract(v) + ' ' + "
                   "v.multiply(3) + ' ' + v.negate()"),
              "Vec(4, 6) Vec(0, 0) Vec(3, 6) Vec(-1, -2)");
    EXPECT_EQ(
        eval("[v.dot(v), new Vec(3, 4).length(), v.lerp(new Vec(3, 2), 0.5), v.equals(v.clone())]"),
        "5,5,Vec(2, 2),true");
    EXPECT_EQ(
        eval("const [x, y] = twice(v); [x, y, twice({ x: 1, y: 1 }) instanceof Vec, new Vec().x]"),
        "2,4,true,0");
    EXPECT_EQ(eval("twice(5)"), "TypeError: twice(): argument 1 must be an object, got number");
    EXPECT_EQ(eval("typeof v.divide"), "undefined");
}

using MemoryDeathTest = Memory;

TEST_F(MemoryDeathTest, ValueTypesGoByComponents) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(globals().value_type<Odd>("Odd"), "Odd: its \\+ does not go by components");
}

TEST_F(Memory, OperatorsAreMethods) {
    struct Money {
        double amount = 0;
        Money operator+(const Money& other) const { return {amount + other.amount}; }
        Money operator*(double by) const { return {amount * by}; }
        bool operator==(const Money& other) const { return amount == other.amount; }
        bool operator<(const Money& other) const { return amount < other.amount; }
        double operator()(double share) { return amount * share; }
    };
    globals()
        .type<Money>("Money")
        .factory([](double amount) { return Money{amount}; })
        .op_add()
        .op_multiply<double>()
        .op_equals()
        .op_less()
        .op_call<double>()
        .to_string([](const Money& money) {
            return std::to_string(static_cast<int>(money.amount)) + " gold";
        });

    EXPECT_EQ(eval("var a = new Money(2), b = new Money(3); [a.add(b), a.multiply(5), a.equals(b), "
                   "a.lessThan(b), b.call(2)].join()"),
              "5 gold,10 gold,false,true,6");
    EXPECT_EQ(eval("a.add(5)"),
              "TypeError: Money.add(): argument 1 must be an instance of Money, got number");
}

TEST_F(Memory, ContainersAreIterable) {
    class Fleet {
      public:
        auto begin() { return ships_.begin(); }
        auto end() { return ships_.end(); }
        std::size_t size() const { return ships_.size(); }
        int& operator[](std::size_t index) { return ships_[index]; }
        void grow() { ships_.push_back(9); }

      private:
        std::vector<int> ships_{1, 2, 3};
    };
    globals().type<Fleet>("Fleet").constructor<>().iterable().indexed().method("grow",
                                                                               &Fleet::grow);

    EXPECT_EQ(eval("var f = new Fleet(), seen = []; for (const s of f) { seen.push(s); f.grow() } "
                   "seen.join()"),
              "1,2,3");
    EXPECT_EQ(eval("[f.length, f.at(0), f.at(-1), f.at(99), f.at(-99), f.at(NaN), [...f].length]"),
              "6,1,9,,,,6");
    EXPECT_EQ(
        eval("Fleet.prototype[Symbol.iterator].call({})"),
        "TypeError: Fleet.[Symbol.iterator](): this must be an instance of Fleet, got object");
}

}  // namespace
}  // namespace plinth
