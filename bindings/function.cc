// SPDX-License-Identifier: MIT
// What functions share whatever their types: their names, the records of plain pointers, and the
// errors of calls that never reach C++.

#include "bindings/function.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>

namespace plinth::js::detail {
namespace {

// Owner: the process. Thread: any; runtimes on several threads bind the same functions.
struct FixedTable {
    using Key = std::tuple<v8::FunctionCallback, std::string, std::string>;
    std::mutex mutex;
    std::map<Key, std::unique_ptr<FixedFunction>> records;
    std::set<const void*> addresses;
};

FixedTable& fixed_table() {
    static FixedTable table;
    return table;
}

}  // namespace

const FixedFunction* fixed_record(v8::FunctionCallback callback, std::string_view bytes,
                                  std::string_view name,
                                  std::unique_ptr<FixedFunction> (*make)(std::string_view,
                                                                         std::string)) {
    FixedTable& table = fixed_table();
    const std::lock_guard lock(table.mutex);
    auto& record = table.records[{callback, std::string(bytes), std::string(name)}];
    if (record == nullptr) {
        record = make(bytes, std::string(name));
        table.addresses.insert(record.get());
    }
    return record.get();
}

std::string function_name(const Info& info) {
    const v8::Local<v8::Value> data = info.Data();
    if (data->IsString()) return to_utf8(info.GetIsolate(), data.As<v8::String>());
    if (data->IsInt32()) {
        Realm* const realm = Realm::from(info);
        StoredFunction* const stored =
            realm == nullptr ? nullptr : realm->stored(data.As<v8::Int32>()->Value());
        if (stored != nullptr) return stored->name();
    }
    if (data->IsExternal()) {
        // Careful: a hand-written function may carry an External of its own.
        const void* const record = data.As<v8::External>()->Value();
        FixedTable& table = fixed_table();
        const std::lock_guard lock(table.mutex);
        if (table.addresses.contains(record))
            return static_cast<const FixedFunction*>(record)->name;
    }
    return "function";
}

v8::Local<v8::Value> data_of(v8::Local<v8::Context> context, Callable& callable,
                             std::string_view name) {
    v8::Isolate* const isolate = context->GetIsolate();
    if (callable.record != nullptr)
        return v8::External::New(isolate, const_cast<FixedFunction*>(callable.record));
    if (callable.stored == nullptr) return to_name(isolate, name);
    Realm* const realm = Realm::from(context);
    if (realm == nullptr)
        fail(std::string(name) + " has captures: it needs a Realm and cannot be in a snapshot");
    return v8::Integer::New(isolate, realm->store(std::move(callable.stored)));
}

void fail(const std::string& message) {
    std::fprintf(stderr, "plinth: %s\n", message.c_str());
    std::abort();
}

void throw_too_few_arguments(const Info& info, int needed) {
    throw_type_error(info.GetIsolate(), function_name(info) + "() needs " + std::to_string(needed) +
                                            (needed == 1 ? " argument, got " : " arguments, got ") +
                                            std::to_string(info.Length()));
}

void throw_unavailable(const Info& info) {
    throw_error(info.GetIsolate(),
                function_name(info) + "(): the plugin that it belongs to has been unloaded");
}

void throw_unknown_exception(const Info& info) {
    throw_error(info.GetIsolate(), function_name(info) + "() failed with an unknown C++ exception");
}

}  // namespace plinth::js::detail
