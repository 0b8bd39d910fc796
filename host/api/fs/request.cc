// SPDX-License-Identifier: MIT
// The request of an asynchronous operation: one piece of work for the pool, in which paths are
// resolved, the policy is asked, and the system call is made.

#include "host/api/fs/request.h"

#include <memory>
#include <optional>
#include <utility>

#include "host/api/fs/faults.h"
#include "host/env/errors.h"
#include "host/env/pool_request.h"

namespace plinth::api {
namespace {

// Does it on this thread. The result is libuv's.
std::int64_t perform(Env& env, uv_fs_t& uv, Operation& operation) {
    if (env.restricted() && operation.uses_paths() && operation.status_before == 0) {
        operation.resolve_paths();
        if (!operation.refusal) operation.refusal = operation.denied(env);
    }
    if (operation.refusal) return UV_EACCES;
    if (operation.status_before < 0) return operation.status_before;
    if (operation.blocking != nullptr) return operation.blocking(operation);
    std::int64_t result = 0;
    do {
        result = injected_status(operation.syscall);
        if (result == 0) result = operation.start(nullptr, &uv, operation, nullptr);
    } while (result == UV_EINTR && operation.repeatable);
    return result;
}

class FsRequest final : public PoolRequest<uv_fs_t> {
  public:
    FsRequest(Env& env, v8::Local<v8::Value> callback, Operation&& operation)
        : PoolRequest(env, callback), operation_(std::move(operation)) {}
    ~FsRequest() override { uv_fs_req_cleanup(uv()); }

    const char* kind() const override { return "FSReqCallback"; }

    int begin() override {
        if (operation_.refusal) return UV_EACCES;
        if (operation_.status_before < 0) return operation_.status_before;
        return PoolRequest::begin();
    }
    void failed(int status) override { result_ = status; }
    // PoolTask
    void work() override { result_ = perform(env(), *uv(), operation_); }

  protected:
    void finish(Env& env) override {
        if (operation_.refusal) return completion().reject(env, *operation_.refusal);
        if (result_ < 0) {
            return completion().reject(env, operation_.error(static_cast<int>(result_)));
        }
        v8::Local<v8::Value> value;
        v8::Local<v8::Value> thrown;
        if (operation_.convert != nullptr) {
            v8::TryCatch caught(env.isolate());
            if (!operation_.convert(env, *uv(), operation_).ToLocal(&value)) {
                if (caught.HasTerminated()) return;
                thrown = caught.Exception();
            }
        }
        if (thrown.IsEmpty()) {
            completion().resolve(env, value);
        } else {
            completion().reject(env, thrown);
        }
    }

    void landed() override {
        operation_.release_paths();
        if (operation_.landed != nullptr) operation_.landed(env(), result_, operation_);
    }

  private:
    Operation operation_;
    std::int64_t result_ = 0;
};

}  // namespace

void run_now(const v8::FunctionCallbackInfo<v8::Value>& info, Operation& operation) {
    Env& env = Env::from(info);
    // Of a script of its own, nobody asks how long it took.
    std::optional<SyncCall> counted;
    if (!env.options().name.empty()) counted.emplace(env.account());
    uv_fs_t uv{};
    const std::int64_t status = perform(env, uv, operation);
    operation.release_paths();
    if (operation.landed != nullptr) operation.landed(env, status, operation);
    if (status >= 0) {
        if (operation.convert != nullptr) {
            v8::Local<v8::Value> value;
            if (operation.convert(env, uv, operation).ToLocal(&value)) {
                info.GetReturnValue().Set(value);
            }
        } else if (operation.quiet_when_missing) {
            info.GetReturnValue().Set(true);
        }
    } else if (operation.refusal) {
        throw_error(info.GetIsolate(), *operation.refusal);
    } else if (!operation.quiet_when_missing || status != UV_ENOENT) {
        throw_error(info.GetIsolate(), operation.error(static_cast<int>(status)));
    }
    uv_fs_req_cleanup(&uv);
}

void run_later(const v8::FunctionCallbackInfo<v8::Value>& info, Operation&& operation,
               v8::Local<v8::Value> callback) {
    info.GetReturnValue().Set(submit_to_pool(
        std::make_unique<FsRequest>(Env::from(info), callback, std::move(operation))));
}

}  // namespace plinth::api
