// SPDX-License-Identifier: MIT
// Values: what each C++ type accepts, what it refuses, what it becomes in JavaScript.

#include <cstdint>
#include <limits>
#include <map>
#include <unordered_map>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

enum class Colour : std::uint8_t { Red = 1, Green = 2 };

class Convert : public test::V8Test {
  protected:
    /// Binds `take`, which returns what it gets.
    template <class T>
    void echo() {
        globals().function("take", [](T value) -> std::remove_cvref_t<T> { return value; });
    }
};

TEST_F(Convert, TakesBooleansOnly) {
    echo<bool>();

    EXPECT_EQ(eval("[take(true), take(false)]"), "true,false");
    EXPECT_EQ(eval("take(1)"), "TypeError: take(): argument 1 must be a boolean, got number");
}

TEST_F(Convert, TakesAnyNumberAsDouble) {
    echo<double>();

    EXPECT_EQ(eval("[take(1.5), take(NaN), take(-Infinity), Object.is(take(-0), -0)]"),
              "1.5,NaN,-Infinity,true");
    EXPECT_EQ(eval("take('1')"), "TypeError: take(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("take(1n)"), "TypeError: take(): argument 1 must be a number, got bigint");
    EXPECT_EQ(eval("take({ valueOf() { return 1 } })"),
              "TypeError: take(): argument 1 must be a number, got object");
}

TEST_F(Convert, RoundsToFloat) {
    echo<float>();

    EXPECT_EQ(eval("[take(0.1) === Math.fround(0.1), take(1e300)]"), "true,Infinity");
}

TEST_F(Convert, ChecksTheRangeOfIntegers) {
    echo<std::uint8_t>();
    const std::string message =
        "RangeError: take(): argument 1 must be an integer from 0 to 255, got ";

    EXPECT_EQ(eval("[take(0), take(255), take(-0)]"), "0,255,0");
    EXPECT_EQ(eval("take(256)"), message + "256");
    EXPECT_EQ(eval("take(-1)"), message + "-1");
    EXPECT_EQ(eval("take(1.5)"), message + "1.5");
    EXPECT_EQ(eval("take(NaN)"), message + "NaN");
    EXPECT_EQ(eval("take(Infinity)"), message + "Infinity");
    EXPECT_EQ(eval("take(1e20)"), message + "100000000000000000000");
    EXPECT_EQ(eval("take('1')"), "TypeError: take(): argument 1 must be a number, got string");
}

TEST_F(Convert, KeepsTheEndsOfEachInteger) {
    echo<std::int32_t>();
    EXPECT_EQ(eval("[take(-2147483648), take(2147483647)]"), "-2147483648,2147483647");
    EXPECT_EQ(eval("take(2147483648)").substr(0, 10), "RangeError");
    echo<std::uint32_t>();
    EXPECT_EQ(eval("[take(0), take(4294967295)]"), "0,4294967295");
    EXPECT_EQ(eval("take(4294967296)").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("take(-1)").substr(0, 10), "RangeError");
    echo<std::int16_t>();
    EXPECT_EQ(eval("[take(-32768), take(32767)]"), "-32768,32767");
    EXPECT_EQ(eval("take(32768)").substr(0, 10), "RangeError");
}

TEST_F(Convert, TakesLargeIntegersAsNumbersWhileTheyAreSafe) {
    echo<std::int64_t>();

    EXPECT_EQ(eval("[take(2 ** 53 - 1), typeof take(2 ** 53 - 1)]"), "9007199254740991,number");
    EXPECT_EQ(eval("[take(-(2n ** 63n)), typeof take(-(2n ** 63n))]"),
              "-9223372036854775808,bigint");
    EXPECT_EQ(eval("[take(5n), typeof take(5n)]"), "5,number");
    EXPECT_EQ(eval("take(2 ** 53)"),
              "RangeError: take(): argument 1 must be a safe integer, got 9007199254740992");
    EXPECT_EQ(eval("take(0.5)"), "RangeError: take(): argument 1 must be a safe integer, got 0.5");
    EXPECT_EQ(eval("take(NaN)"), "RangeError: take(): argument 1 must be a safe integer, got NaN");
    EXPECT_EQ(eval("take(2n ** 63n)"),
              "RangeError: take(): argument 1 must be an integer from -9223372036854775808 to "
              "9223372036854775807, got 9223372036854775808n");
    EXPECT_EQ(eval("take('5')"),
              "TypeError: take(): argument 1 must be a number or a bigint, got string");
}

TEST_F(Convert, TakesLargeUnsignedIntegers) {
    echo<std::uint64_t>();

    EXPECT_EQ(eval("[take(0), take(2n ** 64n - 1n)]"), "0,18446744073709551615");
    EXPECT_EQ(eval("take(-1)"),
              "RangeError: take(): argument 1 must be a safe integer that is not negative, got -1");
    EXPECT_EQ(eval("take(-1n)").substr(0, 10), "RangeError");
}

TEST_F(Convert, TakesEnumsAsNumbers) {
    echo<Colour>();
    globals().constant("GREEN", Colour::Green);

    EXPECT_EQ(eval("take(GREEN)"), "2");
    EXPECT_EQ(eval("take(300)").substr(0, 10), "RangeError");
    EXPECT_EQ(eval("'use strict'; try { GREEN = 3 } catch (error) { error.name }"), "TypeError");
}

TEST_F(Convert, TakesTextAsStrings) {
    echo<std::string>();

    EXPECT_EQ(eval("take('') + take('é€😀') + take('a\\0b').length"), "é€😀3");
    EXPECT_EQ(eval("take('x'.repeat(100000)).length"), "100000");
    EXPECT_EQ(eval("take('\\ud800') === '\\ufffd'"), "true");
    EXPECT_EQ(eval("take(5)"), "TypeError: take(): argument 1 must be a string, got number");
    EXPECT_EQ(eval("take(Symbol('s'))"),
              "TypeError: take(): argument 1 must be a string, got symbol");
    EXPECT_EQ(eval("take(new String('s'))"),
              "TypeError: take(): argument 1 must be a string, got String");
}

TEST_F(Convert, LendsTextAsStringView) {
    globals().function("take", [](std::string_view left, std::string_view right) {
        return std::string(left) + "|" + std::string(right);
    });

    EXPECT_EQ(eval("take('é€😀', '')"), "é€😀|");
    EXPECT_EQ(eval("take('é'.repeat(64), 'x'.repeat(500)).length"), "565");
    EXPECT_EQ(eval("take('a', '\\udfff').charCodeAt(2)"), "65533");
}

TEST_F(Convert, GivesCStrings) {
    globals().constant("NAME", "meteors").function("none", [] {
        return static_cast<const char*>(nullptr);
    });

    EXPECT_EQ(eval("[NAME, none() === null]"), "meteors,true");
}

TEST_F(Convert, TakesArraysAsVectors) {
    echo<const std::vector<double>&>();

    EXPECT_EQ(eval("[take([]).length, take([1, 2.5])]"), "0,1,2.5");
    EXPECT_EQ(eval("take([1, 'b'])"),
              "TypeError: take(): argument 1[1] must be a number, got string");
    EXPECT_EQ(eval("take([1, , 3])"),
              "TypeError: take(): argument 1[1] must be a number, got undefined");
    EXPECT_EQ(eval("take('12')"), "TypeError: take(): argument 1 must be an array, got string");
    EXPECT_EQ(eval("take({ length: 1, 0: 5 })"),
              "TypeError: take(): argument 1 must be an array, got object");
    EXPECT_EQ(eval("take(new Array(4294967295))"),
              "RangeError: take(): argument 1 must be an array of at most 16777216 elements, got "
              "4294967295");
}

TEST_F(Convert, TakesTypedArraysOfTheSameKindAsVectors) {
    echo<std::vector<float>>();

    EXPECT_EQ(eval("[take(new Float32Array([1, 2])), take(new Float32Array(0))]"), "1,2,");
    EXPECT_EQ(eval("take(new Float64Array(1))"),
              "TypeError: take(): argument 1 must be an array, got Float64Array");
}

TEST_F(Convert, NestsContainers) {
    echo<std::map<std::string, std::vector<std::pair<int, std::string>>>>();

    EXPECT_EQ(eval("JSON.stringify(take({ b: [[1, 'x']], a: [] }))"), R"({"a":[],"b":[[1,"x"]]})");
    EXPECT_EQ(eval("take({ a: [[1, 'x'], [1, 2]] })"),
              "TypeError: take(): argument 1.a[1][1] must be a string, got number");
    EXPECT_EQ(eval("take({ a: [[1]] })"),
              "RangeError: take(): argument 1.a[0] must be an array of length 2, got 1");
    EXPECT_EQ(eval("take([])"), "TypeError: take(): argument 1 must be an object, got array");
    EXPECT_EQ(eval("take(5)"), "TypeError: take(): argument 1 must be an object, got number");
}

TEST_F(Convert, ReadsOwnKeysOfMapsOnly) {
    echo<std::unordered_map<std::string, int>>();

    EXPECT_EQ(
        eval("JSON.stringify(take(Object.assign(Object.create({ no: 1 }), { 5: 1, [Symbol()]: "
             "2 })))"),
        R"({"5":1})");
    EXPECT_EQ(eval("Object.keys(take(JSON.parse('{\"__proto__\": 1}')))"), "__proto__");
}

TEST_F(Convert, TakesFixedLengths) {
    echo<std::array<int, 3>>();
    EXPECT_EQ(eval("take([1, 2, 3])"), "1,2,3");
    EXPECT_EQ(eval("take([1, 2])"),
              "RangeError: take(): argument 1 must be an array of length 3, got 2");
    EXPECT_EQ(eval("take(null)"),
              "TypeError: take(): argument 1 must be an array of length 3, got null");
    echo<std::tuple<int, bool>>();
    EXPECT_EQ(eval("take([1, true])"), "1,true");
}

TEST_F(Convert, TakesBooleansInVectors) {
    echo<std::vector<bool>>();

    EXPECT_EQ(eval("take([true, false])"), "true,false");
}

TEST_F(Convert, TakesWhatMayBeMissing) {
    echo<std::optional<int>>();

    EXPECT_EQ(eval("[take(5), take(), take(null) === undefined]"), "5,,true");
    EXPECT_EQ(eval("take('5')"), "TypeError: take(): argument 1 must be a number, got string");
}

TEST_F(Convert, LendsBuffersAsSpans) {
    globals()
        .function("sum",
                  [](std::span<const std::uint8_t> bytes) {
                      int sum = 0;
                      for (const std::uint8_t byte : bytes)
                          sum += byte;
                      return sum;
                  })
        .function("fill", [](std::span<float> numbers) {
            for (float& number : numbers)
                number = 2.5F;
        });

    EXPECT_EQ(eval("[sum(new Uint8Array([1, 2])), sum(new Uint8Array([1, 2, 3]).subarray(1)), "
                   "sum(new ArrayBuffer(4)), sum(new DataView(new ArrayBuffer(0)))]"),
              "3,5,0,0");
    EXPECT_EQ(eval("var f = new Float32Array(2); fill(f); f"), "2.5,2.5");
    EXPECT_EQ(eval("fill(new Uint8Array(4))"),
              "TypeError: fill(): argument 1 must be a typed array of the right kind, got "
              "Uint8Array");
    EXPECT_EQ(eval("sum([1])"),
              "TypeError: sum(): argument 1 must be an ArrayBuffer or a view of one, got array");
}

TEST_F(Convert, LooksAtABufferAfterAllArgumentsAreRead) {
    globals()
        .function("detach", [](v8::Local<v8::ArrayBuffer> buffer) { buffer->Detach(); })
        .function("size", [](std::span<const std::byte> bytes, const std::vector<int>&) {
            return bytes.size();
        });

    EXPECT_EQ(eval("var b = new ArrayBuffer(8); size(b, Object.defineProperty([1], 0, { get() { "
                   "detach(b); return 1 } }))"),
              "0");
}

TEST_F(Convert, PropagatesWhatGettersThrow) {
    echo<std::vector<int>>();

    EXPECT_EQ(eval("take(Object.defineProperty([1], 0, { get() { throw new Error('mine') } }))"),
              "Error: mine");
    EXPECT_EQ(eval("take(new Proxy([1], { get() { throw new Error('mine') } }))"),
              "TypeError: take(): argument 1 must be an array, got object");
}

TEST_F(Convert, NamesValuesThatAreNoArguments) {
    EXPECT_EQ(js::from_js<int>(isolate(), v8::Number::New(isolate(), 4), "width"), 4);

    const v8::TryCatch caught(isolate());
    EXPECT_EQ(js::from_js<int>(isolate(), js::to_name(isolate(), "wide"), "width"), std::nullopt);
    EXPECT_STREQ(*v8::String::Utf8Value(isolate(), caught.Exception()),
                 "TypeError: width must be a number, got string");
}

}  // namespace
}  // namespace plinth
