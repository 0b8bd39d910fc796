// SPDX-License-Identifier: MIT
// What crosses between a plugin on a thread of its own and the game's thread, where the host's
// bindings live. Values are copies (serialize.h). Functions stay with the plugin and objects with
// the game: the other side knows them by numbers, and tells how often it got one when it lets go.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bindings/threads.h"
#include "host/env/serialize.h"

namespace plinth {

/// What a plugin asks of the game's thread.
struct RemoteCall {
    enum class Kind : std::uint8_t {
        Call,       ///< `member` on `object`; a property is its getter's or its setter's call.
        Construct,  ///< `object` is to be the number of what the constructor `member` makes.
        Release,    ///< `object`, which came `count` times, is needed no more. No answer.
    };
    Kind kind = Kind::Call;
    std::uint32_t member = 0;  ///< Its place in RemoteDescription.
    std::uint64_t id = 0;      ///< The answer carries it.
    std::int64_t object = 0;   ///< 0: none. Negative: the plugin gave the number.
    std::uint32_t count = 0;
    Serialized arguments;  ///< An array.
};

/// How a call ended.
struct RemoteAnswer {
    std::uint64_t id = 0;
    bool threw = false;
    Serialized value;  ///< Empty: undefined.
    std::string code;  ///< Of an error, which a copy loses.
};

/// What the game's thread has for a plugin beside answers.
struct RemoteEvent {
    enum class Kind : std::uint8_t {
        Invoke,   ///< Call `function`.
        Release,  ///< `function`, which came `count` times, is needed no more.
        Throw,    ///< `values` is an error of the plugin that nobody on the game's thread caught.
    };
    Kind kind = Kind::Invoke;
    std::uint64_t function = 0;
    std::uint32_t count = 0;
    Serialized values;  ///< An array; for Throw the error.
};

/// All modules of the host, as host/api/plinth/remote.js reads them.
struct RemoteDescription {
    Serialized shape;   ///< { modules: [[name, members]], classes: [class] }
    Serialized values;  ///< Constants, in an array. They may be objects, whose classes come first.
    /// Functions that the plugin calls without asking the game's thread.
    std::vector<std::shared_ptr<const js::detail::AnyThreadFunction>> direct;
};

/// The member of a call of a function that the game gave to the plugin: its `object` is that.
inline constexpr std::uint32_t kGivenFunction = ~std::uint32_t{0};

/// How native objects are written into copies, in both directions.
enum class RemoteMark : std::uint32_t {
    Object = 1,
    Function = 2,  ///< Of the plugin.
    Given = 3,     ///< A function of the game.
};

/// The way to the game's thread. Owner: a supervisor. Thread: the plugin's. Calls JS: no.
class RemotePort {
  public:
    virtual ~RemotePort() = default;
    virtual const RemoteDescription& description() const = 0;
    /// Hands it over, or keeps it until the game has answered some of those before. Never waits.
    virtual void send(RemoteCall call) = 0;
    /// False: so many calls wait for the game that no further one is taken.
    virtual bool accepts_calls() const = 0;
};

}  // namespace plinth
