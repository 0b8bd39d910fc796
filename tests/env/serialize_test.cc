// SPDX-License-Identifier: MIT
// Structured clone from one isolate to another.

#include "host/env/serialize.h"

#include <gtest/gtest.h>

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

// Serialises what the code returns; the name of what was thrown goes to `thrown`.
std::optional<Serialized> serialized(test::World& world, std::string_view code,
                                     std::string* thrown = nullptr) {
    Gate::Scope scope(world.env().gate());
    const v8::Local<v8::Context> context = world.env().context();
    v8::TryCatch caught(world.isolate());
    const v8::Local<v8::Value> value =
        compile_script(context, {to_string(world.isolate(), code), to_string(world.isolate(), "s")})
            .ToLocalChecked()
            ->Run(context)
            .ToLocalChecked();
    auto bytes = serialize(context, value);
    if (thrown != nullptr && caught.HasCaught())
        *thrown = to_utf8(world.isolate(), caught.Exception());
    return bytes;
}

// What `check`, a function of the value, returns in another isolate.
std::string received(test::World& world, const Serialized& bytes, std::string_view check) {
    Gate::Scope scope(world.env().gate());
    const v8::Local<v8::Context> context = world.env().context();
    v8::Local<v8::Value> value;
    if (!deserialize(context, bytes).ToLocal(&value)) return "not a value";
    context->Global()->Set(context, to_string(world.isolate(), "value"), value).Check();
    return world.run("return String(" + std::string(check) + ")").value_or("threw");
}

TEST(Serialize, CopiesAValueToAnotherIsolate) {
    test::World from, to;

    const auto bytes =
        serialized(from,
                   "({ n: 1.5, big: 3n, text: '\\u00e9\\u{1f600}', when: new Date(5), map: new "
                   "Map([[1, [2]]]),"
                   "   bytes: new Uint8Array([1, 2]), set: new Set([1]), nothing: undefined })");

    ASSERT_TRUE(bytes);
    EXPECT_EQ(
        received(to, *bytes,
                 "[value.n, value.big, value.text === '\\u00e9\\u{1f600}', value.when.getTime(),"
                 " value.map.get(1)[0], value.bytes[1], value.set.has(1),"
                 " 'nothing' in value].join()"),
        "1.5,3,true,5,2,2,true,true");
}

TEST(Serialize, KeepsCyclesAndIdentity) {
    test::World from, to;

    const auto bytes = serialized(from, "const a = { b: {} }; a.self = a; a.again = a.b; a");

    ASSERT_TRUE(bytes);
    EXPECT_EQ(received(to, *bytes, "value.self === value && value.again === value.b"), "true");
}

TEST(Serialize, TheCopyHasThePrototypesOfItsNewWorld) {
    test::World from, to;

    const auto bytes = serialized(from, "Array.prototype.evil = 1; [1]");

    ASSERT_TRUE(bytes);
    EXPECT_EQ(received(to, *bytes, "value instanceof Array && value.evil === undefined"), "true");
}

TEST(Serialize, AFunctionIsADataCloneError) {
    test::World world;
    std::string thrown;

    EXPECT_FALSE(serialized(world, "({ f() {} })", &thrown));

    EXPECT_EQ(thrown.find("DataCloneError"), 0u);
}

TEST(Serialize, WhatAGetterThrowsComesOut) {
    test::World world;
    std::string thrown;

    EXPECT_FALSE(serialized(world, "({ get x() { throw new RangeError('mine'); } })", &thrown));

    EXPECT_EQ(thrown, "RangeError: mine");
}

TEST(Serialize, BytesThatAreNoValueAreRefused) {
    test::World world;

    EXPECT_EQ(received(world, {}, "value"), "not a value");
    EXPECT_EQ(received(world, {0xff, 0x0f, 0x6f}, "value"), "not a value");
}

}  // namespace
}  // namespace plinth
