// SPDX-License-Identifier: MIT
// V8's serialiser with our error.

#include "host/env/serialize.h"

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "bindings/throw.h"
#include "host/env/errors.h"

namespace plinth {
namespace {

class CloneErrors final : public v8::ValueSerializer::Delegate {
  public:
    explicit CloneErrors(v8::Isolate* isolate, NativeObjects* natives = nullptr)
        : isolate_(isolate), natives_(natives) {}

    void write_to(v8::ValueSerializer& serializer) { serializer_ = &serializer; }

    v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate, v8::Local<v8::Object> object) override {
        if (natives_ != nullptr && natives_->write(object, *serializer_)) return v8::Just(true);
        const std::string name = to_utf8(isolate, object->GetConstructorName());
        ThrowDataCloneError(to_string(isolate, "#<" + name + "> could not be cloned."));
        return v8::Nothing<bool>();
    }

    /// V8 asks for twice what it has when that is full; so a copy that fits is never refused here,
    /// and one that does not is given up at twice of what it may be.
    void limit(std::size_t most, const Error& too_long) {
        most_bytes_ = most <= SIZE_MAX / 4 ? 2 * most + kSpareBytes : SIZE_MAX;
        too_long_ = &too_long;
    }

    void* ReallocateBufferMemory(void* old_buffer, std::size_t size,
                                 std::size_t* actual_size) override {
        exceeded_ = size > most_bytes_;
        void* bytes = exceeded_ ? nullptr : std::realloc(old_buffer, size);
        *actual_size = bytes == nullptr ? 0 : size;
        return bytes;
    }

    void ThrowDataCloneError(v8::Local<v8::String> message) override {
        if (exceeded_) return throw_error(isolate_, *too_long_);
        const v8::Local<v8::Value> error = v8::Exception::Error(message);
        const v8::Local<v8::Context> context = isolate_->GetCurrentContext();
        error.As<v8::Object>()
            ->CreateDataProperty(context, to_string(isolate_, "name"),
                                 to_string(isolate_, "DataCloneError"))
            .Check();
        isolate_->ThrowException(error);
    }

  private:
    static constexpr std::size_t kSpareBytes = 256;  // V8's own share, and what it rounds up.

    v8::Isolate* isolate_;
    NativeObjects* natives_;
    v8::ValueSerializer* serializer_ = nullptr;
    std::size_t most_bytes_ = SIZE_MAX;
    const Error* too_long_ = nullptr;
    bool exceeded_ = false;
};

class NativeReader final : public v8::ValueDeserializer::Delegate {
  public:
    explicit NativeReader(NativeObjects* natives) : natives_(natives) {}

    void read_from(v8::ValueDeserializer& deserializer) { deserializer_ = &deserializer; }

    v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override {
        if (natives_ != nullptr) return natives_->read(*deserializer_);
        throw_unreadable(isolate);
        return {};
    }

  private:
    NativeObjects* natives_;
    v8::ValueDeserializer* deserializer_ = nullptr;
};

struct Freed {
    void operator()(std::uint8_t* data) const { std::free(data); }
};

std::optional<Serialized> write(CloneErrors& errors, v8::Local<v8::Context> context,
                                v8::Local<v8::Value> value) {
    v8::ValueSerializer serializer(context->GetIsolate(), &errors);
    errors.write_to(serializer);
    serializer.WriteHeader();
    const bool written = serializer.WriteValue(context, value).FromMaybe(false);
    const auto [raw, size] = serializer.Release();
    const std::unique_ptr<std::uint8_t, Freed> data(raw);
    if (!written) return std::nullopt;
    return Serialized(raw, raw + size);
}

}  // namespace

void throw_unreadable(v8::Isolate* isolate) {
    js::throw_error(isolate, "Unable to deserialize cloned data.");
}

std::optional<Serialized> serialize(v8::Local<v8::Context> context, v8::Local<v8::Value> value,
                                    NativeObjects* natives) {
    CloneErrors errors(context->GetIsolate(), natives);
    return write(errors, context, value);
}

std::optional<Serialized> serialize_up_to(std::size_t most, const Error& too_long,
                                          v8::Local<v8::Context> context,
                                          v8::Local<v8::Value> value) {
    v8::Isolate* isolate = context->GetIsolate();
    CloneErrors errors(isolate);
    errors.limit(most, too_long);
    std::optional<Serialized> bytes = write(errors, context, value);
    if (!bytes || bytes->size() <= most) return bytes;
    throw_error(isolate, too_long);
    return std::nullopt;
}

v8::MaybeLocal<v8::Value> deserialize(v8::Local<v8::Context> context, const Serialized& bytes,
                                      NativeObjects* natives) {
    NativeReader reader(natives);
    v8::ValueDeserializer deserializer(context->GetIsolate(), bytes.data(), bytes.size(), &reader);
    reader.read_from(deserializer);
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
