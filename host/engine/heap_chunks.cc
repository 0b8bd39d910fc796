// SPDX-License-Identifier: MIT
// V8 reserves a chunk without access and then asks for access to all of it: here it has that at
// once.

#include "host/engine/heap_chunks.h"

#include <cstring>

namespace plinth {
namespace {

// V8 keeps its notes about a chunk at its beginning, and expects some of them to be zero. What
// comes behind them it writes before it reads, as with each chunk that its own collector uses
// again.
constexpr std::size_t kNotesBytes = std::size_t{16} << 10;

void* chunk_of(void* address) {
    return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(address) &
                                   ~(HeapChunks::kChunkBytes - 1));
}

}  // namespace

thread_local bool HeapChunks::heaps_ending_on_thread = false;

HeapChunks::~HeapChunks() {
    for (void* chunk : kept_)
        below_.FreePages(chunk, kChunkBytes);
}

std::size_t HeapChunks::kept() const {
    const std::lock_guard lock(mutex_);
    return kept_.size();
}

void* HeapChunks::AllocatePages(void* address, size_t length, size_t alignment,
                                Permission permissions) {
    const bool is_chunk = length == kChunkBytes && alignment == kChunkBytes &&
                          (permissions == kNoAccess || permissions == kReadWrite);
    if (!is_chunk) return below_.AllocatePages(address, length, alignment, permissions);
    void* chunk = take_kept();
    if (chunk == nullptr) chunk = below_.AllocatePages(address, length, alignment, kReadWrite);
    if (chunk == nullptr) return nullptr;
    const std::lock_guard lock(mutex_);
    lent_[chunk] = true;
    return chunk;
}

void* HeapChunks::take_kept() {
    void* chunk = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (kept_.empty()) return nullptr;
        chunk = kept_.back();
        kept_.pop_back();
    }
    std::memset(chunk, 0, kNotesBytes);
    return chunk;
}

bool HeapChunks::FreePages(void* address, size_t length) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = lent_.find(address);
        if (found != lent_.end()) {
            const bool is_whole = found->second;
            lent_.erase(found);
            length = kChunkBytes;  // V8 may have released its end.
            if (is_whole && heaps_ending_on_thread && kept_.size() < most_) {
                kept_.push_back(address);
                return true;
            }
        }
    }
    return below_.FreePages(address, length);
}

bool HeapChunks::ReleasePages(void* address, size_t length, size_t new_length) {
    {
        // The end of a chunk that V8 will not use was never touched: it costs nothing.
        const std::lock_guard lock(mutex_);
        if (lent_.contains(address)) return true;
    }
    return below_.ReleasePages(address, length, new_length);
}

bool HeapChunks::SetPermissions(void* address, size_t length, Permission permissions) {
    if (is_whole(address)) {
        if (permissions == kReadWrite) return true;
        const bool is_end = permissions == kNoAccess && address == chunk_of(address);
        if (is_end && heaps_ending_on_thread) return true;
        spoil(address);
    }
    return below_.SetPermissions(address, length, permissions);
}

bool HeapChunks::DiscardSystemPages(void* address, size_t size) {
    return below_.DiscardSystemPages(address, size);
}

bool HeapChunks::DecommitPages(void* address, size_t size) {
    spoil(address);
    return below_.DecommitPages(address, size);
}

bool HeapChunks::is_whole(void* address) const {
    const std::lock_guard lock(mutex_);
    const auto found = lent_.find(chunk_of(address));
    return found != lent_.end() && found->second;
}

void HeapChunks::spoil(void* address) {
    const std::lock_guard lock(mutex_);
    const auto found = lent_.find(chunk_of(address));
    if (found != lent_.end()) found->second = false;
}

}  // namespace plinth
