// SPDX-License-Identifier: MIT
// Where V8's heaps get their memory from, and where it goes when they end.

#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <vector>

#include <v8-platform.h>

namespace plinth {

/// Keeps some chunks of heaps that ended, for those that begin: loading or reloading a plugin asks
/// the kernel for less, and touches fewer pages for the first time. All else is the business of the
/// allocator below it, which must outlive this. Thread: any.
class HeapChunks final : public v8::PageAllocator {
  public:
    /// The size and the alignment of a chunk of V8's heap.
    static constexpr std::size_t kChunkBytes = std::size_t{256} << 10;

    HeapChunks(v8::PageAllocator& below, std::size_t most_kept) : below_(below), most_(most_kept) {}
    ~HeapChunks() override;

    std::size_t kept() const;

    /// While one exists, a heap ends on this thread: its chunks are kept, and their access is not
    /// taken away before. What a heap gives back while it lives goes back to the kernel.
    class Ending {
      public:
        Ending() { heaps_ending_on_thread = true; }
        ~Ending() { heaps_ending_on_thread = false; }
        Ending(const Ending&) = delete;
        Ending& operator=(const Ending&) = delete;
    };

    size_t AllocatePageSize() override { return below_.AllocatePageSize(); }
    size_t CommitPageSize() override { return below_.CommitPageSize(); }
    void SetRandomMmapSeed(int64_t seed) override { below_.SetRandomMmapSeed(seed); }
    void* GetRandomMmapAddr() override { return below_.GetRandomMmapAddr(); }
    void* AllocatePages(void* address, size_t length, size_t alignment,
                        Permission permissions) override;
    bool FreePages(void* address, size_t length) override;
    bool ReleasePages(void* address, size_t length, size_t new_length) override;
    bool SetPermissions(void* address, size_t length, Permission permissions) override;
    bool DiscardSystemPages(void* address, size_t size) override;
    bool DecommitPages(void* address, size_t size) override;

  private:
    static thread_local bool heaps_ending_on_thread;

    void* take_kept();
    // Whether it is a chunk that is lent, all of which can be read and written.
    bool is_whole(void* address) const;
    // From now on it is not, and will not come back.
    void spoil(void* address);

    v8::PageAllocator& below_;
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::unordered_map<void*, bool> lent_;  // Whether it is whole.
    std::vector<void*> kept_;
};

}  // namespace plinth
