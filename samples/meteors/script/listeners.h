// SPDX-License-Identifier: MIT
// Who listens to what: game.on() and game.off(). A listener whose plugin is gone is dropped.

#pragma once

#include <bindings/bindings.h>

#include <map>
#include <string>
#include <vector>

#include "samples/meteors/rules/game.h"

namespace meteors {

inline constexpr const char* kUpdateEvent = "update";
inline constexpr const char* kDrawEvent = "draw";

const char* name_of(EventKind kind);
const char* name_of(Kind kind);

/// What a listener is called with: an event, or the seconds of a step, or nothing.
struct Message {
    const Event* event = nullptr;
    const Game* game = nullptr;
    float seconds = 0;
};

class Listeners {
  public:
    using Function = plinth::js::Callback<void(Message)>;

    /// These throw std::invalid_argument when no event has this name.
    void add(const std::string& name, Function function);
    void remove(const std::string& name, const Function& function);

    /// Calls those who listened when it began, in the order in which they came.
    void tell(const std::string& name, const Message& message);
    void tell(const Game& game, const Event& event);

  private:
    std::map<std::string, std::vector<Function>, std::less<>> functions_;
};

}  // namespace meteors

namespace plinth::js {

template <>
struct Convert<meteors::Message> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const meteors::Message& message);
    static std::string spell(Spelling&, Way) { return "any"; }
};

}  // namespace plinth::js
