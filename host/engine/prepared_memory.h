// SPDX-License-Identifier: MIT
// Memory that is filled before its ArrayBuffer is made, for V8 to take in place of fresh memory.

#pragma once

#include <cstddef>

namespace plinth {

/// While one lives, the next ArrayBuffer of this size that its thread makes gets this memory, as if
/// the isolate's allocator had allocated it just then. For what V8 allocates itself it collects
/// young garbage in time; of what it is only given it lets much more pile up, and then marks all of
/// the heap.
///
/// Owner: the stack. Thread: one.
class PreparedMemory {
  public:
    /// Allocated by the isolate's own ArrayBuffers.
    PreparedMemory(void* data, std::size_t size);
    ~PreparedMemory();
    PreparedMemory(const PreparedMemory&) = delete;
    PreparedMemory& operator=(const PreparedMemory&) = delete;

    /// It is the ArrayBuffer's now.
    bool taken() const { return data_ == nullptr; }

    /// For the allocator. Null: there is none of this size.
    static void* take(std::size_t size);

  private:
    void* data_;
    const std::size_t size_;
};

}  // namespace plinth
