// SPDX-License-Identifier: MIT
// RemoteLink: the host's bindings as a plugin on a thread of its own has them. Calls go out as
// copies and come back as promises; objects of the game are stand-ins that know a number.

#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <v8.h>

#include "host/env/env.h"
#include "host/env/remote.h"

namespace plinth {

/// Owner: the Env. Thread: the Env's. Calls JS: invoke() and fail() do, inside an open gate.
class RemoteLink final : public EnvPart, private NativeObjects {
  public:
    explicit RemoteLink(Env& env) : env_(env) {}

    /// Its plugin is one of those; the port must outlive the Env.
    void connect(RemotePort& port);
    bool connected() const { return port_ != nullptr; }

    // What host/api/plinth/remote.js asks for. Empty: it has thrown.

    v8::MaybeLocal<v8::Value> shape();
    v8::MaybeLocal<v8::Value> constants();
    /// Stand-ins of that class get this prototype.
    void define_class(std::size_t index, v8::Local<v8::Object> prototype);
    /// A promise of what the member returns.
    v8::MaybeLocal<v8::Value> call(std::uint32_t member, v8::Local<v8::Value> receiver,
                                   v8::Local<v8::Array> arguments);
    /// A stand-in for the object that the game will make. What goes wrong there is told by the
    /// calls on it.
    v8::MaybeLocal<v8::Value> construct(std::uint32_t member, v8::Local<v8::Array> arguments,
                                        v8::Local<v8::Object> prototype);

    /// A function that runs here, without asking the game's thread.
    v8::MaybeLocal<v8::Value> direct(std::size_t index);

    // What came from the game's thread.

    void settle(const RemoteAnswer& answer);
    void take(const RemoteEvent& event);
    /// Tells the game of stand-ins that were collected.
    void release_collected();

    std::size_t calls_under_way() const { return promises_.size(); }

  private:
    struct StandIn {
        RemoteLink* link;
        std::int64_t number;
        std::uint32_t received;
        v8::Global<v8::Object> object;
    };
    struct KeptFunction {
        v8::Global<v8::Function> function;
        std::uint32_t sent = 0;
    };

    static constexpr int kTagField = 0;
    static constexpr int kMarkField = 1;
    static constexpr int kNumberField = 2;
    static constexpr int kFields = 3;
    alignas(8) inline static char tag = 0;

    // NativeObjects
    bool write(v8::Local<v8::Object> object, v8::ValueSerializer& to) override;
    v8::MaybeLocal<v8::Object> read(v8::ValueDeserializer& from) override;

    static void on_collected(const v8::WeakCallbackInfo<StandIn>& info);
    static void call_given(const v8::FunctionCallbackInfo<v8::Value>& info);
    v8::MaybeLocal<v8::Value> call_object(std::uint32_t member, std::int64_t number,
                                          v8::Local<v8::Array> arguments);
    v8::MaybeLocal<v8::Object> make_native(RemoteMark mark, double number);
    void remember(v8::Local<v8::Object> object, std::int64_t number);
    bool send(RemoteCall::Kind kind, std::uint32_t member, std::int64_t object,
              v8::Local<v8::Array> arguments);
    std::optional<Serialized> copy(v8::Local<v8::Array> arguments);
    v8::MaybeLocal<v8::Value> without_functions(v8::Local<v8::Value> value, int depth);
    std::uint64_t number_of(v8::Local<v8::Function> function);
    void drop(std::unordered_map<std::uint64_t, KeptFunction>::iterator function,
              std::uint32_t count);

    Env& env_;
    RemotePort* port_ = nullptr;
    v8::Global<v8::ObjectTemplate> template_;
    v8::Global<v8::Private> function_key_;
    std::vector<v8::Global<v8::Object>> prototypes_;
    std::unordered_map<std::uint64_t, v8::Global<v8::Promise::Resolver>> promises_;
    std::unordered_map<std::int64_t, StandIn> stand_ins_;
    std::vector<std::int64_t> collected_;
    std::unordered_map<std::uint64_t, KeptFunction> functions_;
    std::vector<std::uint64_t> written_functions_;  // In the copy that is being made.
    std::uint64_t last_call_ = 0;
    std::uint64_t last_function_ = 0;
    std::int64_t last_made_ = 0;  // Counts down.
};

}  // namespace plinth
