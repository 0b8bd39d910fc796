// SPDX-License-Identifier: MIT
// A plugin's storage: what it asks for is done in the thread pool, in order; writes that wait are
// written together. Transactions as scripts see them are storage.js's, files are KeyStore's.
//
// Thread: the plugin's loop. Calls JS: through Completion.

#include "host/api/plinth/storage.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "host/api/plinth/key_store.h"
#include "host/env/env_pool.h"
#include "host/env/request.h"
#include "host/env/serialize.h"
#include "host/env/storage_place.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

constexpr std::size_t kLongestKey = 1024;
constexpr std::uint64_t kSpareBytes = 1 << 20;  // May wait beside two fillings of the storage.

Error over_quota(std::string message) {
    Error error;
    error.code = "ERR_STORAGE_QUOTA";
    error.message = std::move(message);
    return error;
}

Error no_storage() {
    Error error;
    error.code = "ERR_INVALID_STATE";
    error.message = "Invalid state: there is no storage under `plinth run`";
    return error;
}

struct ListTask {
    KeyRange range;
    KeyStore::With with = KeyStore::With::Keys;
    Result<KeyList> result = KeyList();
};

struct WriteTask {
    KeyBatch batch;
    Result<KeyOutcome> result = KeyOutcome();
};

struct BytesTask {
    Result<std::uint64_t> result = std::uint64_t{0};
};

using StorageTask = std::variant<ListTask, WriteTask, BytesTask>;

class StorageRequest final : public Request<uv_work_t> {
  public:
    StorageRequest(Env& env, v8::Local<v8::Value> callback, StorageTask made, std::uint64_t size)
        : Request(env, callback), task(std::move(made)), bytes(size) {}

    const char* kind() const override { return "StorageRequest"; }
    // What a plugin wrote is written, also when it ends right afterwards.
    void close() override {}
    void failed(int) {}
    void fail(const Error& error) {
        std::visit([&](auto& of) { of.result = error; }, task);
    }

    StorageTask task;
    const std::uint64_t bytes;  ///< What it keeps in memory.

  protected:
    void finish(Env& env) override {
        v8::TryCatch caught(env.isolate());
        v8::Local<v8::Value> value;
        const Error* error = nullptr;
        std::visit([&](auto& of) { error = of.result ? nullptr : &of.result.error(); }, task);
        if (error != nullptr) return completion().reject(env, *error);
        if (std::visit([&](auto& of) { return to_value(env, of); }, task).ToLocal(&value)) {
            return completion().resolve(env, value);
        }
        if (!caught.HasTerminated()) completion().reject(env, caught.Exception());
    }

  private:
    // [keys, values, digest]
    static v8::MaybeLocal<v8::Value> to_value(Env& env, ListTask& task) {
        v8::Isolate* isolate = env.isolate();
        std::vector<v8::Local<v8::Value>> keys;
        std::vector<v8::Local<v8::Value>> values;
        for (const std::string& key : task.result->keys)
            keys.push_back(to_string(isolate, key));
        for (const std::string& bytes : task.result->values) {
            v8::Local<v8::Value> value;
            if (!deserialize(env.context(), Serialized(bytes.begin(), bytes.end()))
                     .ToLocal(&value)) {
                return {};
            }
            values.push_back(value);
        }
        v8::Local<v8::Value> parts[] = {
            v8::Array::New(isolate, keys.data(), keys.size()),
            v8::Array::New(isolate, values.data(), values.size()),
            v8::BigInt::NewFromUnsigned(isolate, task.result->digest),
        };
        return v8::Array::New(isolate, parts, std::size(parts)).As<v8::Value>();
    }

    // Whether each key was there; undefined when a check failed.
    static v8::MaybeLocal<v8::Value> to_value(Env& env, WriteTask& task) {
        v8::Isolate* isolate = env.isolate();
        const KeyOutcome& outcome = *task.result;
        if (!outcome) return v8::Undefined(isolate).As<v8::Value>();
        std::vector<v8::Local<v8::Value>> were_there;
        for (const bool was_there : *outcome)
            were_there.push_back(v8::Boolean::New(isolate, was_there));
        return v8::Array::New(isolate, were_there.data(), were_there.size()).As<v8::Value>();
    }

    static v8::MaybeLocal<v8::Value> to_value(Env& env, BytesTask& task) {
        return v8::Number::New(env.isolate(), static_cast<double>(*task.result)).As<v8::Value>();
    }
};

/// Owner: the Env. Thread: its loop's; work() runs in the pool. Calls JS: no.
class Storage final : public EnvPart, public PoolTask {
  public:
    explicit Storage(Env& env) : env_(env), place_(env.part<StoragePlace>()) {}

    /// The error that keeps a request from being taken.
    std::optional<Error> refusal(std::uint64_t bytes) const {
        if (place_.file.empty()) return no_storage();
        if (waiting_bytes_ + bytes <= 2 * place_.most_bytes + kSpareBytes) return std::nullopt;
        return over_quota("too much waits to be written to the storage");
    }

    void add(StorageRequest& request) {
        waiting_bytes_ += request.bytes;
        waiting_.push_back(&request);
        if (running_.empty()) run();
    }

    // PoolTask
    void work() override {
        if (store_ == nullptr) {
            auto opened = KeyStore::open(place_.file, place_.most_bytes);
            if (!opened) {
                for (StorageRequest* request : running_)
                    request->fail(opened.error());
                return;
            }
            store_ = std::move(opened).value();
        }
        for (std::size_t at = 0; at < running_.size();) {
            if (std::holds_alternative<WriteTask>(running_[at]->task)) {
                at = write_from(at);
            } else {
                read(running_[at++]->task);
            }
        }
    }

    void over() override {
        const std::vector<StorageRequest*> done = std::exchange(running_, {});
        if (!waiting_.empty()) run();
        for (StorageRequest* request : done) {
            waiting_bytes_ -= request->bytes;
            request->ready();
        }
    }

  private:
    void run() {
        running_.swap(waiting_);
        pool_of(env_).submit(*this);
    }

    void read(StorageTask& task) {
        if (auto* list = std::get_if<ListTask>(&task)) {
            list->result = store_->list(list->range, list->with);
        } else if (auto* bytes = std::get_if<BytesTask>(&task)) {
            bytes->result = store_->bytes();
        }
    }

    // All writes in a row. Where it ends.
    std::size_t write_from(std::size_t at) {
        std::vector<KeyBatch> batches;
        std::vector<WriteTask*> tasks;
        for (; at < running_.size(); ++at) {
            auto* write = std::get_if<WriteTask>(&running_[at]->task);
            if (write == nullptr) break;
            batches.push_back(std::move(write->batch));
            tasks.push_back(write);
        }
        auto outcomes = store_->write(batches);
        for (std::size_t i = 0; i < tasks.size(); ++i)
            tasks[i]->result = std::move(outcomes[i]);
        return at;
    }

    Env& env_;
    const StoragePlace& place_;
    std::unique_ptr<KeyStore> store_;  // While a task runs, the pool's.
    std::vector<StorageRequest*> waiting_;
    std::vector<StorageRequest*> running_;
    std::uint64_t waiting_bytes_ = 0;
};

void start(const Info& info, int last, StorageTask task, std::uint64_t bytes) {
    Env& env = Env::from(info);
    Storage& storage = env.part<Storage>();
    if (const auto refused = storage.refusal(bytes)) {
        return throw_error(info.GetIsolate(), *refused);
    }
    auto request = std::make_unique<StorageRequest>(env, info[last], std::move(task), bytes);
    StorageRequest* raw = request.get();
    info.GetReturnValue().Set(submit(std::move(request), [&](uv_loop_t*, uv_work_t*) {
        storage.add(*raw);
        return 0;
    }));
}

void refuse(const Info& info, const char* what) {
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", what);
}

std::optional<std::string> to_bytes(v8::Local<v8::Value> value) {
    const auto bytes = view_bytes(value);
    if (!bytes) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

// from, to (or undefined), limit, reverse, at these places of an array or of the arguments.
template <class At>
std::optional<KeyRange> to_range(At at) {
    KeyRange range;
    auto from = to_bytes(at(0));
    if (!from || !at(2)->IsNumber()) return std::nullopt;
    range.from = std::move(*from);
    range.to = to_bytes(at(1));
    if (!range.to && !at(1)->IsUndefined()) return std::nullopt;
    const double limit = at(2).template As<v8::Number>()->Value();
    range.limit = limit >= 0 && limit < 9e15 ? static_cast<std::uint64_t>(limit) : UINT64_MAX;
    range.reverse = at(3)->IsTrue();
    return range;
}

// storageList(from, to, limit, reverse, withValues): [keys, values, digest]
void list(const Info& info) {
    auto range = to_range([&](int index) { return info[index]; });
    if (!range) return refuse(info, "storageList: a range is expected");
    ListTask task;
    task.range = std::move(*range);
    task.with = info[4]->IsTrue() ? KeyStore::With::Values : KeyStore::With::Keys;
    const std::uint64_t bytes = task.range.from.size();
    start(info, 5, std::move(task), bytes);
}

// The element of an array that is ours; undefined when a getter of the script threw.
v8::Local<v8::Value> element(v8::Local<v8::Context> context, v8::Local<v8::Value> array,
                             std::uint32_t index) {
    v8::Local<v8::Value> value;
    if (array->IsArray() && array.As<v8::Array>()->Get(context, index).ToLocal(&value)) {
        return value;
    }
    return v8::Undefined(context->GetIsolate());
}

// storageWrite(keys, values, checks): a value is bytes, or undefined to delete; a check is [from,
// to, limit, reverse, digest]
void write(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    if (!info[0]->IsArray() || !info[1]->IsArray() || !info[2]->IsArray()) {
        return refuse(info, "storageWrite: arrays are expected");
    }
    WriteTask task;
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < info[0].As<v8::Array>()->Length(); ++i) {
        const v8::Local<v8::Value> key = element(context, info[0], i);
        const v8::Local<v8::Value> value = element(context, info[1], i);
        KeyChange change;
        if (key->IsString()) change.key = to_utf8(isolate, key);
        change.value = to_bytes(value);
        if (change.key.empty() || change.key.size() > kLongestKey ||
            (!change.value && !value->IsUndefined())) {
            return refuse(info, "storageWrite: keys and bytes are expected");
        }
        bytes += change.key.size() + (change.value ? change.value->size() : 0);
        task.batch.changes.push_back(std::move(change));
    }
    for (std::uint32_t i = 0; i < info[2].As<v8::Array>()->Length(); ++i) {
        const v8::Local<v8::Value> given = element(context, info[2], i);
        auto range = to_range([&](std::uint32_t index) { return element(context, given, index); });
        const v8::Local<v8::Value> digest = element(context, given, 4);
        if (!range || !digest->IsBigInt()) return refuse(info, "storageWrite: a check is expected");
        bytes += range->from.size();
        task.batch.checks.push_back({std::move(*range), digest.As<v8::BigInt>()->Uint64Value()});
    }
    start(info, 3, std::move(task), bytes);
}

// storageBytes()
void bytes_in_use(const Info& info) {
    start(info, 0, BytesTask(), 0);
}

// storageEncode(value): the bytes of a structured clone. Throws a DataCloneError, or the quota's
// error when the storage could not hold the value, were it empty.
void encode(const Info& info) {
    Env& env = Env::from(info);
    const StoragePlace& place = env.part<StoragePlace>();
    if (place.file.empty()) return throw_error(info.GetIsolate(), no_storage());
    const Error too_long = over_quota("the value is longer than the storage may be: " +
                                      std::to_string(place.most_bytes) + " bytes");
    const auto bytes = serialize_up_to(static_cast<std::size_t>(place.most_bytes), too_long,
                                       env.context(), info[0]);
    if (!bytes) return;
    v8::Local<v8::Uint8Array> buffer;
    const std::span<const std::uint8_t> view(*bytes);
    if (make_buffer(env, view).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

// storageDecode(bytes): the value
void decode(const Info& info) {
    const auto bytes = view_bytes(info[0]);
    if (!bytes) return;
    v8::Local<v8::Value> value;
    if (deserialize(Env::from(info).context(), Serialized(bytes->begin(), bytes->end()))
            .ToLocal(&value)) {
        info.GetReturnValue().Set(value);
    }
}

}  // namespace

void add_storage_calls(NativeModule& module) {
    module.raw("storageList", &list)
        .raw("storageWrite", &write)
        .raw("storageBytes", &bytes_in_use)
        .raw("storageEncode", &encode)
        .raw("storageDecode", &decode);
}

}  // namespace plinth::api
