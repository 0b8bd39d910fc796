// SPDX-License-Identifier: MIT
// A value on its way from one context to another, perhaps of another thread: copied by V8's
// serializer, with what moves instead (ArrayBuffers, ports, objects that know how) or is shared.
// https://html.spec.whatwg.org/multipage/structured-data.html

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <v8.h>

#include "host/api/worker_threads/channel.h"
#include "host/env/env.h"

namespace plinth::api {

/// What messages need of a plugin's JavaScript; host/api/worker_threads/message-port.js sets it.
struct MessagingHooks final : EnvPart {
    explicit MessagingHooks(Env&) {}

    v8::Global<v8::Function> init_port;         ///< (port): a port was made.
    v8::Global<v8::Function> emit;              ///< (port, data, ports, type)
    v8::Global<v8::Function> clone_error;       ///< (message) => DOMException
    v8::Global<v8::Function> must_be_listed;    ///< () => error
    v8::Global<v8::Function> clone;             ///< (object) => [spec, data]; undefined: it can't
    v8::Global<v8::Function> transfers;         ///< (object) => its transfer list; undefined: none
    v8::Global<v8::Function> transfer;          ///< (object) => [spec, data]
    v8::Global<v8::Function> deserialize;       ///< (spec, data) => object
    v8::Global<v8::Function> port_constructor;  ///< The class MessagePort.
};

/// The object is copied or moved by its own methods, through the hooks. Made by `new`.
void construct_portable(const v8::FunctionCallbackInfo<v8::Value>& info);

/// Transfer lists leave out an ArrayBuffer that is marked, and refuse other objects.
void mark_untransferable(v8::Local<v8::Context> context, v8::Local<v8::Object> object);

/// Owner: shared by the queues that it waits in. Thread: any; write() and read() that of their Env.
/// Calls JS: getters of what is written, and the hooks.
class Message final : public Parcel {
  public:
    using Values = std::vector<v8::Local<v8::Value>>;

    /// Null: an error was thrown, and nothing moved. `source` is the port that it goes through.
    static std::shared_ptr<Message> write(Env& env, v8::Local<v8::Context> context,
                                          v8::Local<v8::Value> value, const Values& transfer,
                                          const ChannelEnd* source = nullptr);

    /// The value, in this context. Once only if something moves. `ports` gets the ports that came
    /// with it. Empty: an error was thrown.
    v8::MaybeLocal<v8::Value> read(Env& env, v8::Local<v8::Context> context, Values* ports);

    // Parcel
    bool carries(const ChannelEnd& end) const override;

  private:
    class Writer;
    class Reader;

    bool finish(Env& env, Writer& writer);

    std::vector<std::uint8_t> bytes_;
    std::vector<std::shared_ptr<v8::BackingStore>> buffers_;
    std::vector<std::shared_ptr<v8::BackingStore>> shared_buffers_;
    std::vector<v8::CompiledWasmModule> wasm_modules_;
    std::vector<std::unique_ptr<ChannelEnd>> ends_;
    std::vector<std::shared_ptr<Message>> objects_;  // Each [spec, data] of one that moves.
};

}  // namespace plinth::api
