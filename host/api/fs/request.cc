// SPDX-License-Identifier: MIT
// The request of an asynchronous operation. For a plugin with a policy it goes to the pool twice:
// first to find out what its paths name, then, once the policy agreed, for the call itself.

#include "host/api/fs/request.h"

#include <memory>
#include <utility>

#include "host/env/errors.h"
#include "host/env/request.h"

namespace plinth::api {
namespace {

class FsRequest final : public Request<uv_fs_t> {
  public:
    FsRequest(Env& env, v8::Local<v8::Value> callback, Operation&& operation)
        : Request(env, callback), operation_(std::move(operation)) {
        work_.data = this;
    }
    ~FsRequest() override { uv_fs_req_cleanup(uv()); }

    const char* kind() const override { return "FSReqCallback"; }

    int begin() {
        if (operation_.refusal) return UV_EACCES;
        if (operation_.status_before < 0) return operation_.status_before;
        if (env().restricted() && operation_.uses_paths()) {
            return queue([](uv_work_t* work) { from(work).operation_.resolve_paths(); },
                         &on_resolved);
        }
        return proceed();
    }

    void failed(int status) { status_ = status; }

    void close() override {
        if (working_) {
            uv_cancel(reinterpret_cast<uv_req_t*>(&work_));
        } else {
            Request::close();
        }
    }

  protected:
    void finish(Env& env) override {
        if (operation_.refusal) return completion().reject(env, *operation_.refusal);
        if (status_ < 0) return completion().reject(env, operation_.error(status_));
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

  private:
    static FsRequest& from(uv_work_t* work) { return *static_cast<FsRequest*>(work->data); }

    int queue(uv_work_cb work, uv_after_work_cb after) {
        const int status = uv_queue_work(env().uv(), &work_, work, after);
        working_ = status == 0;
        return status;
    }

    int proceed() {
        if (operation_.blocking == nullptr) {
            return operation_.start(env().uv(), uv(), operation_, &on_done);
        }
        return queue(
            [](uv_work_t* work) {
                FsRequest& self = from(work);
                self.status_ = self.operation_.blocking(self.operation_);
            },
            [](uv_work_t* work, int status) {
                FsRequest& self = from(work);
                self.working_ = false;
                self.land(status < 0 ? status : self.status_);
            });
    }

    static void on_resolved(uv_work_t* work, int status) {
        FsRequest& self = from(work);
        self.working_ = false;
        if (status < 0 || self.env().closed()) return self.land(UV_ECANCELED);
        self.operation_.refusal = self.operation_.denied(self.env());
        if (self.operation_.refusal) return self.ready();
        if (const int started = self.proceed(); started < 0) self.land(started);
    }

    static void on_done(uv_fs_t* uv) {
        static_cast<FsRequest*>(Request::from(uv))->land(static_cast<std::int64_t>(uv->result));
    }

    void land(std::int64_t result) {
        status_ = result < 0 ? static_cast<int>(result) : 0;
        if (operation_.landed != nullptr) operation_.landed(env(), result, operation_);
        ready();
    }

    Operation operation_;
    uv_work_t work_{};
    int status_ = 0;
    bool working_ = false;
};

}  // namespace

void run_now(const v8::FunctionCallbackInfo<v8::Value>& info, Operation& operation) {
    Env& env = Env::from(info);
    const SyncCall counted(env.account());
    if (env.restricted() && operation.uses_paths() && operation.status_before == 0) {
        operation.resolve_paths();
        if (!operation.refusal) operation.refusal = operation.denied(env);
    }
    if (operation.refusal) return throw_error(info.GetIsolate(), *operation.refusal);

    uv_fs_t uv{};
    int status = operation.status_before;
    if (status == 0) {
        status = operation.blocking != nullptr ? operation.blocking(operation)
                                               : operation.start(nullptr, &uv, operation, nullptr);
        if (operation.landed != nullptr) operation.landed(env, status, operation);
    }
    if (status >= 0) {
        if (operation.convert != nullptr) {
            v8::Local<v8::Value> value;
            if (operation.convert(env, uv, operation).ToLocal(&value)) {
                info.GetReturnValue().Set(value);
            }
        } else if (operation.quiet_when_missing) {
            info.GetReturnValue().Set(true);
        }
    } else if (!operation.quiet_when_missing || status != UV_ENOENT) {
        throw_error(info.GetIsolate(), operation.error(status));
    }
    uv_fs_req_cleanup(&uv);
}

void run_later(const v8::FunctionCallbackInfo<v8::Value>& info, Operation&& operation,
               v8::Local<v8::Value> callback) {
    auto request = std::make_unique<FsRequest>(Env::from(info), callback, std::move(operation));
    FsRequest* raw = request.get();
    info.GetReturnValue().Set(
        submit(std::move(request), [raw](uv_loop_t*, uv_fs_t*) { return raw->begin(); }));
}

}  // namespace plinth::api
