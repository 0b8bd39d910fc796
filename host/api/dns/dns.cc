// SPDX-License-Identifier: MIT
// dns, native half: the system's own resolver (hosts file included) in the thread pool. Queries to
// name servers are resolver.cc's.
//
// Thread: the plugin's loop. Calls JS: on its turn, see host/env/request.h.

#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "host/api/dns/calls.h"
#include "host/env/errors.h"
#include "host/env/pool_request.h"
#include "host/io/address.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

// libuv wants a loop also for a lookup that it makes at once, and may not be given that of another
// thread. Each thread of the pool that makes lookups keeps one, which never turns.
class LookupLoop {
  public:
    LookupLoop() : status_(uv_loop_init(&loop_)) {}
    ~LookupLoop() {
        if (status_ == 0) uv_loop_close(&loop_);
    }
    LookupLoop(const LookupLoop&) = delete;
    LookupLoop& operator=(const LookupLoop&) = delete;

    /// What `look_up(loop)` answers, or why there is no loop.
    template <class LookUp>
    static int with(LookUp look_up) {
        thread_local std::unique_ptr<LookupLoop> kept;
        if (kept == nullptr) kept = std::make_unique<LookupLoop>();
        if (kept->status_ == 0) return look_up(&kept->loop_);
        const int status = kept->status_;
        kept.reset();  // The next lookup may find descriptors for one.
        return status;
    }

  private:
    uv_loop_t loop_{};
    const int status_;
};

/// The callback gets (status) or (0, [address, family, address, family, ...]).
class LookupRequest final : public PoolRequest<uv_getaddrinfo_t> {
  public:
    LookupRequest(Env& env, v8::Local<v8::Value> callback, std::string name, const addrinfo& hints)
        : PoolRequest(env, callback, Pace::Slow), name_(std::move(name)), hints_(hints) {}

    void failed(int status) override { status_ = status; }
    const char* kind() const override { return "GetAddrInfoReqWrap"; }
    // PoolTask
    void work() override {
        status_ = LookupLoop::with([this](uv_loop_t* loop) {
            return uv_getaddrinfo(loop, uv(), nullptr, name_.c_str(), nullptr, &hints_);
        });
        if (status_ != 0) return;
        for (const addrinfo* at = uv()->addrinfo; at != nullptr; at = at->ai_next)
            found_.push_back(Address::from(at->ai_addr));
        uv_freeaddrinfo(uv()->addrinfo);
    }

  protected:
    void finish(Env& env) override {
        v8::Isolate* isolate = env.isolate();
        std::vector<v8::Local<v8::Value>> items;
        for (const Address& address : found_) {
            const std::string host = address.host();
            env.name_resolved(name_, host);
            items.push_back(to_string(isolate, host));
            items.push_back(v8::Integer::New(isolate, address.family()));
        }
        v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status_),
                                       v8::Array::New(isolate, items.data(), items.size())};
        completion().call(env, 2, argv);
    }

  private:
    const std::string name_;
    const addrinfo hints_;
    int status_ = 0;
    std::vector<Address> found_;
};

/// The callback gets (status) or (0, hostname, service).
class ServiceRequest final : public PoolRequest<uv_getnameinfo_t> {
  public:
    ServiceRequest(Env& env, v8::Local<v8::Value> callback, const Address& address)
        : PoolRequest(env, callback, Pace::Slow), address_(address) {}

    void failed(int status) override { status_ = status; }
    const char* kind() const override { return "GetNameInfoReqWrap"; }
    // PoolTask
    void work() override {
        status_ = LookupLoop::with([this](uv_loop_t* loop) {
            return uv_getnameinfo(loop, uv(), nullptr, address_.system(), NI_NAMEREQD);
        });
        if (status_ == 0) std::tie(host_, service_) = std::pair(uv()->host, uv()->service);
    }

  protected:
    void finish(Env& env) override {
        v8::Isolate* isolate = env.isolate();
        v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status_),
                                       to_string(isolate, host_), to_string(isolate, service_)};
        completion().call(env, 3, argv);
    }

  private:
    const Address address_;
    int status_ = 0;
    std::string host_;
    std::string service_;
};

// lookup(hostname, family, hints, callback)
void lookup(const Info& info) {
    Env& env = Env::from(info);
    if (!info[0]->IsString() || !info[1]->IsInt32() || !info[2]->IsInt32() ||
        !info[3]->IsFunction()) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                                "lookup() takes a hostname, a family, hints and a callback");
    }
    const std::string hostname = to_utf8(info.GetIsolate(), info[0]);
    if (const auto denied = env.denied(Permission::Dns, hostname)) {
        return throw_error(info.GetIsolate(), *denied);
    }
    const int family = info[1].As<v8::Int32>()->Value();
    addrinfo hints{};
    hints.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;  // One record for each address, not for each kind of socket.
    hints.ai_flags = info[2].As<v8::Int32>()->Value() & (AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED);
    submit_to_pool(std::make_unique<LookupRequest>(env, info[3], hostname, hints));
}

// lookupService(address, port, callback)
void lookup_service(const Info& info) {
    Env& env = Env::from(info);
    const std::string host = to_utf8(info.GetIsolate(), info[0]);
    const std::uint32_t port = info[1]->IsUint32() ? info[1].As<v8::Uint32>()->Value() : 0;
    const auto address = Address::parse(host, static_cast<std::uint16_t>(port));
    if (!address || port > 0xffff || !info[2]->IsFunction()) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                                "lookupService() takes an address, a port and a callback");
    }
    if (const auto denied = env.denied(Permission::Dns, host)) {
        return throw_error(info.GetIsolate(), *denied);
    }
    submit_to_pool(std::make_unique<ServiceRequest>(env, info[2], *address));
}

}  // namespace

void init_dns(NativeModule& module) {
    module.raw("lookup", &lookup).raw("lookupService", &lookup_service);
    module.constant("AI_ADDRCONFIG", static_cast<int>(AI_ADDRCONFIG))
        .constant("AI_ALL", static_cast<int>(AI_ALL))
        .constant("AI_V4MAPPED", static_cast<int>(AI_V4MAPPED));
    add_resolver(module);
}

}  // namespace plinth::api
