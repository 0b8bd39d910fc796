// SPDX-License-Identifier: MIT
// PipeHandle: a Unix domain socket (a named pipe on Windows), a pipe, or one end of what joins two
// processes, through which other handles can be passed.

#pragma once

#include <deque>
#include <string>

#include "host/io/held_path.h"
#include "host/io/stream_handle.h"

namespace plinth {

/// Owner, Thread, Calls JS: see StreamHandle.
class PipeHandle final : public StreamHandle {
  public:
    /// What the script's `new Pipe(use)` says.
    enum class Use : int { Socket = 0, Server = 1, Ipc = 2 };

    explicit PipeHandle(const v8::FunctionCallbackInfo<v8::Value>& info);

    const char* kind() const override { return "PIPE"; }

    /// An Error when the policy refuses; otherwise libuv's status.
    using Outcome = Result<int>;

    Outcome open(int descriptor);
    Outcome bind(const std::string& path);
    Outcome connect(const std::string& path, v8::Local<v8::Function> callback);
    int chmod(int mode);

    /// For uv_spawn(): the libuv handle, made now if there is none; null when that fails.
    uv_pipe_t* prepare();

    /// The kind of the oldest handle that came through: UV_TCP, UV_NAMED_PIPE, UV_UDP;
    /// UV_UNKNOWN_HANDLE: none.
    uv_handle_type received_type() const;
    /// Hands it to whoever asks.
    OwnedUv take_received();

  protected:
    MadeUv make_peer() override;
    void after_read() override;

  private:
    int make();
    uv_pipe_t* pipe() const { return &any()->pipe; }

    const Use use_;
    HeldDescriptor folder_;  // Of the name that is bound, which libuv removes when it closes.
    std::deque<OwnedUv> received_;
};

}  // namespace plinth
