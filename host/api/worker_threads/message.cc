// SPDX-License-Identifier: MIT
// Writing and reading messages. Whatever fails, fails before something moved.

#include "host/api/worker_threads/message.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "host/api/worker_threads/message_port.h"
#include "host/env/errors.h"

namespace plinth::api {
namespace {

// What stands for an object in the bytes.
enum HostObject : std::uint32_t { kPort, kCopied, kMoved };

std::uint64_t portable_tag = 0;

bool is_portable(v8::Local<v8::Object> object) {
    return object->InternalFieldCount() == 1 &&
           object->GetAlignedPointerFromInternalField(0) == &portable_tag;
}

v8::Local<v8::Private> untransferable_key(v8::Isolate* isolate) {
    return v8::Private::ForApi(isolate, to_string(isolate, "plinth:untransferable"));
}

bool is_untransferable(v8::Local<v8::Context> context, v8::Local<v8::Object> object) {
    return object->HasPrivate(context, untransferable_key(context->GetIsolate())).FromMaybe(false);
}

// Calls a hook; empty when it threw, or nobody set it.
template <class... Arguments>
v8::MaybeLocal<v8::Value> call_hook(Env& env, v8::Global<v8::Function> MessagingHooks::*hook,
                                    Arguments... arguments) {
    const v8::Global<v8::Function>& function = env.part<MessagingHooks>().*hook;
    if (function.IsEmpty()) return {};
    v8::Local<v8::Value> argv[] = {arguments..., v8::Undefined(env.isolate())};
    return function.Get(env.isolate())
        ->Call(env.context(), v8::Undefined(env.isolate()), sizeof...(arguments), argv);
}

void throw_clone_error(Env& env, v8::Local<v8::String> message) {
    v8::Local<v8::Value> error;
    if (call_hook(env, &MessagingHooks::clone_error, message.As<v8::Value>()).ToLocal(&error)) {
        env.isolate()->ThrowException(error);
    }
}

void throw_clone_error(Env& env, std::string_view message) {
    throw_clone_error(env, to_string(env.isolate(), message));
}

template <class T>
std::optional<std::uint32_t> index_of(const std::vector<T>& list, const T& one) {
    const auto found = std::find(list.begin(), list.end(), one);
    if (found == list.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - list.begin());
}

Message::Values to_list(v8::Local<v8::Context> context, v8::Local<v8::Value> value) {
    Message::Values list;
    if (!value->IsArray()) return list;
    const v8::Local<v8::Array> array = value.As<v8::Array>();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (array->Get(context, i).ToLocal(&item)) list.push_back(item);
    }
    return list;
}

}  // namespace

void construct_portable(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (!info.IsConstructCall()) return;
    info.This()->SetAlignedPointerInInternalField(0, &portable_tag);
}

void mark_untransferable(v8::Local<v8::Context> context, v8::Local<v8::Object> object) {
    std::ignore = object->SetPrivate(context, untransferable_key(context->GetIsolate()),
                                     v8::True(context->GetIsolate()));
}

class Message::Writer final : public v8::ValueSerializer::Delegate {
  public:
    Writer(Env& env, v8::Local<v8::Context> context, Message& message)
        : env_(env), context_(context), message_(message), serializer_(env.isolate(), this) {
        serializer_.SetTreatArrayBufferViewsAsHostObjects(false);
    }

    // False: an error was thrown.
    bool list(const Values& transfer, const ChannelEnd* source);
    bool write(v8::Local<v8::Value> value);

    std::vector<v8::Local<v8::ArrayBuffer>> buffers;
    std::vector<v8::Local<v8::Object>> ports;
    std::vector<v8::Local<v8::Object>> objects;
    std::vector<Values> lists_of_objects;
    v8::ValueSerializer& serializer() { return serializer_; }
    Env& env() { return env_; }

  private:
    void ThrowDataCloneError(v8::Local<v8::String> message) override {
        throw_clone_error(env_, message);
    }
    v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate, v8::Local<v8::Object> object) override;
    v8::Maybe<std::uint32_t> GetSharedArrayBufferId(
        v8::Isolate* isolate, v8::Local<v8::SharedArrayBuffer> buffer) override;
    v8::Maybe<std::uint32_t> GetWasmModuleTransferId(
        v8::Isolate* isolate, v8::Local<v8::WasmModuleObject> module) override;

    bool list_port(v8::Local<v8::Object> object, const ChannelEnd* source);
    bool list_object(v8::Local<v8::Object> object);
    v8::Maybe<bool> must_be_listed();

    Env& env_;
    v8::Local<v8::Context> context_;
    Message& message_;
    v8::ValueSerializer serializer_;
};

bool Message::Writer::list_port(v8::Local<v8::Object> object, const ChannelEnd* source) {
    MessagePort* port = handle_of<MessagePort>(object);
    if (port == nullptr || port->end() == nullptr) {
        throw_clone_error(env_, "MessagePort in transfer list is already detached");
        return false;
    }
    if (port->end() == source) {
        throw_clone_error(env_, "Transfer list contains source port");
        return false;
    }
    if (index_of(ports, object)) {
        throw_clone_error(env_, "Transfer list contains duplicate MessagePort");
        return false;
    }
    ports.push_back(object);
    return true;
}

bool Message::Writer::list_object(v8::Local<v8::Object> object) {
    if (index_of(objects, object)) {
        throw_clone_error(env_, "Transfer list contains duplicate object");
        return false;
    }
    v8::Local<v8::Value> inner;
    if (!call_hook(env_, &MessagingHooks::transfers, object.As<v8::Value>()).ToLocal(&inner)) {
        return false;
    }
    if (!inner->IsArray()) {
        throw_type_error(env_.isolate(), "ERR_INVALID_TRANSFER_OBJECT",
                         "Found invalid object in transferList");
        return false;
    }
    objects.push_back(object);
    lists_of_objects.push_back(to_list(context_, inner));
    return true;
}

bool Message::Writer::list(const Values& transfer, const ChannelEnd* source) {
    for (const v8::Local<v8::Value> item : transfer) {
        const bool is_object = item->IsObject();
        const bool marked = is_object && is_untransferable(context_, item.As<v8::Object>());
        if (item->IsArrayBuffer()) {
            const v8::Local<v8::ArrayBuffer> buffer = item.As<v8::ArrayBuffer>();
            if (marked || !buffer->IsDetachable()) continue;  // It is copied.
            if (buffer->WasDetached()) {
                throw_clone_error(env_, "An ArrayBuffer is detached and could not be cloned.");
                return false;
            }
            if (index_of(buffers, buffer)) {
                throw_clone_error(env_, "Transfer list contains duplicate ArrayBuffer");
                return false;
            }
            serializer_.TransferArrayBuffer(static_cast<std::uint32_t>(buffers.size()), buffer);
            buffers.push_back(buffer);
            continue;
        }
        if (marked) continue;
        if (is_object && is_port(item.As<v8::Object>())) {
            if (!list_port(item.As<v8::Object>(), source)) return false;
        } else if (is_object && is_portable(item.As<v8::Object>())) {
            if (!list_object(item.As<v8::Object>())) return false;
        } else {
            throw_type_error(env_.isolate(), "ERR_INVALID_TRANSFER_OBJECT",
                             "Found invalid object in transferList");
            return false;
        }
    }
    return true;
}

bool Message::Writer::write(v8::Local<v8::Value> value) {
    serializer_.WriteHeader();
    return serializer_.WriteValue(context_, value).FromMaybe(false);
}

v8::Maybe<bool> Message::Writer::must_be_listed() {
    v8::Local<v8::Value> error;
    if (call_hook(env_, &MessagingHooks::must_be_listed).ToLocal(&error)) {
        env_.isolate()->ThrowException(error);
    }
    return v8::Nothing<bool>();
}

v8::Maybe<bool> Message::Writer::WriteHostObject(v8::Isolate*, v8::Local<v8::Object> object) {
    if (is_port(object)) {
        const auto index = index_of(ports, object);
        if (!index) return must_be_listed();
        serializer_.WriteUint32(kPort);
        serializer_.WriteUint32(*index);
        return v8::Just(true);
    }
    if (!is_portable(object)) {
        throw_clone_error(env_, "Cannot clone object of unsupported type.");
        return v8::Nothing<bool>();
    }
    if (const auto index = index_of(objects, object)) {
        serializer_.WriteUint32(kMoved);
        serializer_.WriteUint32(*index);
        return v8::Just(true);
    }
    v8::Local<v8::Value> copy;
    if (!call_hook(env_, &MessagingHooks::clone, object.As<v8::Value>()).ToLocal(&copy)) {
        return v8::Nothing<bool>();
    }
    if (!copy->IsArray()) return must_be_listed();
    serializer_.WriteUint32(kCopied);
    return serializer_.WriteValue(context_, copy);
}

v8::Maybe<std::uint32_t> Message::Writer::GetSharedArrayBufferId(
    v8::Isolate*, v8::Local<v8::SharedArrayBuffer> buffer) {
    auto& stores = message_.shared_buffers_;
    auto store = buffer->GetBackingStore();
    if (const auto index = index_of(stores, store)) return v8::Just(*index);
    stores.push_back(std::move(store));
    return v8::Just(static_cast<std::uint32_t>(stores.size() - 1));
}

v8::Maybe<std::uint32_t> Message::Writer::GetWasmModuleTransferId(
    v8::Isolate*, v8::Local<v8::WasmModuleObject> module) {
    message_.wasm_modules_.push_back(module->GetCompiledModule());
    return v8::Just(static_cast<std::uint32_t>(message_.wasm_modules_.size() - 1));
}

std::shared_ptr<Message> Message::write(Env& env, v8::Local<v8::Context> context,
                                        v8::Local<v8::Value> value, const Values& transfer,
                                        const ChannelEnd* source) {
    const auto message = std::make_shared<Message>();
    Writer writer(env, context, *message);
    if (!writer.list(transfer, source) || !writer.write(value)) return nullptr;
    // Getters of the value have run: what was listed may be gone.
    for (const v8::Local<v8::Object> port : writer.ports) {
        if (handle_of<MessagePort>(port) == nullptr ||
            handle_of<MessagePort>(port)->end() == nullptr) {
            throw_clone_error(env, "MessagePort in transfer list is already detached");
            return nullptr;
        }
    }
    for (const v8::Local<v8::ArrayBuffer> buffer : writer.buffers) {
        if (!buffer->WasDetached()) continue;
        throw_clone_error(env, "An ArrayBuffer is detached and could not be cloned.");
        return nullptr;
    }
    if (!message->finish(env, writer)) return nullptr;
    return message;
}

// Everything is known to be fine: now things move.
bool Message::finish(Env& env, Writer& writer) {
    for (std::size_t i = 0; i < writer.objects.size(); ++i) {
        v8::Local<v8::Value> moved;
        if (!call_hook(env, &MessagingHooks::transfer, writer.objects[i].As<v8::Value>())
                 .ToLocal(&moved)) {
            return false;
        }
        auto inner = write(env, env.context(), moved, writer.lists_of_objects[i]);
        if (inner == nullptr) return false;
        objects_.push_back(std::move(inner));
    }
    for (const v8::Local<v8::ArrayBuffer> buffer : writer.buffers) {
        buffers_.push_back(buffer->GetBackingStore());
        buffer->Detach();
    }
    for (const v8::Local<v8::Object> port : writer.ports) {
        MessagePort* handle = handle_of<MessagePort>(port);
        ends_.push_back(handle == nullptr ? nullptr : handle->give_away());
    }
    const auto [data, size] = writer.serializer().Release();
    bytes_.assign(data, data + size);
    std::free(data);
    return true;
}

bool Message::carries(const ChannelEnd& end) const {
    const auto is_it = [&end](const auto& one) { return one.get() == &end; };
    return std::any_of(ends_.begin(), ends_.end(), is_it);
}

class Message::Reader final : public v8::ValueDeserializer::Delegate {
  public:
    Reader(Env& env, v8::Local<v8::Context> context, Message& message)
        : env_(env),
          context_(context),
          message_(message),
          deserializer_(env.isolate(), message.bytes_.data(), message.bytes_.size(), this) {}

    bool make_ports();
    v8::MaybeLocal<v8::Value> read();

    std::vector<v8::Local<v8::Value>> ports;

  private:
    v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override;
    v8::MaybeLocal<v8::SharedArrayBuffer> GetSharedArrayBufferFromId(v8::Isolate* isolate,
                                                                     std::uint32_t id) override;
    v8::MaybeLocal<v8::WasmModuleObject> GetWasmModuleFromId(v8::Isolate* isolate,
                                                             std::uint32_t id) override;
    v8::MaybeLocal<v8::Object> revive(v8::Local<v8::Value> pair);

    Env& env_;
    v8::Local<v8::Context> context_;
    Message& message_;
    v8::ValueDeserializer deserializer_;
};

bool Message::Reader::make_ports() {
    for (std::unique_ptr<ChannelEnd>& end : message_.ends_) {
        v8::Local<v8::Object> port;
        if (end == nullptr || !MessagePort::make(env_, context_, std::move(end)).ToLocal(&port)) {
            return false;
        }
        ports.push_back(port);
    }
    // Of a message to many, which several threads read, nothing changes.
    if (!message_.ends_.empty()) message_.ends_.clear();
    return true;
}

v8::MaybeLocal<v8::Value> Message::Reader::read() {
    for (std::uint32_t i = 0; i < message_.buffers_.size(); ++i) {
        deserializer_.TransferArrayBuffer(
            i, v8::ArrayBuffer::New(env_.isolate(), std::move(message_.buffers_[i])));
    }
    if (!message_.buffers_.empty()) message_.buffers_.clear();
    if (!deserializer_.ReadHeader(context_).FromMaybe(false)) return {};
    return deserializer_.ReadValue(context_);
}

v8::MaybeLocal<v8::Object> Message::Reader::revive(v8::Local<v8::Value> pair) {
    const Values parts = to_list(context_, pair);
    if (parts.size() != 2) return {};
    v8::Local<v8::Value> made;
    if (!call_hook(env_, &MessagingHooks::deserialize, parts[0], parts[1]).ToLocal(&made) ||
        !made->IsObject()) {
        return {};
    }
    return made.As<v8::Object>();
}

v8::MaybeLocal<v8::Object> Message::Reader::ReadHostObject(v8::Isolate* isolate) {
    const v8::Isolate::AllowJavascriptExecutionScope allowed(isolate);
    std::uint32_t kind = 0;
    std::uint32_t index = 0;
    if (!deserializer_.ReadUint32(&kind)) return {};
    if (kind == kCopied) {
        v8::Local<v8::Value> pair;
        if (!deserializer_.ReadValue(context_).ToLocal(&pair)) return {};
        return revive(pair);
    }
    if (!deserializer_.ReadUint32(&index)) return {};
    if (kind == kPort && index < ports.size()) return ports[index].As<v8::Object>();
    if (kind != kMoved || index >= message_.objects_.size()) return {};
    v8::Local<v8::Value> pair;
    if (!message_.objects_[index]->read(env_, env_.context(), nullptr).ToLocal(&pair)) return {};
    return revive(pair);
}

v8::MaybeLocal<v8::SharedArrayBuffer> Message::Reader::GetSharedArrayBufferFromId(
    v8::Isolate* isolate, std::uint32_t id) {
    if (id >= message_.shared_buffers_.size()) return {};
    return v8::SharedArrayBuffer::New(isolate, message_.shared_buffers_[id]);
}

v8::MaybeLocal<v8::WasmModuleObject> Message::Reader::GetWasmModuleFromId(v8::Isolate* isolate,
                                                                          std::uint32_t id) {
    if (id >= message_.wasm_modules_.size()) return {};
    return v8::WasmModuleObject::FromCompiledModule(isolate, message_.wasm_modules_[id]);
}

v8::MaybeLocal<v8::Value> Message::read(Env& env, v8::Local<v8::Context> context, Values* ports) {
    const v8::Context::Scope entered(context);
    Reader reader(env, context, *this);
    v8::Local<v8::Value> value;
    if (!reader.make_ports() || !reader.read().ToLocal(&value)) return {};
    if (ports != nullptr) *ports = std::move(reader.ports);
    return value;
}

}  // namespace plinth::api
