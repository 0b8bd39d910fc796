// SPDX-License-Identifier: MIT
// dgram, native half: the methods of the class UDP. They return libuv's statuses.
//
// Thread: the plugin's loop. Calls JS: on its turn, see io/udp_handle.h.

#include <optional>
#include <string>
#include <vector>

#include "host/env/errors.h"
#include "host/env/native_module.h"
#include "host/io/udp_handle.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void answer(const Info& info, Result<int> outcome) {
    if (!outcome) return throw_error(info.GetIsolate(), outcome.error());
    info.GetReturnValue().Set(*outcome);
}

std::optional<Address> address_of(const Info& info, int at) {
    if (!info[at]->IsString() || !info[at + 1]->IsUint32()) return std::nullopt;
    const std::uint32_t port = info[at + 1].As<v8::Uint32>()->Value();
    if (port > 0xffff) return std::nullopt;
    return Address::parse(to_utf8(info.GetIsolate(), info[at]), static_cast<std::uint16_t>(port));
}

std::string text_of(const Info& info, int at) {
    return info[at]->IsString() ? to_utf8(info.GetIsolate(), info[at]) : std::string();
}

/// A method that asks libuv for one thing: UV_EBADF once the socket is closed.
template <int (*kCall)(uv_udp_t*, const Info&)>
void simple(const Info& info) {
    const UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    info.GetReturnValue().Set(self->is_open() ? kCall(self->uv(), info) : UV_EBADF);
}

int integer_of(const Info& info, int at) {
    return info[at]->IsInt32() ? info[at].As<v8::Int32>()->Value() : 0;
}

int disconnect(uv_udp_t* uv, const Info&) {
    return uv_udp_connect(uv, nullptr);
}

int set_broadcast(uv_udp_t* uv, const Info& info) {
    return uv_udp_set_broadcast(uv, integer_of(info, 0));
}

int set_ttl(uv_udp_t* uv, const Info& info) {
    return uv_udp_set_ttl(uv, integer_of(info, 0));
}

int set_multicast_ttl(uv_udp_t* uv, const Info& info) {
    return uv_udp_set_multicast_ttl(uv, integer_of(info, 0));
}

int set_multicast_loopback(uv_udp_t* uv, const Info& info) {
    return uv_udp_set_multicast_loop(uv, integer_of(info, 0));
}

int set_multicast_interface(uv_udp_t* uv, const Info& info) {
    return uv_udp_set_multicast_interface(uv, text_of(info, 0).c_str());
}

// (group, interface)
template <uv_membership kMembership>
int set_membership(uv_udp_t* uv, const Info& info) {
    const std::string at = text_of(info, 1);
    return uv_udp_set_membership(uv, text_of(info, 0).c_str(), at.empty() ? nullptr : at.c_str(),
                                 kMembership);
}

// (source, group, interface)
template <uv_membership kMembership>
int set_source_membership(uv_udp_t* uv, const Info& info) {
    const std::string at = text_of(info, 2);
    return uv_udp_set_source_membership(uv, text_of(info, 1).c_str(),
                                        at.empty() ? nullptr : at.c_str(), text_of(info, 0).c_str(),
                                        kMembership);
}

// bufferSize(size, isReceive): sets it, or tells it when size is 0.
int buffer_size(uv_udp_t* uv, const Info& info) {
    int size = integer_of(info, 0);
    auto* handle = reinterpret_cast<uv_handle_t*>(uv);
    const int status =
        info[1]->IsTrue() ? uv_recv_buffer_size(handle, &size) : uv_send_buffer_size(handle, &size);
    return status < 0 ? status : size;
}

void open(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self != nullptr) answer(info, self->open(integer_of(info, 0)));
}

// bind(address, port, flags)
void bind(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    const std::optional<Address> address = address_of(info, 0);
    if (!address) return info.GetReturnValue().Set(UV_EINVAL);
    const auto flags = static_cast<unsigned>(integer_of(info, 2));
    answer(info, self->bind(*address, flags & (UV_UDP_IPV6ONLY | UV_UDP_REUSEADDR)));
}

// bindToSend(family)
void bind_to_send(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->bind_to_send(integer_of(info, 0)));
}

// connect(address, port)
void connect(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    const std::optional<Address> address = address_of(info, 0);
    if (!address) return info.GetReturnValue().Set(UV_EINVAL);
    answer(info, self->connect(*address));
}

// send(list, address, port, callback); without address and port when connected.
void send(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsArray() || !info[3]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    const std::optional<Address> to = address_of(info, 1);
    if (!to && !info[1]->IsUndefined()) return info.GetReturnValue().Set(UV_EINVAL);
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Array> list = info[0].As<v8::Array>();
    std::vector<HeldBytes> pieces;
    pieces.reserve(list->Length());
    for (std::uint32_t i = 0; i < list->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (!list->Get(isolate->GetCurrentContext(), i).ToLocal(&item)) return;
        std::optional<HeldBytes> bytes = HeldBytes::from(isolate, item);
        if (!bytes) return info.GetReturnValue().Set(UV_EINVAL);
        pieces.push_back(std::move(*bytes));
    }
    answer(info, self->send(std::move(pieces), to, info[3].As<v8::Function>()));
}

void recv_start(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    info.GetReturnValue().Set(self->start_receiving(info[0].As<v8::Function>()));
}

void recv_stop(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->stop_receiving());
}

void close(const Info& info) {
    UdpHandle* self = unwrap<UdpHandle>(info);
    if (self != nullptr) self->close_with(info[0]);
}

// getsockname() and getpeername(): { address, family, port }, or a status.
template <int (*kFind)(const uv_udp_t*, sockaddr*, int*)>
void find_name(const Info& info) {
    const UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    if (!self->is_open()) return info.GetReturnValue().Set(UV_EBADF);
    int status = 0;
    const std::optional<Address> found =
        find_address([&](sockaddr* to, int* size) { return kFind(self->uv(), to, size); }, status);
    if (!found) return info.GetReturnValue().Set(status);
    info.GetReturnValue().Set(found->to_js(info.GetIsolate()->GetCurrentContext()));
}

template <void (*kSet)(uv_handle_t*)>
void set_reference(const Info& info) {
    const UdpHandle* self = unwrap<UdpHandle>(info);
    if (self != nullptr && self->is_open()) kSet(self->base());
}

void fd(const Info& info) {
    const UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    uv_os_fd_t descriptor = -1;
    if (self->is_open()) uv_fileno(self->base(), &descriptor);
    info.GetReturnValue().Set(descriptor);
}

template <std::size_t (*kTell)(const uv_udp_t*)>
void tell_size(const Info& info) {
    const UdpHandle* self = unwrap<UdpHandle>(info);
    if (self == nullptr) return;
    info.GetReturnValue().Set(self->is_open() ? static_cast<double>(kTell(self->uv())) : 0.0);
}

}  // namespace

void init_dgram(NativeModule& module) {
    module.handle<UdpHandle>("UDP")
        .method("open", &open)
        .method("bind", &bind)
        .method("bindToSend", &bind_to_send)
        .method("connect", &connect)
        .method("disconnect", &simple<&disconnect>)
        .method("send", &send)
        .method("recvStart", &recv_start)
        .method("recvStop", &recv_stop)
        .method("close", &close)
        .method("getsockname", &find_name<&uv_udp_getsockname>)
        .method("getpeername", &find_name<&uv_udp_getpeername>)
        .method("setBroadcast", &simple<&set_broadcast>)
        .method("setTTL", &simple<&set_ttl>)
        .method("setMulticastTTL", &simple<&set_multicast_ttl>)
        .method("setMulticastLoopback", &simple<&set_multicast_loopback>)
        .method("setMulticastInterface", &simple<&set_multicast_interface>)
        .method("addMembership", &simple<&set_membership<UV_JOIN_GROUP>>)
        .method("dropMembership", &simple<&set_membership<UV_LEAVE_GROUP>>)
        .method("addSourceSpecificMembership", &simple<&set_source_membership<UV_JOIN_GROUP>>)
        .method("dropSourceSpecificMembership", &simple<&set_source_membership<UV_LEAVE_GROUP>>)
        .method("bufferSize", &simple<&buffer_size>)
        .method("getSendQueueSize", &tell_size<&uv_udp_get_send_queue_size>)
        .method("getSendQueueCount", &tell_size<&uv_udp_get_send_queue_count>)
        .method("ref", &set_reference<&uv_ref>)
        .method("unref", &set_reference<&uv_unref>)
        .getter("fd", &fd);
    module.constant("UV_UDP_IPV6ONLY", static_cast<int>(UV_UDP_IPV6ONLY))
        .constant("UV_UDP_REUSEADDR", static_cast<int>(UV_UDP_REUSEADDR));
}

}  // namespace plinth::api
