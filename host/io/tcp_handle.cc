// SPDX-License-Identifier: MIT
// TCP by libuv.

#include "host/io/tcp_handle.h"

#include <memory>
#include <tuple>

#include "host/env/errors.h"
#include "host/io/descriptors.h"
#include "host/io/passed_sockets.h"
#include "host/io/status_request.h"

namespace plinth {

MadeUv TcpHandle::make_peer() {
    return make_uv([this](uv_any_handle* any) { return uv_tcp_init(env().uv(), &any->tcp); });
}

int TcpHandle::make() {
    if (is_open()) return 0;
    if (over()) return UV_EBADF;
    MadeUv made = make_peer();
    if (made.status == 0) adopt(std::move(made.handle));
    return made.status;
}

TcpHandle::Outcome TcpHandle::open(int descriptor) {
    const std::string resource = "fd:" + std::to_string(descriptor);
    if (const auto denied = env().denied(Permission::NetConnect, resource)) return *denied;
    if (const int status = make(); status < 0) return status;
    return uv_tcp_open(tcp(), descriptor);
}

TcpHandle::Outcome TcpHandle::bind(const Address& address, unsigned flags) {
    asked_for_ = address.resource();
    // Any port for a client, say, is nothing that others could miss.
    if (address.port() != 0) {
        if (const auto denied = env().denied(Permission::NetListen, asked_for_)) return *denied;
    }
    if (const int status = make(); status < 0) return status;
    return uv_tcp_bind(tcp(), address.system(), flags);
}

std::optional<Error> TcpHandle::listening_denied() {
    return env().denied(Permission::NetListen, asked_for_);
}

TcpHandle::Outcome TcpHandle::connect(const Address& address, v8::Local<v8::Function> callback) {
    if (const auto denied = env().denied(Permission::NetConnect, address.resource())) {
        return *denied;
    }
    if (const int status = make(); status < 0) return status;
    using Connect = StatusRequest<uv_connect_t>;
    return try_submit(std::make_unique<Connect>(env(), callback, "TCPConnectWrap"),
                      [&](uv_loop_t*, uv_connect_t* uv) {
                          return uv_tcp_connect(uv, tcp(), address.system(), &Connect::on_done);
                      });
}

int TcpHandle::reset_with(v8::Local<v8::Value> callback) {
    return close_with(callback, [](uv_any_handle* any, uv_close_cb closed) {
        return uv_tcp_close_reset(&any->tcp, closed);
    });
}

int TcpHandle::leave() {
    if (!is_open()) return UV_EBADF;
    std::ignore = go_before_writing();
    std::shared_ptr<PassedSocket> copy = PassedSocket::copy_of(descriptor(), asked_for_);
    if (copy == nullptr) return UV_EMFILE;
    PassedSockets::List& leaving = env().part<PassedSockets>().leaving;
    leaving.push_back(std::move(copy));
    return static_cast<int>(leaving.size()) - 1;
}

int TcpHandle::arrive(std::size_t number) {
    const PassedSockets::List& arriving = env().part<PassedSockets>().arriving;
    if (number >= arriving.size()) return UV_EINVAL;
    if (const int status = make(); status < 0) return status;
    const int socket = arriving[number]->take();
    if (socket < 0) return socket;
    const int status = uv_tcp_open(tcp(), socket);
    if (status < 0) close_at_once(socket);
    asked_for_ = arriving[number]->listens_at();
    return status;
}

int TcpHandle::set_no_delay(bool on) {
    return is_open() ? uv_tcp_nodelay(tcp(), on ? 1 : 0) : UV_EBADF;
}

int TcpHandle::set_keep_alive(bool on, unsigned delay_seconds) {
    return is_open() ? uv_tcp_keepalive(tcp(), on ? 1 : 0, delay_seconds) : UV_EBADF;
}

int TcpHandle::set_simultaneous_accepts(bool on) {
    return is_open() ? uv_tcp_simultaneous_accepts(tcp(), on ? 1 : 0) : UV_EBADF;
}

std::optional<Address> TcpHandle::own_address(int& status) const {
    if (!is_open()) return status = UV_EBADF, std::nullopt;
    return find_address(
        [this](sockaddr* to, int* size) { return uv_tcp_getsockname(tcp(), to, size); }, status);
}

std::optional<Address> TcpHandle::peer_address(int& status) const {
    if (!is_open()) return status = UV_EBADF, std::nullopt;
    return find_address(
        [this](sockaddr* to, int* size) { return uv_tcp_getpeername(tcp(), to, size); }, status);
}

}  // namespace plinth
