// SPDX-License-Identifier: MIT

#include "host/io/buffers.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

class Buffers : public test::EnvTest {
  protected:
    // The script's `given()` is a Buffer of the text.
    void give(std::string text) {
        world_.define("given", [this, text]() -> v8::Local<v8::Value> {
            return make_buffer(env(), text).ToLocalChecked();
        });
    }
};

TEST_F(Buffers, AreBuffersToScript) {
    give("abc");

    EXPECT_EQ(run("return Buffer.isBuffer(given()) && given().toString('hex')"), "616263");
    EXPECT_EQ(run("return given().constructor === Buffer && given().slice(1).toString()"), "bc");
}

TEST_F(Buffers, MayBeEmpty) {
    give("");

    EXPECT_EQ(run("return given().length + ':' + given()"), "0:");
}

TEST_F(Buffers, KeepTheMemoryTheyWereMadeOf) {
    const auto before = env().runtime().engine().heap_figures().array_buffers;
    {
        auto bytes = OwnedBytes::allocate(env(), 1000);
        ASSERT_TRUE(bytes);
        EXPECT_EQ(env().runtime().engine().heap_figures().array_buffers, before + 1000);
        bytes->shrink(10);
        EXPECT_EQ(bytes->size(), 10u);
        EXPECT_EQ(env().runtime().engine().heap_figures().array_buffers, before + 10);
    }
    EXPECT_EQ(env().runtime().engine().heap_figures().array_buffers, before);
}

TEST_F(Buffers, HoldWhatAnArgumentShowed) {
    std::string seen;
    world_.define("hold", [this, &seen](v8::Local<v8::Value> value) {
        auto held = HeldBytes::from(world_.isolate(), value);
        if (!held) {
            seen += "nothing;";
            return;
        }
        const auto bytes = held->span();
        seen += std::string(bytes.begin(), bytes.end()) + ";";
    });

    run("hold('h\\u00e9'); hold(Buffer.from('abcdef').subarray(2, 4)); hold(new ArrayBuffer(0));"
        "hold(5); hold(new DataView(Uint8Array.of(0x61, 0x62).buffer, 1))");

    EXPECT_EQ(seen, "h\xC3\xA9;cd;;nothing;b;");
}

}  // namespace
}  // namespace plinth
