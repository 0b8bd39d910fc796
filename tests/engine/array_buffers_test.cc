// SPDX-License-Identifier: MIT
// The allocator's count and limit.

#include "host/engine/array_buffers.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace plinth {
namespace {

TEST(ArrayBuffers, CountsWhatItGaveAndGotBack) {
    ArrayBuffers memory(1000);

    void* one = memory.Allocate(300);
    void* two = memory.AllocateUninitialized(200);
    EXPECT_EQ(memory.used_bytes(), 500u);
    memory.Free(one, 300);
    memory.Free(two, 200);

    EXPECT_EQ(memory.used_bytes(), 0u);
}

TEST(ArrayBuffers, GivesZeroedMemory) {
    ArrayBuffers memory(1000);

    auto* bytes = static_cast<unsigned char*>(memory.Allocate(500));

    EXPECT_TRUE(std::all_of(bytes, bytes + 500, [](unsigned char byte) { return byte == 0; }));
    memory.Free(bytes, 500);
}

TEST(ArrayBuffers, RefusesBeyondTheLimitWithoutCharging) {
    ArrayBuffers memory(1000);
    void* most = memory.Allocate(900);

    EXPECT_EQ(memory.Allocate(101), nullptr);
    EXPECT_EQ(memory.AllocateUninitialized(101), nullptr);

    EXPECT_EQ(memory.used_bytes(), 900u);
    memory.Free(most, 900);
}

TEST(ArrayBuffers, GrantsTheLastByteOfTheLimit) {
    ArrayBuffers memory(1000);

    void* all = memory.Allocate(1000);

    EXPECT_NE(all, nullptr);
    memory.Free(all, 1000);
}

TEST(ArrayBuffers, AlwaysGrantsTinyBlocksOnWhichV8WouldAbort) {
    ArrayBuffers memory(0);

    void* tiny = memory.Allocate(64);

    EXPECT_NE(tiny, nullptr);
    EXPECT_EQ(memory.Allocate(65), nullptr);
    memory.Free(tiny, 64);
}

TEST(ArrayBuffers, GrowingZeroesTheNewPartAndKeepsTheOld) {
    ArrayBuffers memory(1000);
    auto* bytes = static_cast<unsigned char*>(memory.Allocate(100));
    std::fill(bytes, bytes + 100, static_cast<unsigned char>(7));

    bytes = static_cast<unsigned char*>(memory.Reallocate(bytes, 100, 400));

    EXPECT_EQ(bytes[99], 7);
    EXPECT_TRUE(
        std::all_of(bytes + 100, bytes + 400, [](unsigned char byte) { return byte == 0; }));
    EXPECT_EQ(memory.used_bytes(), 400u);
    memory.Free(bytes, 400);
}

TEST(ArrayBuffers, GrowingBeyondTheLimitKeepsTheOldBlock) {
    ArrayBuffers memory(1000);
    void* block = memory.Allocate(900);

    EXPECT_EQ(memory.Reallocate(block, 900, 2000), nullptr);

    EXPECT_EQ(memory.used_bytes(), 900u);
    memory.Free(block, 900);
}

TEST(ArrayBuffers, ShrinkingGivesTheRestBack) {
    ArrayBuffers memory(1000);
    void* block = memory.Allocate(900);

    block = memory.Reallocate(block, 900, 100);

    EXPECT_EQ(memory.used_bytes(), 100u);
    memory.Free(block, 100);
}

}  // namespace
}  // namespace plinth
