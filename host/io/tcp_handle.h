// SPDX-License-Identifier: MIT
// TcpHandle: a TCP connection or server. What the plugin may reach is asked here, on the address
// that the system will get.

#pragma once

#include "host/io/address.h"
#include "host/io/stream_handle.h"

namespace plinth {

/// Owner, Thread, Calls JS: see StreamHandle.
class TcpHandle final : public StreamHandle {
  public:
    using StreamHandle::StreamHandle;

    const char* kind() const override { return "TCP"; }

    /// An Error when the policy refuses; otherwise libuv's status.
    using Outcome = Result<int>;

    Outcome open(int descriptor);
    Outcome bind(const Address& address, unsigned flags);
    Outcome connect(const Address& address, v8::Local<v8::Function> callback);
    /// Ends the connection with a RST. The callback comes as close_with()'s.
    int reset_with(v8::Local<v8::Value> callback);

    /// Leaves a copy of a listening socket for the plugin's next version: its number, or a status.
    int leave();
    /// Becomes the one of that number that the version before left.
    int arrive(std::size_t number);

    int set_no_delay(bool on);
    int set_keep_alive(bool on, unsigned delay_seconds);
    int set_simultaneous_accepts(bool on);

    /// This end's address, or a status.
    std::optional<Address> own_address(int& status) const;
    std::optional<Address> peer_address(int& status) const;

    std::optional<Error> listening_denied() override;

  protected:
    MadeUv make_peer() override;

  private:
    int make();
    uv_tcp_t* tcp() const { return &any()->tcp; }

    // As the script asked for it: port 0 is any port, and needs that permission.
    std::string asked_for_ = "0.0.0.0:0";
};

}  // namespace plinth
