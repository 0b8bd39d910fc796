// SPDX-License-Identifier: MIT
// v8, native half: V8's serializer piece by piece, figures of the heap, heap snapshots, flags.
//
// Thread: the plugin's loop. Calls JS: while a value is written or read, getters and the owner's
// hooks (_writeHostObject, _readHostObject, ...).

#include <v8-profiler.h>

#include <cstdlib>
#include <deque>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/heap_snapshot.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

// The object whose methods V8's questions go to, while one of its methods runs.
class Owner {
  public:
    Owner(Env& env, v8::Local<v8::Object> object) : env_(env), object_(object) {}

    // The method, or empty when it is none or reading it threw.
    v8::MaybeLocal<v8::Function> method(const char* name) const {
        v8::Local<v8::Value> found;
        if (!object_->Get(env_.context(), to_string(env_.isolate(), name)).ToLocal(&found) ||
            !found->IsFunction()) {
            return {};
        }
        return found.As<v8::Function>();
    }
    v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function, v8::Local<v8::Value> argument,
                                   int argc = 1) const {
        return function->Call(env_.context(), object_, argc, &argument);
    }
    Env& env() const { return env_; }

  private:
    Env& env_;
    v8::Local<v8::Object> object_;
};

// Makes an owner known for the time of a call; calls may be nested.
class Owned {
  public:
    Owned(const Owner*& place, const Owner& owner) : place_(place), before_(place) {
        place_ = &owner;
    }
    ~Owned() { place_ = before_; }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;

  private:
    const Owner*& place_;
    const Owner* before_;
};

class ValueWriter final : public v8::ValueSerializer::Delegate {
  public:
    explicit ValueWriter(Env& env) : serializer_(env.isolate(), this) {}

    void write_header() { serializer_.WriteHeader(); }
    v8::Local<v8::Value> write_value(Env& env, v8::Local<v8::Object> owner,
                                     v8::Local<v8::Value> value) {
        const Owner asked(env, owner);
        const Owned now(owner_, asked);
        const bool written = serializer_.WriteValue(env.context(), value).FromMaybe(false);
        return v8::Boolean::New(env.isolate(), written);
    }
    v8::Local<v8::Value> release(Env& env) {
        const auto [data, size] = serializer_.Release();
        v8::Local<v8::Uint8Array> bytes;
        const bool made = make_buffer(env, {data, size}).ToLocal(&bytes);
        std::free(data);
        if (!made) return v8::Undefined(env.isolate());
        return bytes;
    }
    void transfer(std::uint32_t id, v8::Local<v8::ArrayBuffer> buffer) {
        serializer_.TransferArrayBuffer(id, buffer);
    }
    void write_uint32(std::uint32_t value) { serializer_.WriteUint32(value); }
    void write_uint64(std::uint32_t high, std::uint32_t low) {
        serializer_.WriteUint64((std::uint64_t{high} << 32) | low);
    }
    void write_double(double value) { serializer_.WriteDouble(value); }
    void write_bytes(v8::Local<v8::Value> value) {
        if (const auto bytes = view_bytes(value)) {
            serializer_.WriteRawBytes(bytes->data(), bytes->size());
        }
    }
    void treat_views_as_host_objects(bool does) {
        serializer_.SetTreatArrayBufferViewsAsHostObjects(does);
    }

  private:
    void ThrowDataCloneError(v8::Local<v8::String> message) override {
        if (owner_ == nullptr) return;
        v8::Isolate* isolate = owner_->env().isolate();
        v8::Local<v8::Function> make;
        v8::Local<v8::Value> error;
        if (owner_->method("_getDataCloneError").ToLocal(&make) &&
            owner_->call(make, message).ToLocal(&error)) {
            isolate->ThrowException(error);
        }
    }

    v8::Maybe<bool> WriteHostObject(v8::Isolate* isolate, v8::Local<v8::Object> object) override {
        v8::Local<v8::Function> write;
        if (owner_ == nullptr || !owner_->method("_writeHostObject").ToLocal(&write)) {
            return v8::ValueSerializer::Delegate::WriteHostObject(isolate, object);
        }
        if (owner_->call(write, object).IsEmpty()) return v8::Nothing<bool>();
        return v8::Just(true);
    }

    v8::Maybe<std::uint32_t> GetSharedArrayBufferId(
        v8::Isolate* isolate, v8::Local<v8::SharedArrayBuffer> buffer) override {
        v8::Local<v8::Function> ask;
        if (owner_ == nullptr || !owner_->method("_getSharedArrayBufferId").ToLocal(&ask)) {
            return v8::ValueSerializer::Delegate::GetSharedArrayBufferId(isolate, buffer);
        }
        v8::Local<v8::Value> id;
        if (!owner_->call(ask, buffer).ToLocal(&id)) return v8::Nothing<std::uint32_t>();
        return id->Uint32Value(owner_->env().context());
    }

    v8::ValueSerializer serializer_;
    const Owner* owner_ = nullptr;
};

// It reads from a copy: the script may change or detach what it gave.
class ValueReader final : public v8::ValueDeserializer::Delegate {
  public:
    ValueReader(Env& env, std::vector<std::uint8_t> bytes)
        : bytes_(std::move(bytes)),
          deserializer_(env.isolate(), bytes_.data(), bytes_.size(), this) {}

    v8::Local<v8::Value> read_header(Env& env, v8::Local<v8::Object> owner) {
        const Owner asked(env, owner);
        const Owned now(owner_, asked);
        const bool read = deserializer_.ReadHeader(env.context()).FromMaybe(false);
        return v8::Boolean::New(env.isolate(), read);
    }
    // [value], so that any value can be told from a failure that threw nothing.
    v8::Local<v8::Value> read_value(Env& env, v8::Local<v8::Object> owner) {
        const Owner asked(env, owner);
        const Owned now(owner_, asked);
        v8::Local<v8::Value> value;
        if (!deserializer_.ReadValue(env.context()).ToLocal(&value)) {
            return v8::Undefined(env.isolate());
        }
        return v8::Array::New(env.isolate(), &value, 1);
    }
    std::uint32_t wire_format_version() const { return deserializer_.GetWireFormatVersion(); }
    void transfer(v8::Local<v8::Value> id, v8::Local<v8::Value> buffer) {
        if (!id->IsUint32()) return;
        const std::uint32_t number = id.As<v8::Uint32>()->Value();
        if (buffer->IsArrayBuffer()) {
            deserializer_.TransferArrayBuffer(number, buffer.As<v8::ArrayBuffer>());
        } else if (buffer->IsSharedArrayBuffer()) {
            deserializer_.TransferSharedArrayBuffer(number, buffer.As<v8::SharedArrayBuffer>());
        }
    }
    v8::Local<v8::Value> read_uint32(Env& env) {
        std::uint32_t value = 0;
        if (!deserializer_.ReadUint32(&value)) return v8::Undefined(env.isolate());
        return v8::Integer::NewFromUnsigned(env.isolate(), value);
    }
    v8::Local<v8::Value> read_uint64(Env& env) {
        std::uint64_t value = 0;
        v8::Isolate* isolate = env.isolate();
        if (!deserializer_.ReadUint64(&value)) return v8::Undefined(isolate);
        v8::Local<v8::Value> halves[] = {
            v8::Integer::NewFromUnsigned(isolate, static_cast<std::uint32_t>(value >> 32)),
            v8::Integer::NewFromUnsigned(isolate, static_cast<std::uint32_t>(value))};
        return v8::Array::New(isolate, halves, 2);
    }
    v8::Local<v8::Value> read_double(Env& env) {
        double value = 0;
        if (!deserializer_.ReadDouble(&value)) return v8::Undefined(env.isolate());
        return v8::Number::New(env.isolate(), value);
    }
    // Where in the bytes they lie.
    v8::Local<v8::Value> read_bytes(Env& env, double size) {
        const void* data = nullptr;
        if (!(size >= 0) || size > static_cast<double>(bytes_.size()) ||
            !deserializer_.ReadRawBytes(static_cast<std::size_t>(size), &data)) {
            return v8::Undefined(env.isolate());
        }
        return v8::Number::New(
            env.isolate(),
            static_cast<double>(static_cast<const std::uint8_t*>(data) - bytes_.data()));
    }

  private:
    v8::MaybeLocal<v8::Object> ReadHostObject(v8::Isolate* isolate) override {
        const v8::Isolate::AllowJavascriptExecutionScope allowed(isolate);
        v8::Local<v8::Function> read;
        if (owner_ == nullptr || !owner_->method("_readHostObject").ToLocal(&read)) {
            return v8::ValueDeserializer::Delegate::ReadHostObject(isolate);
        }
        v8::Local<v8::Value> object;
        if (!owner_->call(read, v8::Undefined(isolate), 0).ToLocal(&object)) return {};
        if (object->IsObject()) return object.As<v8::Object>();
        throw_type_error(isolate, "ERR_INVALID_RETURN_VALUE",
                         "readHostObject must return an object");
        return {};
    }

    const std::vector<std::uint8_t> bytes_;
    v8::ValueDeserializer deserializer_;
    const Owner* owner_ = nullptr;
};

// A heap snapshot as JSON, in pieces.
class SnapshotReader final {
  public:
    explicit SnapshotReader(Env& env) : pieces_(take_heap_snapshot(env.isolate())) {}

    // The next piece, or undefined after the last one.
    v8::Local<v8::Value> read(Env& env) {
        v8::Local<v8::Uint8Array> bytes;
        if (pieces_.empty() || !make_buffer(env, pieces_.front()).ToLocal(&bytes)) {
            return v8::Undefined(env.isolate());
        }
        pieces_.pop_front();
        return bytes;
    }

  private:
    std::deque<std::string> pieces_;
};

// What V8's garbage collections cost, and the heap before and after each.
class GcRecorder final {
  public:
    explicit GcRecorder(Env& env) : isolate_(env.isolate()) {
        isolate_->AddGCPrologueCallback(&on_start, this);
        isolate_->AddGCEpilogueCallback(&on_end, this);
    }
    ~GcRecorder() { stop(); }
    GcRecorder(const GcRecorder&) = delete;
    GcRecorder& operator=(const GcRecorder&) = delete;

    // [kind, microseconds, heap before, heap after] of each collection; a heap is its statistics
    // and those of its spaces.
    v8::Local<v8::Value> finish(Env& env);

  private:
    static constexpr std::size_t kMost = 100'000;
    using Spaces = std::vector<std::pair<std::string, std::vector<std::size_t>>>;
    struct Heap {
        std::vector<std::size_t> figures;
        Spaces spaces;
    };
    struct Collection {
        v8::GCType kind;
        std::uint64_t started_ns = 0;
        std::uint64_t took_ns = 0;
        Heap before;
        Heap after;
    };

    static void on_start(v8::Isolate* isolate, v8::GCType kind, v8::GCCallbackFlags, void* data);
    static void on_end(v8::Isolate* isolate, v8::GCType kind, v8::GCCallbackFlags, void* data);
    static Heap heap_now(v8::Isolate* isolate);
    static v8::Local<v8::Value> to_js(v8::Local<v8::Context> context, const Heap& heap);
    void stop() {
        if (stopped_) return;
        stopped_ = true;
        isolate_->RemoveGCPrologueCallback(&on_start, this);
        isolate_->RemoveGCEpilogueCallback(&on_end, this);
    }

    v8::Isolate* isolate_;
    std::vector<Collection> collections_;
    bool stopped_ = false;
};

// In the order of v8.getHeapStatistics().
std::vector<std::size_t> figures_of(v8::Isolate* isolate) {
    v8::HeapStatistics heap;
    isolate->GetHeapStatistics(&heap);
    return {heap.total_heap_size(),
            heap.total_heap_size_executable(),
            heap.total_physical_size(),
            heap.total_available_size(),
            heap.used_heap_size(),
            heap.heap_size_limit(),
            heap.malloced_memory(),
            heap.peak_malloced_memory(),
            static_cast<std::size_t>(heap.does_zap_garbage()),
            heap.number_of_native_contexts(),
            heap.number_of_detached_contexts(),
            heap.total_global_handles_size(),
            heap.used_global_handles_size(),
            heap.external_memory()};
}

v8::Local<v8::Array> to_numbers(v8::Local<v8::Context> context,
                                const std::vector<std::size_t>& figures) {
    std::vector<v8::Local<v8::Value>> numbers;
    for (const std::size_t figure : figures) {
        numbers.push_back(v8::Number::New(context->GetIsolate(), static_cast<double>(figure)));
    }
    return v8::Array::New(context->GetIsolate(), numbers.data(), numbers.size());
}

std::pair<std::string, std::vector<std::size_t>> space_at(v8::Isolate* isolate, std::size_t index) {
    v8::HeapSpaceStatistics space;
    isolate->GetHeapSpaceStatistics(&space, index);
    return {space.space_name(),
            {space.space_size(), space.space_used_size(), space.space_available_size(),
             space.physical_space_size()}};
}

// [name, [size, used, available, physical]]
v8::Local<v8::Value> to_js(v8::Local<v8::Context> context,
                           const std::pair<std::string, std::vector<std::size_t>>& space) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::Value> parts[] = {to_string(isolate, space.first),
                                    to_numbers(context, space.second)};
    return v8::Array::New(isolate, parts, 2);
}

GcRecorder::Heap GcRecorder::heap_now(v8::Isolate* isolate) {
    Heap heap;
    heap.figures = figures_of(isolate);
    for (std::size_t i = 0; i < isolate->NumberOfHeapSpaces(); ++i)
        heap.spaces.push_back(space_at(isolate, i));
    return heap;
}

void GcRecorder::on_start(v8::Isolate* isolate, v8::GCType kind, v8::GCCallbackFlags, void* data) {
    auto& collections = static_cast<GcRecorder*>(data)->collections_;
    if (collections.size() >= kMost) return;
    collections.push_back({kind, uv_hrtime(), 0, heap_now(isolate), {}});
}

void GcRecorder::on_end(v8::Isolate* isolate, v8::GCType kind, v8::GCCallbackFlags, void* data) {
    auto& collections = static_cast<GcRecorder*>(data)->collections_;
    if (collections.empty()) return;
    Collection& last = collections.back();
    if (last.kind != kind || last.took_ns != 0) return;
    last.took_ns = uv_hrtime() - last.started_ns;
    last.after = heap_now(isolate);
}

v8::Local<v8::Value> GcRecorder::to_js(v8::Local<v8::Context> context, const Heap& heap) {
    std::vector<v8::Local<v8::Value>> spaces;
    for (const auto& space : heap.spaces)
        spaces.push_back(api::to_js(context, space));
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::Value> parts[] = {to_numbers(context, heap.figures),
                                    v8::Array::New(isolate, spaces.data(), spaces.size())};
    return v8::Array::New(isolate, parts, 2);
}

v8::Local<v8::Value> GcRecorder::finish(Env& env) {
    stop();
    v8::Isolate* isolate = env.isolate();
    std::vector<v8::Local<v8::Value>> rows;
    for (const Collection& one : collections_) {
        if (one.took_ns == 0) continue;
        v8::Local<v8::Value> parts[] = {
            v8::Integer::New(isolate, one.kind),
            v8::Number::New(isolate, static_cast<double>(one.took_ns) / 1e3),
            to_js(env.context(), one.before), to_js(env.context(), one.after)};
        rows.push_back(v8::Array::New(isolate, parts, 4));
    }
    return v8::Array::New(isolate, rows.data(), rows.size());
}

void heap_statistics(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    info.GetReturnValue().Set(to_numbers(isolate->GetCurrentContext(), figures_of(isolate)));
}

void heap_spaces(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    std::vector<v8::Local<v8::Value>> spaces;
    for (std::size_t i = 0; i < isolate->NumberOfHeapSpaces(); ++i)
        spaces.push_back(to_js(isolate->GetCurrentContext(), space_at(isolate, i)));
    info.GetReturnValue().Set(v8::Array::New(isolate, spaces.data(), spaces.size()));
}

void code_statistics(const Info& info) {
    v8::HeapCodeStatistics code;
    info.GetIsolate()->GetHeapCodeAndMetadataStatistics(&code);
    info.GetReturnValue().Set(
        to_numbers(info.GetIsolate()->GetCurrentContext(),
                   {code.code_and_metadata_size(), code.bytecode_and_metadata_size(),
                    code.external_script_source_size(), code.cpu_profiler_metadata_size()}));
}

std::uint32_t cached_data_version_tag() {
    return v8::ScriptCompiler::CachedDataVersionTag();
}

// V8's flags are the OS process's: a program may set them, a plugin may not.
Result<void> set_flags(Env& env, const std::string& flags) {
    if (env.restricted()) {
        return access_denied("process", "V8 flags: they are those of the host");
    }
    v8::V8::SetFlagsFromString(flags.c_str(), flags.size());
    return {};
}

}  // namespace

void init_v8(NativeModule& module) {
    module.raw("heapStatistics", &heap_statistics)
        .raw("heapSpaces", &heap_spaces)
        .raw("codeStatistics", &code_statistics)
        .function<&cached_data_version_tag>("cachedDataVersionTag")
        .function<&set_flags>("setFlags");
    module.type<ValueWriter>("ValueWriter")
        .factory([](Env& env) { return std::make_unique<ValueWriter>(env); })
        .method<&ValueWriter::write_header>("writeHeader")
        .method<&ValueWriter::write_value>("writeValue")
        .method<&ValueWriter::release>("release")
        .method<&ValueWriter::transfer>("transfer")
        .method<&ValueWriter::write_uint32>("writeUint32")
        .method<&ValueWriter::write_uint64>("writeUint64")
        .method<&ValueWriter::write_double>("writeDouble")
        .method<&ValueWriter::write_bytes>("writeBytes")
        .method<&ValueWriter::treat_views_as_host_objects>("treatViewsAsHostObjects");
    module.type<ValueReader>("ValueReader")
        .factory([](Env& env, v8::Local<v8::Value> value) {
            std::vector<std::uint8_t> copy;
            if (const auto bytes = view_bytes(value)) copy.assign(bytes->begin(), bytes->end());
            return std::make_unique<ValueReader>(env, std::move(copy));
        })
        .method<&ValueReader::read_header>("readHeader")
        .method<&ValueReader::read_value>("readValue")
        .method<&ValueReader::wire_format_version>("wireFormatVersion")
        .method<&ValueReader::transfer>("transfer")
        .method<&ValueReader::read_uint32>("readUint32")
        .method<&ValueReader::read_uint64>("readUint64")
        .method<&ValueReader::read_double>("readDouble")
        .method<&ValueReader::read_bytes>("readBytes");
    module.type<GcRecorder>("GcRecorder")
        .factory([](Env& env) { return std::make_unique<GcRecorder>(env); })
        .method<&GcRecorder::finish>("finish");
    module.type<SnapshotReader>("SnapshotReader")
        .factory([](Env& env) { return std::make_unique<SnapshotReader>(env); })
        .method<&SnapshotReader::read>("read");
}

}  // namespace plinth::api
