// SPDX-License-Identifier: MIT
// tcp, native half only: the class TCP, for net and what passes connections along.
//
// Thread: the plugin's loop. Calls JS: on its turn, see io/stream_handle.h.

#include "host/io/tcp_handle.h"

#include "host/env/errors.h"
#include "host/io/stream_methods.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void answer(const Info& info, Result<int> outcome) {
    if (!outcome) return throw_error(info.GetIsolate(), outcome.error());
    info.GetReturnValue().Set(*outcome);
}

// The two first arguments: a numeric address and a port.
std::optional<Address> address_of(const Info& info) {
    if (!info[0]->IsString() || !info[1]->IsUint32()) return std::nullopt;
    const std::uint32_t port = info[1].As<v8::Uint32>()->Value();
    if (port > 0xffff) return std::nullopt;
    return Address::parse(to_utf8(info.GetIsolate(), info[0]), static_cast<std::uint16_t>(port));
}

// open(descriptor)
void open(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsInt32()) return info.GetReturnValue().Set(UV_EINVAL);
    answer(info, self->open(info[0].As<v8::Int32>()->Value()));
}

// bind(address, port, flags)
void bind(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    const std::optional<Address> address = address_of(info);
    if (!address) return info.GetReturnValue().Set(UV_EINVAL);
    const std::uint32_t flags = info[2]->IsUint32() ? info[2].As<v8::Uint32>()->Value() : 0;
    answer(info, self->bind(*address, flags & UV_TCP_IPV6ONLY));
}

// connect(address, port, callback)
void connect(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    const std::optional<Address> address = address_of(info);
    if (!address || !info[2]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    answer(info, self->connect(*address, info[2].As<v8::Function>()));
}

// reset(callback)
void reset(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->reset_with(info[0]));
}

void set_no_delay(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->set_no_delay(info[0]->IsTrue()));
}

// setKeepAlive(on, delaySeconds)
void set_keep_alive(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    const std::uint32_t delay = info[1]->IsUint32() ? info[1].As<v8::Uint32>()->Value() : 0;
    info.GetReturnValue().Set(self->set_keep_alive(info[0]->IsTrue(), delay));
}

void set_simultaneous_accepts(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    info.GetReturnValue().Set(self->set_simultaneous_accepts(info[0]->IsTrue()));
}

// getsockname() and getpeername(): { address, family, port }, or a status.
template <std::optional<Address> (TcpHandle::*kFind)(int&) const>
void find_name(const Info& info) {
    const TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    int status = 0;
    const std::optional<Address> found = (self->*kFind)(status);
    if (!found) return info.GetReturnValue().Set(status);
    info.GetReturnValue().Set(found->to_js(info.GetIsolate()->GetCurrentContext()));
}

}  // namespace

void init_tcp(NativeModule& module) {
    auto made = module.handle<TcpHandle>("TCP");
    add_stream_methods(made)
        .method("open", &open)
        .method("bind", &bind)
        .method("connect", &connect)
        .method("reset", &reset)
        .method("setNoDelay", &set_no_delay)
        .method("setKeepAlive", &set_keep_alive)
        .method("setSimultaneousAccepts", &set_simultaneous_accepts)
        .method("getsockname", &find_name<&TcpHandle::own_address>)
        .method("getpeername", &find_name<&TcpHandle::peer_address>);
    module.constant("IPV6ONLY", static_cast<int>(UV_TCP_IPV6ONLY));
}

}  // namespace plinth::api
