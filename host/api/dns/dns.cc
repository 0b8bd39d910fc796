// SPDX-License-Identifier: MIT
// dns, native half: the system's own resolver (hosts file included) in libuv's pool. Queries to
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
#include "host/env/request.h"
#include "host/io/address.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

/// The callback gets (status) or (0, [address, family, address, family, ...]).
class LookupRequest final : public Request<uv_getaddrinfo_t> {
  public:
    LookupRequest(Env& env, v8::Local<v8::Value> callback, std::string name)
        : Request(env, callback), name_(std::move(name)) {}

    static void on_done(uv_getaddrinfo_t* uv, int status, addrinfo* list) {
        auto* self = static_cast<LookupRequest*>(from(uv));
        self->status_ = status;
        for (const addrinfo* at = list; at != nullptr; at = at->ai_next)
            self->found_.push_back(Address::from(at->ai_addr));
        uv_freeaddrinfo(list);
        self->ready();
    }
    void failed(int status) { status_ = status; }
    const char* kind() const override { return "GetAddrInfoReqWrap"; }

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
    int status_ = 0;
    std::vector<Address> found_;
};

/// The callback gets (status) or (0, hostname, service).
class ServiceRequest final : public Request<uv_getnameinfo_t> {
  public:
    using Request::Request;

    static void on_done(uv_getnameinfo_t* uv, int status, const char* host, const char* service) {
        auto* self = static_cast<ServiceRequest*>(from(uv));
        self->status_ = status;
        if (status == 0) std::tie(self->host_, self->service_) = std::pair(host, service);
        self->ready();
    }
    void failed(int status) { status_ = status; }
    const char* kind() const override { return "GetNameInfoReqWrap"; }

  protected:
    void finish(Env& env) override {
        v8::Isolate* isolate = env.isolate();
        v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status_),
                                       to_string(isolate, host_), to_string(isolate, service_)};
        completion().call(env, 3, argv);
    }

  private:
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
    submit(std::make_unique<LookupRequest>(env, info[3], hostname), [&](uv_loop_t* loop,
                                                                        uv_getaddrinfo_t* uv) {
        return uv_getaddrinfo(loop, uv, &LookupRequest::on_done, hostname.c_str(), nullptr, &hints);
    });
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
    submit(std::make_unique<ServiceRequest>(env, info[2]), [&](uv_loop_t* loop,
                                                               uv_getnameinfo_t* uv) {
        return uv_getnameinfo(loop, uv, &ServiceRequest::on_done, address->system(), NI_NAMEREQD);
    });
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
