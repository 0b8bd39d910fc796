// SPDX-License-Identifier: MIT
// Buffers are Uint8Arrays whose prototype is the one that host/api/buffer registered.

#include "host/io/buffers.h"

#include <cstring>
#include <utility>

#include "host/env/adopt_memory.h"
#include "host/env/errors.h"
#include "host/io/text.h"

namespace plinth {
namespace {

using Allocator = v8::ArrayBuffer::Allocator;

constexpr std::size_t kLarge = 128 << 10;  // It matters what V8 knows of it.

void free_store(void* data, std::size_t size, void* deleter_data) {
    const std::unique_ptr<std::shared_ptr<Allocator>> allocator(
        static_cast<std::shared_ptr<Allocator>*>(deleter_data));
    (*allocator)->Free(data, size);
}

}  // namespace

std::optional<OwnedBytes> OwnedBytes::allocate(Env& env, std::size_t size) {
    std::shared_ptr<Allocator> allocator = env.runtime().engine().array_buffers();
    if (size == 0) return OwnedBytes(std::move(allocator), nullptr, 0);
    auto* const data = static_cast<std::uint8_t*>(allocator->AllocateUninitialized(size));
    if (data == nullptr) return std::nullopt;
    return OwnedBytes(std::move(allocator), data, size);
}

OwnedBytes::OwnedBytes(OwnedBytes&& other) noexcept
    : allocator_(std::move(other.allocator_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

OwnedBytes& OwnedBytes::operator=(OwnedBytes&& other) noexcept {
    std::swap(allocator_, other.allocator_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

OwnedBytes::~OwnedBytes() {
    if (data_ != nullptr) allocator_->Free(data_, size_);
}

void OwnedBytes::shrink(std::size_t size) {
    if (size >= size_) return;
    if (size == 0) {
        allocator_->Free(std::exchange(data_, nullptr), std::exchange(size_, 0));
        return;
    }
    void* const moved = allocator_->Reallocate(data_, size_, size);
    if (moved == nullptr) return;
    data_ = static_cast<std::uint8_t*>(moved);
    size_ = size;
}

v8::Local<v8::ArrayBuffer> make_array_buffer(Env& env, OwnedBytes bytes) {
    v8::Isolate* isolate = env.isolate();
    if (bytes.size() == 0) return v8::ArrayBuffer::New(isolate, 0);
    if (bytes.size() >= kLarge && bytes.allocator_ == env.runtime().engine().array_buffers()) {
        v8::Local<v8::ArrayBuffer> array;
        if (adopt_memory(env, bytes.data_, bytes.size_).ToLocal(&array)) {
            bytes.data_ = nullptr;
            return array;
        }
    }
    auto keeper = std::make_unique<std::shared_ptr<Allocator>>(bytes.allocator_);
    const std::size_t size = std::exchange(bytes.size_, 0);
    void* const data = std::exchange(bytes.data_, nullptr);
    std::unique_ptr<v8::BackingStore> store =
        v8::ArrayBuffer::NewBackingStore(data, size, &free_store, keeper.release());
    return v8::ArrayBuffer::New(isolate, std::move(store));
}

v8::MaybeLocal<v8::Uint8Array> make_buffer(Env& env, OwnedBytes bytes) {
    const std::size_t size = bytes.size();
    const v8::Local<v8::Uint8Array> array =
        v8::Uint8Array::New(make_array_buffer(env, std::move(bytes)), 0, size);
    const v8::Local<v8::Context> context = env.context();
    const v8::Local<v8::Value> prototype = context->GetEmbedderData(kBufferPrototypeSlot);
    if (array->SetPrototype(context, prototype).IsNothing()) return {};
    return array;
}

v8::MaybeLocal<v8::Uint8Array> make_buffer(Env& env, std::span<const std::uint8_t> bytes) {
    std::optional<OwnedBytes> owned = OwnedBytes::allocate(env, bytes.size());
    if (!owned) {
        throw_range_error(env.isolate(), "ERR_MEMORY_ALLOCATION_FAILED",
                          "Failed to allocate memory");
        return {};
    }
    if (!bytes.empty()) std::memcpy(owned->data(), bytes.data(), bytes.size());
    return make_buffer(env, std::move(*owned));
}

v8::MaybeLocal<v8::Uint8Array> make_buffer(Env& env, std::string_view bytes) {
    return make_buffer(
        env, std::span(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
}

std::optional<std::span<std::uint8_t>> view_bytes(v8::Local<v8::Value> value) {
    if (!value->IsArrayBufferView()) return std::nullopt;
    const v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
    const std::size_t size = view->ByteLength();
    if (size == 0) return std::span<std::uint8_t>();
    return std::span(static_cast<std::uint8_t*>(view->Buffer()->Data()) + view->ByteOffset(), size);
}

std::optional<HeldBytes> HeldBytes::from(v8::Isolate* isolate, v8::Local<v8::Value> value,
                                         Encoding encoding) {
    HeldBytes held;
    if (value->IsString()) {
        const v8::Local<v8::String> text = value.As<v8::String>();
        held.text_.resize(text_size(isolate, text, encoding));
        held.text_.resize(
            write_text(isolate, text, encoding,
                       {reinterpret_cast<std::uint8_t*>(held.text_.data()), held.text_.size()}));
        return held;
    }
    if (value->IsArrayBufferView()) {
        const v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
        held.store_ = view->Buffer()->GetBackingStore();
        held.offset_ = view->ByteOffset();
        held.size_ = view->ByteLength();
    } else if (value->IsArrayBuffer()) {
        held.store_ = value.As<v8::ArrayBuffer>()->GetBackingStore();
        held.size_ = held.store_->ByteLength();
    } else if (value->IsSharedArrayBuffer()) {
        held.store_ = value.As<v8::SharedArrayBuffer>()->GetBackingStore();
        held.size_ = held.store_->ByteLength();
    } else {
        return std::nullopt;
    }
    return held;
}

HeldBytes HeldBytes::copy_of(std::span<const std::uint8_t> bytes) {
    HeldBytes held;
    held.text_.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return held;
}

std::span<std::uint8_t> HeldBytes::span() {
    if (store_ == nullptr) return {reinterpret_cast<std::uint8_t*>(text_.data()), text_.size()};
    if (size_ == 0) return {};
    return {static_cast<std::uint8_t*>(store_->Data()) + offset_, size_};
}

}  // namespace plinth
