// SPDX-License-Identifier: MIT
// MessagePort: one end of a channel as a script holds it.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include <uv.h>

#include "host/api/worker_threads/channel.h"
#include "host/api/worker_threads/message.h"
#include "host/env/native_module.h"

namespace plinth::api {

class MessagePort;

/// Whether the object is a port, also one whose end has come.
bool is_port(v8::Local<v8::Object> object);

/// What a port has before async_hooks hear of it: their hooks may look at it at once.
class PortState {
  protected:
    explicit PortState(Env& env, std::unique_ptr<ChannelEnd> end);

    uv_handle_t* base() { return reinterpret_cast<uv_handle_t*>(&uv_); }
    const uv_handle_t* base() const { return reinterpret_cast<const uv_handle_t*>(&uv_); }

    uv_async_t uv_{};
    std::unique_ptr<ChannelEnd> end_;
    bool receiving_ = false;
    bool closing_ = false;
};

/// Owner: the ledger, see HandleWrap. Thread: the loop's; only the waker is called from others.
/// Calls JS: the hook emit(), through the ready queue.
class MessagePort final : private PortState, public HandleWrap {
  public:
    /// A port of this end in the context; empty when JavaScript can't run. Calls JS: the hook.
    static v8::MaybeLocal<v8::Object> make(Env& env, v8::Local<v8::Context> context,
                                           std::unique_ptr<ChannelEnd> end);

    MessagePort(Env& env, v8::Local<v8::Object> object, std::unique_ptr<ChannelEnd> end);
    ~MessagePort() override;

    const char* kind() const override { return "MessagePort"; }

    /// Null once it closed or went elsewhere.
    ChannelEnd* end() { return closing_ ? nullptr : end_.get(); }
    /// The end leaves for a message; the port closes.
    std::unique_ptr<ChannelEnd> give_away();

    void start();
    void stop() { receiving_ = false; }
    void ref();
    void unref();
    bool referenced() const { return uv_has_ref(base()) != 0; }
    bool closing() const { return closing_; }

    /// What waits is delivered now, one after the other. Calls JS.
    void drain();
    /// The next message, or an empty handle with `none` set.
    v8::MaybeLocal<v8::Value> take(v8::Local<v8::Context> context, bool* none);

    void close() override;

    /// What libuv calls.
    static void on_async(uv_async_t* uv);

  private:
    class Delivery;
    struct Link {
        MessagePort* port;
    };

    void on_wake();
    /// True: something was taken from the queue.
    bool deliver_one();
    void tell_closed();

    v8::Global<v8::Context> context_;
    // Of deliveries that wait; its pointer becomes null before this ends.
    std::shared_ptr<Link> link_;
    std::size_t deliveries_ = 0;
};

void add_message_ports(NativeModule& module);

}  // namespace plinth::api
