// SPDX-License-Identifier: MIT
// V8's serialiser with our error.

#include "host/env/serialize.h"

#include <cstdlib>
#include <memory>
#include <utility>

#include "host/env/errors.h"

namespace plinth {
namespace {

class CloneErrors final : public v8::ValueSerializer::Delegate {
  public:
    explicit CloneErrors(v8::Isolate* isolate) : isolate_(isolate) {}

    void ThrowDataCloneError(v8::Local<v8::String> message) override {
        const v8::Local<v8::Value> error = v8::Exception::Error(message);
        const v8::Local<v8::Context> context = isolate_->GetCurrentContext();
        error.As<v8::Object>()
            ->Set(context, to_string(isolate_, "name"), to_string(isolate_, "DataCloneError"))
            .Check();
        isolate_->ThrowException(error);
    }

  private:
    v8::Isolate* isolate_;
};

struct Freed {
    void operator()(std::uint8_t* data) const { std::free(data); }
};

}  // namespace

std::optional<Serialized> serialize(v8::Local<v8::Context> context, v8::Local<v8::Value> value) {
    v8::Isolate* isolate = context->GetIsolate();
    CloneErrors errors(isolate);
    v8::ValueSerializer serializer(isolate, &errors);
    serializer.WriteHeader();
    if (!serializer.WriteValue(context, value).FromMaybe(false)) return std::nullopt;
    const auto [data, size] = serializer.Release();
    Serialized bytes(data, data + size);
    std::free(data);
    return bytes;
}

v8::MaybeLocal<v8::Value> deserialize(v8::Local<v8::Context> context, const Serialized& bytes) {
    v8::ValueDeserializer deserializer(context->GetIsolate(), bytes.data(), bytes.size());
    if (!deserializer.ReadHeader(context).FromMaybe(false)) return {};
    return deserializer.ReadValue(context);
}

v8::MaybeLocal<v8::Value> structured_clone(
    v8::Local<v8::Context> context, v8::Local<v8::Value> value,
    const std::vector<v8::Local<v8::ArrayBuffer>>& transfer) {
    v8::Isolate* isolate = context->GetIsolate();
    CloneErrors errors(isolate);
    v8::ValueSerializer serializer(isolate, &errors);
    serializer.WriteHeader();
    for (std::uint32_t i = 0; i < transfer.size(); ++i) {
        if (!transfer[i]->IsDetachable() || transfer[i]->WasDetached()) {
            errors.ThrowDataCloneError(
                to_string(isolate, "An ArrayBuffer is detached and could not be cloned."));
            return {};
        }
        serializer.TransferArrayBuffer(i, transfer[i]);
    }
    if (!serializer.WriteValue(context, value).FromMaybe(false)) return {};
    const auto [raw, size] = serializer.Release();
    const std::unique_ptr<std::uint8_t, Freed> data(raw);

    v8::ValueDeserializer deserializer(isolate, data.get(), size);
    for (std::uint32_t i = 0; i < transfer.size(); ++i) {
        std::shared_ptr<v8::BackingStore> memory = transfer[i]->GetBackingStore();
        transfer[i]->Detach();
        deserializer.TransferArrayBuffer(i, v8::ArrayBuffer::New(isolate, std::move(memory)));
    }
    if (!deserializer.ReadHeader(context).FromMaybe(false)) return {};
    return deserializer.ReadValue(context);
}

}  // namespace plinth
