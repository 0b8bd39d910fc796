// SPDX-License-Identifier: MIT
// pipe, native half only: the class Pipe, for net, child processes and what joins them.
//
// Thread: the plugin's loop. Calls JS: on its turn, see io/stream_handle.h.

#include "host/io/pipe_handle.h"

#include "host/env/errors.h"
#include "host/io/stream_methods.h"
#include "host/io/tcp_handle.h"
#include "host/io/udp_handle.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void answer(const Info& info, Result<int> outcome) {
    if (!outcome) return throw_error(info.GetIsolate(), outcome.error());
    info.GetReturnValue().Set(*outcome);
}

// open(descriptor)
void open(const Info& info) {
    PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsInt32()) return info.GetReturnValue().Set(UV_EINVAL);
    answer(info, self->open(info[0].As<v8::Int32>()->Value()));
}

std::optional<std::string> path_of(const Info& info) {
    if (!info[0]->IsString()) return std::nullopt;
    std::string path = to_utf8(info.GetIsolate(), info[0]);
    if (path.empty() || path.find('\0') != std::string::npos) return std::nullopt;
    return path;
}

// bind(path)
void bind(const Info& info) {
    PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    const std::optional<std::string> path = path_of(info);
    if (!path) return info.GetReturnValue().Set(UV_EINVAL);
    answer(info, self->bind(*path));
}

// connect(path, callback)
void connect(const Info& info) {
    PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    const std::optional<std::string> path = path_of(info);
    if (!path || !info[1]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    answer(info, self->connect(*path, info[1].As<v8::Function>()));
}

// fchmod(UV_READABLE | UV_WRITABLE)
void chmod(const Info& info) {
    PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsInt32()) return info.GetReturnValue().Set(UV_EINVAL);
    info.GetReturnValue().Set(self->chmod(info[0].As<v8::Int32>()->Value()));
}

StreamHandle* stream_of(v8::Local<v8::Value> value) {
    if (TcpHandle* tcp = handle_of<TcpHandle>(value)) return tcp;
    return handle_of<PipeHandle>(value);
}

// What can be passed along of a TCP, Pipe or UDP; null when it is none, or not open.
uv_any_handle* passable(v8::Local<v8::Value> value) {
    if (const UdpHandle* udp = handle_of<UdpHandle>(value)) {
        return udp->is_open() ? udp->any() : nullptr;
    }
    const StreamHandle* stream = stream_of(value);
    return stream != nullptr && stream->is_open() ? stream->any() : nullptr;
}

// writeWith(data, encoding, handle, callback): passes the handle along.
void write_with(const Info& info) {
    PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    uv_any_handle* passed = passable(info[2]);
    if (passed == nullptr) return info.GetReturnValue().Set(UV_EBADF);
    std::optional<HeldBytes> bytes = HeldBytes::from(info.GetIsolate(), info[0]);
    if (!bytes || !info[3]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    std::vector<HeldBytes> pieces;
    pieces.push_back(std::move(*bytes));
    info.GetReturnValue().Set(
        self->write_with(std::move(pieces), *passed, info[3].As<v8::Function>()));
}

// receivedType(): 'TCP', 'PIPE' or 'UDP' when a handle came through; else undefined.
void received_type(const Info& info) {
    const PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    const uv_handle_type type = self->received_type();
    if (type == UV_UNKNOWN_HANDLE) return;
    const char* name = type == UV_TCP ? "TCP" : type == UV_UDP ? "UDP" : "PIPE";
    info.GetReturnValue().Set(to_string(info.GetIsolate(), name));
}

// receive(target): a new TCP, Pipe or UDP becomes the oldest handle that came through.
void receive(const Info& info) {
    PipeHandle* self = unwrap<PipeHandle>(info);
    if (self == nullptr) return;
    if (UdpHandle* udp = handle_of<UdpHandle>(info[0])) {
        if (self->received_type() != UV_UDP) return info.GetReturnValue().Set(UV_EINVAL);
        return answer(info, udp->adopt(self->take_received()));
    }
    StreamHandle* target = stream_of(info[0]);
    if (target == nullptr || target->is_open() || target->over()) {
        return info.GetReturnValue().Set(UV_EINVAL);
    }
    const uv_handle_type wanted = handle_of<TcpHandle>(info[0]) != nullptr ? UV_TCP : UV_NAMED_PIPE;
    if (self->received_type() != wanted) return info.GetReturnValue().Set(UV_EINVAL);
    target->adopt(self->take_received());
    info.GetReturnValue().Set(0);
}

}  // namespace

void init_pipe(NativeModule& module) {
    auto made = module.handle<PipeHandle>("Pipe");
    add_stream_methods(made)
        .method("open", &open)
        .method("bind", &bind)
        .method("connect", &connect)
        .method("fchmod", &chmod)
        .method("writeWith", &write_with)
        .method("receivedType", &received_type)
        .method("receive", &receive);
    module.constant("SOCKET", static_cast<int>(PipeHandle::Use::Socket))
        .constant("SERVER", static_cast<int>(PipeHandle::Use::Server))
        .constant("IPC", static_cast<int>(PipeHandle::Use::Ipc))
        .constant("UV_READABLE", static_cast<int>(UV_READABLE))
        .constant("UV_WRITABLE", static_cast<int>(UV_WRITABLE));
}

}  // namespace plinth::api
