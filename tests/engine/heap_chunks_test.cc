// SPDX-License-Identifier: MIT
// Which chunks are kept for the next heap, and in what state they come back.

#include "host/engine/heap_chunks.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include <gtest/gtest.h>

namespace plinth {
namespace {

constexpr std::size_t kChunk = HeapChunks::kChunkBytes;
using Access = v8::PageAllocator::Permission;

// Notes what it is asked for, and what it has given away: address -> length.
class Below final : public v8::PageAllocator {
  public:
    size_t AllocatePageSize() override { return 4096; }
    size_t CommitPageSize() override { return 4096; }
    void SetRandomMmapSeed(int64_t) override {}
    void* GetRandomMmapAddr() override { return nullptr; }
    void* AllocatePages(void*, size_t length, size_t alignment, Permission) override {
        if (full) return nullptr;
        void* pages = std::aligned_alloc(alignment, length);
        given[pages] = length;
        return pages;
    }
    bool FreePages(void* address, size_t length) override {
        EXPECT_EQ(given.at(address), length);
        given.erase(address);
        std::free(address);
        return true;
    }
    bool ReleasePages(void* address, size_t, size_t new_length) override {
        given.at(address) = new_length;
        return true;
    }
    bool SetPermissions(void*, size_t, Permission) override {
        ++permissions;
        return true;
    }
    bool DecommitPages(void*, size_t) override { return true; }

    std::map<void*, std::size_t> given;
    int permissions = 0;
    bool full = false;
};

void give_back(HeapChunks& chunks, void* chunk) {
    const HeapChunks::Ending ending;
    EXPECT_TRUE(chunks.FreePages(chunk, kChunk));
}

void* take(HeapChunks& chunks) {
    return chunks.AllocatePages(nullptr, kChunk, kChunk, Access::kNoAccess);
}

TEST(HeapChunks, GivesAChunkAgainWithItsBeginningZeroed) {
    Below below;
    HeapChunks chunks(below, 4);
    auto* first = static_cast<unsigned char*>(take(chunks));
    EXPECT_TRUE(chunks.SetPermissions(first, kChunk, Access::kReadWrite));
    std::fill(first, first + kChunk, 7);
    give_back(chunks, first);
    EXPECT_EQ(chunks.kept(), 1u);

    auto* again = static_cast<unsigned char*>(take(chunks));

    EXPECT_EQ(again, first);
    EXPECT_EQ(chunks.kept(), 0u);
    EXPECT_EQ(below.permissions, 0);
    EXPECT_TRUE(std::all_of(again, again + 8192, [](unsigned char byte) { return byte == 0; }));
    chunks.FreePages(again, kChunk);
}

TEST(HeapChunks, KeepsNoMoreThanItMay) {
    Below below;
    {
        HeapChunks chunks(below, 1);
        void* one = take(chunks);
        void* two = take(chunks);
        give_back(chunks, one);
        give_back(chunks, two);
        EXPECT_EQ(chunks.kept(), 1u);
        EXPECT_EQ(below.given.size(), 1u);
    }
    EXPECT_TRUE(below.given.empty());
}

TEST(HeapChunks, FreesAllOfAChunkWhoseEndWasReleased) {
    Below below;
    HeapChunks chunks(below, 0);
    void* chunk = take(chunks);
    EXPECT_TRUE(chunks.ReleasePages(chunk, kChunk, kChunk - 8192));
    EXPECT_TRUE(chunks.SetPermissions(chunk, kChunk - 8192, Access::kRead));
    EXPECT_TRUE(chunks.FreePages(chunk, kChunk - 8192));
    EXPECT_TRUE(below.given.empty());
}

TEST(HeapChunks, DoesNotKeepWhatCannotBeWritten) {
    Below below;
    HeapChunks chunks(below, 4);
    void* sealed = take(chunks);
    auto* part = static_cast<char*>(sealed) + 4096;
    EXPECT_TRUE(chunks.SetPermissions(part, 4096, Access::kRead));
    EXPECT_EQ(below.permissions, 1);
    EXPECT_TRUE(chunks.SetPermissions(part, 4096, Access::kReadWrite));
    EXPECT_EQ(below.permissions, 2);
    give_back(chunks, sealed);
    void* empty = take(chunks);
    EXPECT_TRUE(chunks.DecommitPages(empty, kChunk));
    give_back(chunks, empty);

    EXPECT_EQ(chunks.kept(), 0u);
    EXPECT_TRUE(below.given.empty());
}

TEST(HeapChunks, TakesNoAccessAwayWhileAHeapEnds) {
    Below below;
    HeapChunks chunks(below, 4);
    void* one = take(chunks);
    void* two = take(chunks);
    {
        const HeapChunks::Ending ending;
        EXPECT_TRUE(chunks.SetPermissions(one, kChunk, Access::kNoAccess));
    }
    EXPECT_EQ(below.permissions, 0);
    EXPECT_TRUE(chunks.SetPermissions(two, kChunk, Access::kNoAccess));
    EXPECT_EQ(below.permissions, 1);
    give_back(chunks, one);
    give_back(chunks, two);

    EXPECT_EQ(chunks.kept(), 1u);
}

TEST(HeapChunks, LeavesOtherSizesAlone) {
    Below below;
    HeapChunks chunks(below, 4);
    void* large = chunks.AllocatePages(nullptr, 2 * kChunk, kChunk, Access::kNoAccess);
    EXPECT_TRUE(chunks.SetPermissions(large, kChunk, Access::kReadWrite));
    EXPECT_TRUE(chunks.ReleasePages(large, 2 * kChunk, kChunk));
    EXPECT_TRUE(chunks.FreePages(large, kChunk));

    EXPECT_EQ(below.permissions, 1);
    EXPECT_EQ(chunks.kept(), 0u);
    EXPECT_TRUE(below.given.empty());
}

TEST(HeapChunks, KeepsNothingOfAHeapThatLives) {
    Below below;
    HeapChunks chunks(below, 4);
    EXPECT_TRUE(chunks.FreePages(take(chunks), kChunk));
    EXPECT_EQ(chunks.kept(), 0u);
    EXPECT_TRUE(below.given.empty());
}

TEST(HeapChunks, TellsThatMemoryIsFull) {
    Below below;
    below.full = true;
    HeapChunks chunks(below, 4);
    EXPECT_EQ(take(chunks), nullptr);
}

}  // namespace
}  // namespace plinth
