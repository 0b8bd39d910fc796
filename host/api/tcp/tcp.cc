// SPDX-License-Identifier: MIT
// tcp, native half only: the class TCP, for net and what passes connections along.
//
// Thread: the plugin's loop. Calls JS: on its turn, see io/stream_handle.h.

#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "host/env/errors.h"
#include "host/io/stream_methods.h"
#include "host/io/tcp_handle.h"

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

// leave(): the number under which the next version arrives at it, or a status.
void leave(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->leave());
}

// arrive(number)
void arrive(const Info& info) {
    TcpHandle* self = unwrap<TcpHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsUint32()) return info.GetReturnValue().Set(UV_EINVAL);
    info.GetReturnValue().Set(self->arrive(info[0].As<v8::Uint32>()->Value()));
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

int family_of(int family) {
    return family == 6 ? AF_INET6 : AF_INET;
}

// Without a zone.
bool is_address(const std::string& text, int family) {
    std::uint8_t bytes[sizeof(in6_addr)];
    return text.find_first_of(std::string_view("%\0", 2)) == std::string::npos &&
           uv_inet_pton(family_of(family), text.c_str(), bytes) == 0;
}

// The bytes in network order, as an ArrayBuffer; undefined for what is no address.
void address_bytes(const Info& info) {
    std::uint8_t bytes[sizeof(in6_addr)];
    const int family = info[1]->IsInt32() ? info[1].As<v8::Int32>()->Value() : 4;
    const std::string text = to_utf8(info.GetIsolate(), info[0]);
    if (uv_inet_pton(family_of(family), text.c_str(), bytes) != 0) return;
    const std::size_t size = family == 6 ? sizeof(in6_addr) : sizeof(in_addr);
    const v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(info.GetIsolate(), size);
    std::memcpy(buffer->Data(), bytes, size);
    info.GetReturnValue().Set(buffer);
}

// The address in its shortest form; undefined for what is none.
std::optional<std::string> canonical_address(const std::string& text, int family) {
    if (!is_address(text, family)) return std::nullopt;
    return Address::parse(text, 0, family == 6 ? 6 : 4)->host();
}

}  // namespace

void init_tcp(NativeModule& module) {
    auto made = module.handle<TcpHandle>("TCP");
    add_stream_methods(made)
        .method("open", &open)
        .method("bind", &bind)
        .method("connect", &connect)
        .method("reset", &reset)
        .method("leave", &leave)
        .method("arrive", &arrive)
        .method("setNoDelay", &set_no_delay)
        .method("setKeepAlive", &set_keep_alive)
        .method("setSimultaneousAccepts", &set_simultaneous_accepts)
        .method("getsockname", &find_name<&TcpHandle::own_address>)
        .method("getpeername", &find_name<&TcpHandle::peer_address>);
    module.function<&is_address>("isAddress")
        .function<&canonical_address>("canonicalAddress")
        .raw("addressBytes", &address_bytes);
    module.constant("IPV6ONLY", static_cast<int>(UV_TCP_IPV6ONLY));
}

}  // namespace plinth::api
