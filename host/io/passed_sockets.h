// SPDX-License-Identifier: MIT
// PassedSockets: listening sockets that one version of a plugin hands to the next, which takes them
// over with all connections that wait. They travel beside the plugin's state, not in it. And copies
// of handles that are on their way to another process.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/env/env.h"
#include "host/io/owned_uv.h"

namespace plinth {

/// A listening socket of its own, whatever becomes of the one that it is a copy of.
///
/// Owner: the state that it travels with; closed with it. Thread: any, one at a time.
class PassedSocket {
  public:
    /// Null when the system refuses.
    static std::shared_ptr<PassedSocket> copy_of(int descriptor, std::string listens_at);
    ~PassedSocket();
    PassedSocket(const PassedSocket&) = delete;
    PassedSocket& operator=(const PassedSocket&) = delete;

    /// One more, which the caller closes; negative: libuv's status. The socket stays, as whoever
    /// takes it over may fail, and the version before comes back.
    int take() const;
    /// What the policy is asked about.
    const std::string& listens_at() const { return listens_at_; }

  private:
    PassedSocket(int descriptor, std::string listens_at)
        : descriptor_(descriptor), listens_at_(std::move(listens_at)) {}

    int descriptor_;
    std::string listens_at_;
};

/// Owner: an Env, as its part. Thread: the Env's.
struct PassedSockets final : EnvPart {
    explicit PassedSockets(Env&) {}
    using List = std::vector<std::shared_ptr<PassedSocket>>;
    List leaving;   ///< With what deactivate() returns.
    List arriving;  ///< With what activate() gets.
};

/// Another handle of what an open one stands for, good for nothing but to be sent: it stays whole
/// when the script closes its own. Thread: the loop's.
MadeUv copy_to_send(uv_loop_t* loop, const uv_any_handle& handle);

}  // namespace plinth
