// SPDX-License-Identifier: MIT
// Memory of ArrayBuffers. A null pointer becomes a RangeError in V8, except for the tiny on-heap
// arrays that V8 moves off its heap later and aborts on; those are always granted.

#include "host/engine/array_buffers.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "host/engine/prepared_memory.h"

namespace plinth {
namespace {

constexpr std::size_t kAlwaysGranted = 64;

thread_local PreparedMemory* prepared = nullptr;

}  // namespace

PreparedMemory::PreparedMemory(void* data, std::size_t size) : data_(data), size_(size) {
    prepared = this;
}

PreparedMemory::~PreparedMemory() {
    prepared = nullptr;
}

void* PreparedMemory::take(std::size_t size) {
    if (prepared == nullptr || prepared->size_ != size) return nullptr;
    return std::exchange(prepared->data_, nullptr);
}

bool ArrayBuffers::charge(std::size_t length) {
    const std::size_t before = used_bytes_.fetch_add(length, std::memory_order_relaxed);
    if (length <= kAlwaysGranted || before + length <= limit_bytes_) return true;
    used_bytes_.fetch_sub(length, std::memory_order_relaxed);
    return false;
}

void* ArrayBuffers::Allocate(std::size_t length) {
    if (void* ready = PreparedMemory::take(length)) return ready;
    if (!charge(length)) return nullptr;
    void* data = std::calloc(length, 1);
    if (data == nullptr) used_bytes_.fetch_sub(length, std::memory_order_relaxed);
    return data;
}

void* ArrayBuffers::AllocateUninitialized(std::size_t length) {
    if (!charge(length)) return nullptr;
    void* data = std::malloc(length);
    if (data == nullptr) used_bytes_.fetch_sub(length, std::memory_order_relaxed);
    return data;
}

void ArrayBuffers::Free(void* data, std::size_t length) {
    std::free(data);
    used_bytes_.fetch_sub(length, std::memory_order_relaxed);
}

void* ArrayBuffers::Reallocate(void* data, std::size_t old_length, std::size_t new_length) {
    if (new_length > old_length && !charge(new_length - old_length)) return nullptr;
    void* moved = std::realloc(data, new_length);
    if (moved == nullptr) {
        if (new_length > old_length) {
            used_bytes_.fetch_sub(new_length - old_length, std::memory_order_relaxed);
        }
        return nullptr;
    }
    if (new_length > old_length) {
        std::memset(static_cast<char*>(moved) + old_length, 0, new_length - old_length);
    } else {
        used_bytes_.fetch_sub(old_length - new_length, std::memory_order_relaxed);
    }
    return moved;
}

}  // namespace plinth
