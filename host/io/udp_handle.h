// SPDX-License-Identifier: MIT
// UdpHandle: what scripts hold of a libuv UDP socket. What the plugin may send to, and where it may
// receive, is asked here, on the addresses that the system gets.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/base/result.h"
#include "host/env/handle_wrap.h"
#include "host/io/address.h"
#include "host/io/buffers.h"
#include "host/io/owned_uv.h"

namespace plinth {

/// Owner: the ledger, until close() was called and libuv and the queues have let go.
/// Thread: the loop's. Calls JS: on its turn.
class UdpHandle final : public HandleWrap, private Backlog::Source {
  public:
    UdpHandle(Env& env, v8::Local<v8::Object> object);
    ~UdpHandle() override;

    const char* kind() const override { return "UDP"; }
    void close() override;

    /// An Error when the policy refuses; otherwise libuv's status.
    using Outcome = Result<int>;

    Outcome open(int descriptor);
    Outcome bind(const Address& address, unsigned flags);
    /// Any port of any address, for who only sends: it hears from those that it may send to.
    int bind_to_send(int family);
    /// Becomes one that came from elsewhere, bound as it is; this one must not be in use yet.
    Outcome adopt(OwnedUv handle);
    Outcome connect(const Address& address);
    /// Without an address: to where it is connected. 0: sent. 1: the callback gets the status.
    Outcome send(std::vector<HeldBytes> pieces, const std::optional<Address>& to,
                 v8::Local<v8::Function> callback);
    /// onmessage(size, ArrayBuffer, address, port), or onmessage(status).
    int start_receiving(v8::Local<v8::Function> onmessage);
    int stop_receiving();
    void close_with(v8::Local<v8::Value> callback);

    bool is_open() const { return uv_ != nullptr; }
    uv_udp_t* uv() const { return &uv_->udp; }
    uv_handle_t* base() const { return &uv_->handle; }
    uv_any_handle* any() const { return uv_.get(); }

  private:
    class Message;
    class Closed;

    static void on_alloc(uv_handle_t* uv, std::size_t suggested, uv_buf_t* buffer);
    static void on_receive(uv_udp_t* uv, ssize_t size, const uv_buf_t* buffer, const sockaddr* from,
                           unsigned flags);
    void go_on() override;
    Backlog::Source& source() { return *this; }
    int receive();
    void push(int status, std::optional<OwnedBytes> bytes, const std::optional<Address>& from);
    void event_over();
    void end_if_over();

    OwnedUv uv_;
    v8::Global<v8::Function> onmessage_;
    std::size_t events_ = 0;  // Of this, on the Env's queues.
    std::size_t batch_ = 0;   // Datagrams of the call that libuv tells of.
    bool drained_ = false;    // It brought fewer than there was room for.
    bool receives_ = false;
    bool is_shared_ = false;  // With other processes.
    bool only_sends_ = false;
    bool closed_ = false;
    bool uv_closing_ = false;
};

}  // namespace plinth
