// SPDX-License-Identifier: MIT
// What functions share whatever their types: their names, the records of plain pointers, and the
// errors of calls that never reach C++.

#include "bindings/function.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "bindings/module.h"

namespace plinth::js::detail {
namespace {

// Owner: the process. Thread: any; runtimes on several threads bind the same functions.
struct FixedTable {
    using Key = std::tuple<v8::FunctionCallback, std::string, std::string>;
    std::mutex mutex;
    std::map<Key, std::unique_ptr<FixedFunction>> records;
    std::set<const void*> addresses;
    std::vector<std::unique_ptr<const FixedFunction*[]>> pieces;
};

FixedTable& fixed_table() {
    static FixedTable table;
    return table;
}

}  // namespace

const FixedFunction* fixed_record(v8::FunctionCallback callback, std::string_view bytes,
                                  std::string_view name) {
    FixedTable& table = fixed_table();
    const std::lock_guard lock(table.mutex);
    auto& record = table.records[{callback, std::string(bytes), std::string(name)}];
    if (record == nullptr) {
        record = std::make_unique<FixedFunction>();
        record->name = name;
        std::memcpy(record->pointer, bytes.data(), bytes.size());
        const auto index = static_cast<std::int32_t>(table.addresses.size());
        const FixedFunction**& piece =
            fixed_pieces.at(static_cast<std::size_t>(index / kFixedPiece));
        if (piece == nullptr) {
            table.pieces.push_back(std::make_unique<const FixedFunction*[]>(kFixedPiece));
            piece = table.pieces.back().get();
        }
        piece[index % kFixedPiece] = record.get();
        record->index = index;
        table.addresses.insert(record.get());
    }
    return record.get();
}

std::string function_name(const Info& info) {
    const v8::Local<v8::Value> data = info.Data();
    if (data->IsString()) return to_utf8(info.GetIsolate(), data.As<v8::String>());
    if (data->IsInt32()) {
        if (data.As<v8::Int32>()->Value() < 0) return fixed_of(data)->name;
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

v8::Local<v8::Value> data_of(v8::Local<v8::Context> context, const Callable& callable,
                             std::string_view name) {
    v8::Isolate* const isolate = context->GetIsolate();
    if (callable.record != nullptr && Realm::from(context) != nullptr)
        return v8::Integer::New(isolate, -1 - callable.record->index);
    if (callable.record != nullptr)
        return v8::External::New(isolate, const_cast<FixedFunction*>(callable.record));
    if (callable.stored < 0) return to_name(isolate, name);
    return v8::Integer::New(isolate, callable.stored);
}

std::int32_t store(Module& module, std::unique_ptr<StoredFunction> function) {
    if (module.collecting()) return -1;
    Realm* const realm = Realm::from(module.context());
    if (realm == nullptr)
        fail(function->name() + " has captures: it needs a Realm and cannot be in a snapshot");
    return realm->store(std::move(function));
}

v8::MaybeLocal<v8::Value> give_function(v8::Local<v8::Context> context,
                                        v8::FunctionCallback callback, int length,
                                        std::unique_ptr<StoredFunction> function) {
    v8::Isolate* const isolate = context->GetIsolate();
    Realm* const realm = Realm::from(context);
    if (realm == nullptr) {
        throw_error(isolate, "A function cannot be given to a plugin that has been unloaded");
        return {};
    }
    realm->sweep();
    const std::int32_t index = realm->store(std::move(function));
    v8::Local<v8::Function> made;
    if (!v8::Function::New(context, callback, v8::Integer::New(isolate, index), length,
                           v8::ConstructorBehavior::kThrow)
             .ToLocal(&made)) {
        return {};
    }
    realm->store_for(made, index);
    return made.As<v8::Value>();
}

void fail(const std::string& message) {
    std::fprintf(stderr, "plinth: %s\n", message.c_str());
    std::abort();
}

namespace {

class Refused final : public StoredFunction {
  public:
    Refused(std::string name, const char* permission)
        : StoredFunction(std::move(name)), permission_(permission) {}
    const char* permission() const { return permission_; }

  private:
    const char* permission_;
};

void refuse(const Info& info) {
    Realm* const realm = Realm::from(info);
    StoredFunction* const stored =
        realm == nullptr ? nullptr : realm->stored(info.Data().As<v8::Int32>()->Value());
    if (stored == nullptr) return throw_unavailable(info);
    throw_access_denied(info.GetIsolate(), stored->name(),
                        static_cast<Refused*>(stored)->permission());
}

}  // namespace

Callable refused(Realm& realm, std::string name, const char* permission, Callable callable) {
    callable.callback = &refuse;
    callable.record = nullptr;
    callable.fast = nullptr;
    callable.stored = realm.store(std::make_unique<Refused>(std::move(name), permission));
    return callable;
}

bool holds(const Info& info, const Condition& condition) {
    if (condition.holds()) return true;
    throw_error(info.GetIsolate(), function_name(info) + "() can only be called " + condition.when);
    return false;
}

void throw_no_overload(const Info& info) {
    std::string given;
    for (int i = 0; i < info.Length() && i < 8; ++i)
        given += (i == 0 ? "" : ", ") + kind_of(info.GetIsolate(), info[i]);
    throw_type_error(info.GetIsolate(),
                     function_name(info) + "() has no form that takes (" + given + ")");
}

int choose_overload(const Info& info, std::span<const Candidate> candidates) {
    const auto suits = [&](const Candidate& candidate) {
        for (int i = 0; i < info.Length() && i < candidate.most; ++i) {
            if (i >= candidate.fewest && info[i]->IsUndefined()) continue;
            if (!candidate.matchers[i](info[i])) return false;
        }
        return true;
    };
    int most = 0;
    for (const Candidate& candidate : candidates)
        most = std::max(most, candidate.most);
    // Surplus arguments are ignored, as everywhere, by those that take the most.
    const int length = std::min(info.Length(), most);
    int only = -1;
    bool several = false;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& candidate = candidates[i];
        if (length < candidate.fewest || length > candidate.most) continue;
        if (suits(candidate)) return static_cast<int>(i);
        several = several || only >= 0;
        only = static_cast<int>(i);
    }
    // Where only one could have been meant, its own error says more.
    if (only >= 0 && !several) return only;
    throw_no_overload(info);
    return -1;
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

void throw_cpp_exception(const Info& info) {
    v8::Isolate* const isolate = info.GetIsolate();
#ifdef __cpp_exceptions
    try {
        throw;
    } catch (const ScriptError& error) {
        error.rethrow(isolate);
    } catch (const Error& error) {
        error.throw_in(isolate);
    } catch (const std::system_error& error) {
        Error(error.what()).code(error.code()).throw_in(isolate);
    } catch (const std::out_of_range& error) {
        throw_range_error(isolate, error.what());
    } catch (const std::range_error& error) {
        throw_range_error(isolate, error.what());
    } catch (const std::length_error& error) {
        throw_range_error(isolate, error.what());
    } catch (const std::exception& error) {
        throw_error(isolate, error.what());
    } catch (...) {
        throw_error(isolate, function_name(info) + "() failed with an unknown C++ exception");
    }
#else
    throw_error(isolate, function_name(info) + "() failed");
#endif
}

}  // namespace plinth::js::detail
