// SPDX-License-Identifier: MIT
// Arguments, results, and work in the thread pool.

#include "host/api/crypto/calls.h"

#include <memory>
#include <new>
#include <tuple>
#include <unordered_map>

#include "host/env/errors.h"
#include "host/env/pool_request.h"
#include "host/io/text.h"

namespace plinth::api::crypto {
namespace {

// Memory for a result may be missing, which must not be the end of the host.
Outcome try_to(const Work& work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Failure::of("ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory",
                           Failure::Kind::RangeError);
    }
}

class Job final : public PoolRequest<> {
  public:
    Job(Env& env, v8::Local<v8::Value> callback, const char* kind, Work work)
        : PoolRequest(env, callback), kind_(kind), work_(std::move(work)) {}

    const char* kind() const override { return kind_; }
    void failed(int status) override {
        outcome_ = Failure::of("ERR_OPERATION_FAILED",
                               std::string("Operation failed: ") + uv_strerror(status));
    }
    // PoolTask
    void work() override { outcome_ = try_to(work_); }

  protected:
    void finish(Env& env) override {
        if (const auto* failure = std::get_if<Failure>(&outcome_)) {
            return completion().reject(env, openssl::to_js(env.context(), *failure));
        }
        v8::TryCatch caught(env.isolate());
        v8::Local<v8::Value> value;
        if (std::get<ToValue>(outcome_)(env).ToLocal(&value)) {
            completion().resolve(env, value);
        } else if (caught.HasCaught() && !caught.HasTerminated()) {
            completion().reject(env, caught.Exception());
        }
    }

  private:
    const char* const kind_;
    const Work work_;
    Outcome outcome_;
};

template <class T, auto kFree>
using Fetched = std::unordered_map<std::string, openssl::Owned<T, kFree>>;

}  // namespace

std::optional<HeldBytes> optional_bytes(const Info& info, int argument) {
    auto bytes = HeldBytes::from(info.GetIsolate(), info[argument]);
    if (bytes && bytes->size() > INT32_MAX) return std::nullopt;
    return bytes;
}

std::optional<HeldBytes> bytes_of(const Info& info, int argument) {
    auto bytes = HeldBytes::from(info.GetIsolate(), info[argument]);
    if (!bytes) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "Bytes or text are expected");
    } else if (bytes->size() > INT32_MAX) {
        throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The data is too long");
        return std::nullopt;
    }
    return bytes;
}

std::optional<std::string> text_of(const Info& info, int argument) {
    if (info[argument]->IsString()) return to_utf8(info.GetIsolate(), info[argument]);
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "A string is expected");
    return std::nullopt;
}

std::int64_t number_of(const Info& info, int argument, std::int64_t otherwise) {
    if (!info[argument]->IsNumber()) return otherwise;
    const double number = info[argument].As<v8::Number>()->Value();
    return number > -9e15 && number < 9e15 ? static_cast<std::int64_t>(number) : otherwise;
}

std::optional<Encoding> encoding_of(const Info& info, int argument) {
    if (!info[argument]->IsUint32()) return std::nullopt;
    const std::uint32_t id = info[argument].As<v8::Uint32>()->Value();
    if (id > static_cast<std::uint32_t>(Encoding::Base64Url)) return std::nullopt;
    return static_cast<Encoding>(id);
}

std::optional<HeldBytes> data_of(const Info& info, int argument) {
    auto bytes = HeldBytes::from(info.GetIsolate(), info[argument],
                                 encoding_of(info, argument + 1).value_or(Encoding::Utf8));
    if (!bytes) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "Bytes or text are expected");
    }
    return bytes;
}

void give_back(const Info& info, std::span<const std::uint8_t> bytes,
               std::optional<Encoding> encoding) {
    if (encoding) {
        v8::Local<v8::String> text;
        if (read_text(info.GetIsolate(), bytes, *encoding).ToLocal(&text)) {
            info.GetReturnValue().Set(text);
        }
        return;
    }
    v8::Local<v8::Uint8Array> buffer;
    if (make_buffer(Env::from(info), bytes).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void give_names(const Info& info, const std::vector<std::string>& names) {
    std::vector<v8::Local<v8::Value>> values;
    for (const std::string& name : names)
        values.push_back(to_string(info.GetIsolate(), name));
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), values.data(), values.size()));
}

// Fetching again for each use is most of what hashing a short text would cost.
const EVP_MD* find_digest(const std::string& name) {
    thread_local Fetched<EVP_MD, &EVP_MD_free> known;
    const auto found = known.find(name);
    if (found != known.end()) return found->second.get();
    const EVP_MD* named = EVP_get_digestbyname(name.c_str());
    if (named == nullptr) return nullptr;
    openssl::Owned<EVP_MD, &EVP_MD_free> fetched(
        EVP_MD_fetch(nullptr, EVP_MD_get0_name(named), nullptr));
    if (fetched == nullptr) return nullptr;
    return known.emplace(name, std::move(fetched)).first->second.get();
}

const EVP_CIPHER* find_cipher(const std::string& name) {
    thread_local Fetched<EVP_CIPHER, &EVP_CIPHER_free> known;
    const auto found = known.find(name);
    if (found != known.end()) return found->second.get();
    const EVP_CIPHER* named = EVP_get_cipherbyname(name.c_str());
    if (named == nullptr) return nullptr;
    openssl::Owned<EVP_CIPHER, &EVP_CIPHER_free> fetched(
        EVP_CIPHER_fetch(nullptr, EVP_CIPHER_get0_name(named), nullptr));
    if (fetched == nullptr) return nullptr;
    return known.emplace(name, std::move(fetched)).first->second.get();
}

Outcome outcome_of(Bytes bytes) {
    return [bytes = std::move(bytes)](Env& env) -> v8::MaybeLocal<v8::Value> {
        v8::Local<v8::Uint8Array> buffer;
        if (!make_buffer(env, bytes).ToLocal(&buffer)) return {};
        return buffer;
    };
}

Room room_for(const Info& info, std::size_t size) {
    auto bytes = OwnedBytes::allocate(Env::from(info), size);
    if (bytes) return std::make_shared<OwnedBytes>(std::move(*bytes));
    throw_range_error(info.GetIsolate(), "ERR_MEMORY_ALLOCATION_FAILED",
                      "Failed to allocate memory");
    return nullptr;
}

Outcome outcome_of(Room room) {
    return [room = std::move(room)](Env& env) -> v8::MaybeLocal<v8::Value> {
        v8::Local<v8::Uint8Array> buffer;
        if (!make_buffer(env, std::move(*room)).ToLocal(&buffer)) return {};
        return buffer;
    };
}

Outcome outcome_of(bool answer) {
    return [answer](Env& env) -> v8::MaybeLocal<v8::Value> {
        return v8::Boolean::New(env.isolate(), answer);
    };
}

void run(const Info& info, const char* kind, v8::Local<v8::Value> callback, Work work) {
    Env& env = Env::from(info);
    if (!callback->IsFunction()) {
        const Outcome outcome = try_to(work);
        if (const auto* failure = std::get_if<Failure>(&outcome)) {
            return openssl::throw_failure(info.GetIsolate(), *failure);
        }
        v8::Local<v8::Value> value;
        if (std::get<ToValue>(outcome)(env).ToLocal(&value)) info.GetReturnValue().Set(value);
        return;
    }
    std::ignore = submit_to_pool(std::make_unique<Job>(env, callback, kind, std::move(work)));
}

}  // namespace plinth::api::crypto
