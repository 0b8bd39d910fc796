// SPDX-License-Identifier: MIT
// Calling from C++ into script, and what becomes of the functions that C++ keeps.

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

struct Ship {
    int fuel = 3;
};

class Callback : public test::V8Test {
  protected:
    Callback() {
        globals().type<Ship>("Ship").property("fuel", &Ship::fuel);
        globals()
            .function("on_add",
                      [this](js::Callback<double(double, std::string)> callback) {
                          add_ = std::move(callback);
                      })
            .function("on_done", [this](std::function<void()> callback) { done_ = callback; })
            .function("on_ship",
                      [this](js::Callback<int(Ship&)> callback) { ship_ = std::move(callback); });
    }

    js::Callback<double(double, std::string)> add_;
    js::Callback<int(Ship&)> ship_;
    std::function<void()> done_;
};

TEST_F(Callback, CallsWithArgumentsAndConvertsTheResult) {
    eval("on_add((number, text) => number + text.length)");

    EXPECT_TRUE(add_.alive());
    EXPECT_EQ(add_(1.5, "abc"), 4.5);
}

TEST_F(Callback, MayBeAStdFunction) {
    eval("var calls = 0; on_done(() => { calls++ })");

    done_();
    done_();

    EXPECT_EQ(eval("calls"), "2");
}

TEST_F(Callback, PassesObjectsByReference) {
    Ship ship;
    eval("on_ship((ship) => { ship.fuel += 10; globalThis.seen = ship; return ship.fuel })");

    EXPECT_EQ(ship_(ship), 13);
    EXPECT_EQ(ship.fuel, 13);
    js::forget(&ship);
    EXPECT_EQ(eval("seen.fuel"), "Error: Ship.fuel: the Ship no longer exists");
}

TEST_F(Callback, RefusesWhatIsNoFunction) {
    EXPECT_EQ(eval("on_add({})"), "TypeError: on_add(): argument 1 must be a function, got object");
    EXPECT_EQ(eval("on_done()"), "TypeError: on_done() needs 1 argument, got 0");
}

TEST_F(Callback, ReportsErrorsAndGivesAnEmptyResult) {
    eval("on_add(() => { throw new Error('mine') })");

    EXPECT_EQ(add_(1, ""), 0);

    ASSERT_EQ(realm().reported.size(), 1u);
    EXPECT_EQ(realm().reported[0], "Error: mine");
}

TEST_F(Callback, ReportsAWrongResult) {
    eval("on_add(() => 'text')");

    EXPECT_EQ(add_(1, ""), 0);

    ASSERT_EQ(realm().reported.size(), 1u);
    EXPECT_EQ(realm().reported[0], "TypeError: The callback's result must be a number, got string");
}

TEST_F(Callback, ReportsArgumentsThatCannotBePassed) {
    struct Stranger {};
    js::Callback<void(Stranger)> callback;
    globals().function("on_stranger",
                       [&callback](js::Callback<void(Stranger)> given) { callback = given; });
    eval("var called = false; on_stranger(() => { called = true })");

    callback(Stranger());

    ASSERT_EQ(realm().reported.size(), 1u);
    EXPECT_NE(realm().reported[0].find("Stranger is not bound"), std::string::npos);
    EXPECT_EQ(eval("called"), "false");
}

TEST_F(Callback, DoesNothingWhileScriptMayNotRun) {
    eval("var calls = 0; on_add(() => ++calls)");

    realm().open = false;

    EXPECT_FALSE(add_.alive());
    EXPECT_EQ(add_(1, ""), 0);
    EXPECT_EQ(eval("calls"), "0");
}

TEST_F(Callback, DoesNothingOnceTheRealmIsGone) {
    eval("on_add(() => 5); on_done(() => {})");
    const auto copy = add_;
    EXPECT_EQ(copy(1, ""), 5);

    destroy_realm();

    EXPECT_FALSE(copy.alive());
    EXPECT_EQ(copy(1, ""), 0);
    done_();
}

TEST_F(Callback, KnowsWhetherItIsTheSameFunction) {
    js::Callback<double(double, std::string)> first;
    eval("var f = () => 1; on_add(f)");
    first = add_;
    eval("on_add(f)");
    EXPECT_TRUE(first == add_);

    eval("on_add(() => 1)");

    EXPECT_FALSE(first == add_);
    EXPECT_FALSE(first == (js::Callback<double(double, std::string)>()));
}

TEST_F(Callback, KeepsTheFunctionOnlyAsLongAsItIsHeld) {
    eval(
        "on_add(() => 1); globalThis.weak = new WeakRef((() => { const f = () => 2; on_add(f); "
        "return f })())");
    isolate()->ClearKeptObjects();
    collect_garbage();
    EXPECT_EQ(eval("typeof weak.deref()"), "function");
    isolate()->ClearKeptObjects();

    add_ = {};
    collect_garbage();

    EXPECT_EQ(eval("typeof weak.deref()"), "undefined");
}

TEST_F(Callback, IsKeptByWhoeverHoldsItWhenTheCallEnds) {
    std::vector<js::Callback<int()>> kept;
    globals().function("twice", [&](const js::Callback<int()>& callback, bool keep) {
        if (keep) kept.push_back(callback);
        return callback() + callback.call_or_throw();
    });

    EXPECT_EQ(eval("[twice(() => 4, false), twice(() => 5, true), twice(() => 6, true)]"),
              "8,10,12");
    collect_garbage();

    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0]() + kept[1](), 11);
    EXPECT_FALSE(kept[0] == kept[1]);
    const js::Callback<int()> copy = kept[0];
    EXPECT_TRUE(copy == kept[0]);
    destroy_realm();
    EXPECT_EQ(copy(), 0);
    EXPECT_FALSE(copy == kept[0] && copy.alive());
}

TEST_F(Callback, GoesBackToScriptAsTheSameFunction) {
    globals().function("listener", [this] { return add_; });

    EXPECT_EQ(eval("var f = () => 1; on_add(f); listener() === f"), "true");
}

TEST_F(Callback, MayReplaceItselfFromCallback) {
    eval("on_add(() => { on_add(() => 2); return 1 })");

    EXPECT_EQ(add_(0, ""), 1);
    EXPECT_EQ(add_(0, ""), 2);
}

}  // namespace
}  // namespace plinth
