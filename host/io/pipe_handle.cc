// SPDX-License-Identifier: MIT
// Pipes by libuv. A path is checked as a file's would be: what it names is held meanwhile.

#include "host/io/pipe_handle.h"

#include <memory>
#include <utility>

#include "host/env/errors.h"
#include "host/io/held_path.h"
#include "host/io/status_request.h"

namespace plinth {
namespace {

// The path for the system call, once the policy has agreed: held, so that nothing else is put in
// its place meanwhile.
Result<HeldPath> checked_path(Env& env, Permission permission, const std::string& path,
                              LastName last) {
    HeldPath held;
    held.system = path;  // As it is: the system's limit on its length is short.
    if (!env.restricted()) return held;
    held = hold_path(env.absolute(path), last, Missing::Fails);
    if (auto denied = env.denied(permission, held.resource)) return *std::move(denied);
    return held;
}

PipeHandle::Use to_use(v8::Local<v8::Value> value) {
    if (!value->IsInt32()) return PipeHandle::Use::Socket;
    const std::int32_t use = value.As<v8::Int32>()->Value();
    return use >= 0 && use <= 2 ? static_cast<PipeHandle::Use>(use) : PipeHandle::Use::Socket;
}

}  // namespace

PipeHandle::PipeHandle(const v8::FunctionCallbackInfo<v8::Value>& info)
    : StreamHandle(Env::from(info), info.This()), use_(to_use(info[0])) {}

MadeUv PipeHandle::make_peer() {
    return make_uv([this](uv_any_handle* any) { return uv_pipe_init(env().uv(), &any->pipe, 0); });
}

int PipeHandle::make() {
    if (is_open()) return 0;
    if (over()) return UV_EBADF;
    MadeUv made = make_uv([this](uv_any_handle* any) {
        return uv_pipe_init(env().uv(), &any->pipe, use_ == Use::Ipc ? 1 : 0);
    });
    if (made.status == 0) adopt(std::move(made.handle));
    return made.status;
}

uv_pipe_t* PipeHandle::prepare() {
    return make() < 0 ? nullptr : pipe();
}

PipeHandle::Outcome PipeHandle::open(int descriptor) {
    const std::string resource = "fd:" + std::to_string(descriptor);
    if (const auto denied = env().denied(Permission::NetConnect, resource)) return *denied;
    // A file cannot be polled, and libuv ends the process over it.
    const uv_handle_type kind = uv_guess_handle(descriptor);
    if (kind == UV_FILE || kind == UV_UNKNOWN_HANDLE) return UV_EINVAL;
    if (const int status = make(); status < 0) return status;
    return uv_pipe_open(pipe(), descriptor);
}

PipeHandle::Outcome PipeHandle::bind(const std::string& path) {
    PLINTH_TRY(HeldPath held, checked_path(env(), Permission::NetListen, path, LastName::Keep));
    if (held.status == UV_ENOENT) return UV_EACCES;  // As libuv says it.
    if (held.status < 0) return held.status;
    if (const int status = make(); status < 0) return status;
    const int status = uv_pipe_bind(pipe(), held.system.c_str());
    if (status == 0) folder_ = std::move(held.descriptor);
    return status;
}

PipeHandle::Outcome PipeHandle::connect(const std::string& path, v8::Local<v8::Function> callback) {
    PLINTH_TRY(HeldPath held, checked_path(env(), Permission::NetConnect, path, LastName::Follow));
    if (const int status = make(); status < 0) return status;
    using Connect = StatusRequest<uv_connect_t>;
    // It tells a failure through the callback only.
    return try_submit(std::make_unique<Connect>(env(), callback, "PipeConnectWrap"),
                      [&](uv_loop_t*, uv_connect_t* uv) {
                          if (held.status < 0) return held.status;
                          uv_pipe_connect(uv, pipe(), held.system.c_str(), &Connect::on_done);
                          return 0;
                      });
}

int PipeHandle::chmod(int mode) {
    return is_open() ? uv_pipe_chmod(pipe(), mode) : UV_EBADF;
}

// libuv closes what is not taken in the read callback.
void PipeHandle::after_read() {
    if (use_ != Use::Ipc) return;
    while (uv_pipe_pending_count(pipe()) > 0) {
        const uv_handle_type type = uv_pipe_pending_type(pipe());
        MadeUv made = make_uv([&](uv_any_handle* any) {
            if (type == UV_TCP) return uv_tcp_init(env().uv(), &any->tcp);
            if (type == UV_UDP) {
                return uv_udp_init_ex(env().uv(), &any->udp, AF_UNSPEC | UV_UDP_RECVMMSG);
            }
            return uv_pipe_init(env().uv(), &any->pipe, 0);
        });
        if (made.status < 0 || uv_accept(stream(), &made.handle->stream) < 0) return;
        received_.push_back(std::move(made.handle));
    }
}

uv_handle_type PipeHandle::received_type() const {
    return received_.empty() ? UV_UNKNOWN_HANDLE : received_.front()->handle.type;
}

OwnedUv PipeHandle::take_received() {
    if (received_.empty()) return nullptr;
    OwnedUv taken = std::move(received_.front());
    received_.pop_front();
    return taken;
}

}  // namespace plinth
