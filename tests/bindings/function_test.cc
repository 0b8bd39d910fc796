// SPDX-License-Identifier: MIT
// Plain functions: argument counts, defaults, injected parameters, results, errors.

#include <stdexcept>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

double add(double left, double right) {
    return left + right;
}
int twice(int number) noexcept {
    return number * 2;
}

class Function : public test::V8Test {};

TEST_F(Function, TakesEveryKindOfCallable) {
    const std::function<std::string(int)> named = [](int number) {
        return "n" + std::to_string(number);
    };
    globals()
        .function<&add>("constant")
        .function("pointer", &add)
        .function("plain", [](double left, double right) { return left - right; })
        .function("captures", [base = 100](int number) { return base + number; })
        .function("changes", [count = 0]() mutable { return ++count; })
        .function("named", named)
        .function<&twice>("noexcept");

    EXPECT_EQ(eval("[constant(1, 2), pointer(1, 2), plain(1, 2), captures(1), changes(), "
                   "changes(), named(4), noexcept(4)]"),
              "3,3,-1,101,1,2,n4,8");
}

TEST_F(Function, HasANameAndALengthAndIsNoConstructor) {
    globals().function<&add>("add");

    EXPECT_EQ(eval("add.name + add.length"), "add2");
    EXPECT_EQ(eval("new add(1, 2)"), "TypeError: add is not a constructor");
}

TEST_F(Function, NeedsAllRequiredArgumentsAndIgnoresMore) {
    globals().function<&add>("add").function("one", [](bool) {});

    EXPECT_EQ(eval("add()"), "TypeError: add() needs 2 arguments, got 0");
    EXPECT_EQ(eval("add(1)"), "TypeError: add() needs 2 arguments, got 1");
    EXPECT_EQ(eval("one()"), "TypeError: one() needs 1 argument, got 0");
    EXPECT_EQ(eval("add(1, 2, 'three')"), "3");
    EXPECT_EQ(eval("add(1, undefined)"),
              "TypeError: add(): argument 2 must be a number, got undefined");
}

TEST_F(Function, NamesItselfInErrorsWhateverItWasMadeFrom) {
    globals()
        .function<&add>("constant")
        .function("pointer", &add)
        .function("plain", [](double) {})
        .function("captures", [base = 1](double number) { return base + number; });

    EXPECT_EQ(eval("constant(1, 'b')"),
              "TypeError: constant(): argument 2 must be a number, got string");
    EXPECT_EQ(eval("pointer([], 1)"),
              "TypeError: pointer(): argument 1 must be a number, got array");
    EXPECT_EQ(eval("plain(null)"), "TypeError: plain(): argument 1 must be a number, got null");
    EXPECT_EQ(eval("captures(() => 1)"),
              "TypeError: captures(): argument 1 must be a number, got function");
}

TEST_F(Function, MayLeaveOutOptionalArguments) {
    globals().function("greet", [](std::string name, std::optional<std::string> greeting) {
        return greeting.value_or("hello") + " " + name;
    });

    EXPECT_EQ(eval("[greet('a'), greet('a', undefined), greet('a', null), greet('a', 'ho')]"),
              "hello a,hello a,hello a,ho a");
    EXPECT_EQ(eval("greet()"), "TypeError: greet() needs 1 argument, got 0");
    EXPECT_EQ(eval("greet('a', 5)"), "TypeError: greet(): argument 2 must be a string, got number");
}

TEST_F(Function, MayHaveDefaults) {
    globals()
        .function("add", js::defaults(&add, 10.0))
        .function("join",
                  js::defaults(
                      [](std::string_view left, std::string_view middle, const std::string& right) {
                          return std::string(left) + std::string(middle) + right;
                      },
                      "-", "z"));

    EXPECT_EQ(eval("[add(1), add(1, undefined), add(1, 2), add.length]"), "11,11,3,1");
    EXPECT_EQ(eval("[join('a'), join('a', '+'), join('a', undefined, 'b')]"), "a-z,a+z,a-b");
    EXPECT_EQ(eval("add(1, null)"), "TypeError: add(): argument 2 must be a number, got null");
}

TEST_F(Function, InjectsWhatIsNoArgument) {
    globals().function("all", [](js::Realm& realm, int first, v8::Isolate* isolate,
                                 v8::Local<v8::Context> context, int second, const js::Info& info) {
        return realm.isolate() == isolate && realm.context() == context ? first * second
                                                                        : info.Length();
    });

    EXPECT_EQ(eval("[all(3, 4), all.length]"), "12,2");
    EXPECT_EQ(eval("all(3, '4')"), "TypeError: all(): argument 2 must be a number, got string");
}

TEST_F(Function, TurnsCppExceptionsIntoErrors) {
    globals()
        .function("fails", []() -> int { throw std::runtime_error("out of fuel"); })
        .function("odd", [] { throw 5; });

    EXPECT_EQ(eval("fails()"), "Error: out of fuel");
    EXPECT_EQ(eval("odd()"), "Error: odd() failed with an unknown C++ exception");
}

TEST_F(Function, PassesHandlesThrough) {
    globals()
        .function("value", [](v8::Local<v8::Value> value) { return value; })
        .function("object", [](v8::Local<v8::Object> object) { return object; })
        .function("view", [](v8::Local<v8::ArrayBufferView> view) { return view->ByteLength(); })
        .function("maybe",
                  [](v8::Isolate* isolate) {
                      return v8::MaybeLocal<v8::String>(js::to_name(isolate, "made"));
                  })
        .function("thrown", [](v8::Isolate* isolate) {
            js::throw_range_error(isolate, "too far");
            return v8::MaybeLocal<v8::Value>();
        });

    EXPECT_EQ(eval("[value(5), value(), view(new Int32Array(2)), maybe()]"), "5,,8,made");
    EXPECT_EQ(eval("var o = {}; object(o) === o"), "true");
    EXPECT_EQ(eval("object(5)"), "TypeError: object(): argument 1 must be an object, got number");
    EXPECT_EQ(eval("view({})"),
              "TypeError: view(): argument 1 must be an ArrayBufferView, got object");
    EXPECT_EQ(eval("thrown()"), "RangeError: too far");
}

struct Fallible {
    bool failed = false;
};

}  // namespace

template <>
struct js::Return<Fallible> {
    static void set(const js::Info& info, Fallible&& result) {
        if (result.failed) return js::throw_error(info.GetIsolate(), "refused");
        info.GetReturnValue().Set(1);
    }
};

namespace {

TEST_F(Function, LetsResultsBeErrors) {
    globals().function("attempt", [](bool fails) { return Fallible{fails}; });

    EXPECT_EQ(eval("attempt(false)"), "1");
    EXPECT_EQ(eval("attempt(true)"), "Error: refused");
}

TEST_F(Function, ReturnsAtOnceWhenTerminated) {
    globals()
        .function("stop", [](v8::Isolate* isolate) { isolate->TerminateExecution(); })
        .function("read", [](const std::vector<double>& numbers) { return numbers.size(); })
        .function("fails", [](const js::Callback<void()>& callback) {
            callback();
            throw std::runtime_error("must not be seen");
        });

    EXPECT_EQ(eval("try { read(Object.defineProperty([1], 0, { get() { stop(); for (;;) {} } })) } "
                   "catch { 'caught' }"),
              "terminated");
    isolate()->CancelTerminateExecution();
    EXPECT_EQ(eval("try { fails(() => { stop(); for (;;) {} }) } catch { 'caught' }"),
              "terminated");
    isolate()->CancelTerminateExecution();
    EXPECT_EQ(eval("1 + 1"), "2");
}

TEST_F(Function, FailsWithAMessageWhenItsRealmIsGone) {
    globals()
        .function("captures", [base = 1] { return base; })
        .function("injected", [](js::Realm&) { return 1; })
        .function("keeps", [](const js::Callback<void()>&) {})
        .function<&add>("add");

    destroy_realm();

    EXPECT_EQ(eval("captures()"),
              "Error: function(): the plugin that it belongs to has been unloaded");
    EXPECT_EQ(eval("injected()"),
              "Error: injected(): the plugin that it belongs to has been unloaded");
    EXPECT_EQ(eval("keeps(() => 1)"),
              "Error: keeps(): argument 1: the plugin that it belongs to has been unloaded");
    EXPECT_EQ(eval("add(1, 2)"), "3");
}

}  // namespace
}  // namespace plinth
