// SPDX-License-Identifier: MIT
// The allocator behind all ArrayBuffers of one isolate: it counts, and refuses beyond a limit.

#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include <v8.h>

namespace plinth {

/// Thread: any (V8 frees backing stores on its own threads).
class ArrayBuffers final : public v8::ArrayBuffer::Allocator {
  public:
    explicit ArrayBuffers(std::size_t limit_bytes) : limit_bytes_(limit_bytes) {}

    void* Allocate(std::size_t length) override;
    void* AllocateUninitialized(std::size_t length) override;
    void Free(void* data, std::size_t length) override;
    void* Reallocate(void* data, std::size_t old_length, std::size_t new_length) override;

    std::size_t used_bytes() const { return used_bytes_.load(std::memory_order_relaxed); }

  private:
    bool charge(std::size_t length);

    const std::size_t limit_bytes_;
    std::atomic<std::size_t> used_bytes_{0};
};

}  // namespace plinth
