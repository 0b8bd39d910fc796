// SPDX-License-Identifier: MIT
// Copies, in both directions.

#include "host/modules/cached_data.h"

#include <cstring>

namespace plinth {

std::vector<std::uint8_t> copied_bytes(v8::Local<v8::Value> value) {
    if (!value->IsArrayBufferView()) return {};
    const v8::Local<v8::ArrayBufferView> view = value.As<v8::ArrayBufferView>();
    std::vector<std::uint8_t> bytes(view->ByteLength());
    view->CopyContents(bytes.data(), bytes.size());
    return bytes;
}

v8::Local<v8::Value> to_bytes(v8::Isolate* isolate, const v8::ScriptCompiler::CachedData* data) {
    if (data == nullptr) return v8::Undefined(isolate);
    const auto size = static_cast<std::size_t>(data->length);
    const v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate, size);
    std::memcpy(buffer->GetBackingStore()->Data(), data->data, size);
    return v8::Uint8Array::New(buffer, 0, size);
}

}  // namespace plinth
