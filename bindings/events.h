// SPDX-License-Identifier: MIT
// Events: what happens in the game, told to whoever listens in script. All that is due goes into a
// plugin with one call, as numbers in a typed array, and is handed out in JavaScript.
//
//     struct Hit { int target; double x, y; };              // with a describe()
//     js::EventHub hub;                                     // the game's, one for all its events
//     js::Event<Hit> hit(hub);
//     js::Event<double> update(hub);
//
//     module.event("hit", hit).event("update", update);     // game.on('hit', (hit) => hit.x)
//
//     hit.post({3, 1.5, 2.5});                              // any number of them
//     update.post(dt);
//     hub.flush();                                          // once a frame
//
// emit() tells one event at once. Script gets on(name, listener), once() and off() beside the
// module's other members.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/core.h"
#include "bindings/description.h"

namespace plinth::js {
namespace detail {

using MakeValue = std::function<v8::MaybeLocal<v8::Value>(v8::Local<v8::Context>)>;

/// How a payload is taken apart: one for each of its fields.
struct EventField {
    enum class Kind : std::uint8_t { Number, Bool, Value };
    const char* name;  ///< Null: the payload is this one value.
    Kind kind;
};

/// What waits to be told, in order.
struct EventBatch {
    struct Entry {
        std::uint32_t event;
        std::uint32_t numbers;
        std::uint32_t values;
    };
    std::vector<Entry> entries;
    std::vector<double> numbers;
    std::vector<MakeValue> values;

    void clear();
};

template <class T>
constexpr bool kIsNumber = (std::is_arithmetic_v<T> && sizeof(T) <= 4 && !std::is_same_v<T, char> &&
                            !std::is_same_v<T, wchar_t>) ||
                           std::is_same_v<T, double>;

template <class T>
constexpr EventField event_field(const char* name) {
    if constexpr (std::is_same_v<T, bool>)
        return {name, EventField::Kind::Bool};
    else if constexpr (kIsNumber<T>)
        return {name, EventField::Kind::Number};
    else
        return {name, EventField::Kind::Value};
}

template <class V>
void put(EventBatch& batch, EventBatch::Entry& entry, const V& value) {
    if constexpr (std::is_same_v<V, bool> || kIsNumber<V>) {
        batch.numbers.push_back(static_cast<double>(value));
        ++entry.numbers;
    } else {
        batch.values.push_back(
            [value](v8::Local<v8::Context> context) { return to_js(context, value); });
        ++entry.values;
    }
}

template <class V, class C>
constexpr EventField event_field_of(const std::pair<const char*, V C::*>& member) {
    return event_field<std::remove_const_t<V>>(member.first);
}

template <class T>
std::vector<EventField> event_fields() {
    if constexpr (std::is_void_v<T>) {
        return {};
    } else if constexpr (Described<T>) {
        return std::apply(
            [](const auto&... member) {
                return std::vector<EventField>{event_field_of(member)...};
            },
            describe(Type<T>{}).members);
    } else {
        return {event_field<T>(nullptr)};
    }
}

class HubState;

/// Declares an event on a module's object; `shapes` is that of a listener.
void declare_event(Module& module, const std::shared_ptr<HubState>& hub, std::uint32_t event,
                   const char* name, const std::vector<EventField>& fields, Shapes shapes,
                   const Note& note);

}  // namespace detail

/// What all events of a game have in common: their order, and the way into the plugins.
///
/// Owner: the game. Thread: that of the realms. Calls JS: in flush() and Event::emit().
class EventHub {
  public:
    EventHub();
    ~EventHub();
    EventHub(const EventHub&) = delete;
    EventHub& operator=(const EventHub&) = delete;

    /// Tells all that was posted, in that order: one call into each plugin that listens to any of
    /// it. What listeners cause to be posted is told by the next flush().
    void flush();

  private:
    template <class T>
    friend class Event;
    std::shared_ptr<detail::HubState> state_;
};

/// One kind of event, whose payload is a record with a describe(), another value, or nothing.
template <class T = void>
class Event {
  public:
    explicit Event(EventHub& hub);
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;

    using Payload = std::conditional_t<std::is_void_v<T>, std::tuple<>, T>;

    /// To be told by the hub's next flush().
    void post(const Payload& payload = {}) { put(batch(), payload); }
    /// Told now, before anything that was posted.
    void emit(const Payload& payload = {}) {
        detail::EventBatch one;
        put(one, payload);
        tell(one);
    }
    /// Whether anybody listens: payloads that are dear to make need not be made.
    bool heard() const;

  private:
    friend class Module;

    void put(detail::EventBatch& batch, const Payload& payload) {
        detail::EventBatch::Entry entry{id_, 0, 0};
        if constexpr (std::is_void_v<T>) {
        } else if constexpr (Described<T>) {
            std::apply(
                [&](const auto&... member) {
                    (detail::put(batch, entry, payload.*(member.second)), ...);
                },
                describe(Type<T>{}).members);
        } else {
            detail::put(batch, entry, payload);
        }
        batch.entries.push_back(entry);
    }
    detail::EventBatch& batch();
    void tell(detail::EventBatch& batch);

    std::shared_ptr<detail::HubState> hub_;
    std::uint32_t id_;
};

namespace detail {

std::uint32_t new_event(HubState& hub);
EventBatch& posted(HubState& hub);
void tell(const std::shared_ptr<HubState>& hub, EventBatch& batch);
bool heard(const HubState& hub, std::uint32_t event);

template <class T>
constexpr Shapes event_shapes() {
    if constexpr (std::is_void_v<T>)
        return shapes_of<void, 0>(List<>{});
    else
        return shapes_of<void, 0>(List<T>{});
}

}  // namespace detail

template <class T>
Event<T>::Event(EventHub& hub) : hub_(hub.state_), id_(detail::new_event(*hub_)) {}
template <class T>
detail::EventBatch& Event<T>::batch() {
    return detail::posted(*hub_);
}
template <class T>
void Event<T>::tell(detail::EventBatch& batch) {
    detail::tell(hub_, batch);
}
template <class T>
bool Event<T>::heard() const {
    return detail::heard(*hub_, id_);
}

template <class E>
Module& Module::event(const char* name, E& event, const Note& note) {
    []<class T>(Module& module, const char* text, Event<T>& given, const Note& about) {
        detail::declare_event(module, given.hub_, given.id_, text, detail::event_fields<T>(),
                              detail::event_shapes<T>(), about);
    }(*this, name, event, note);
    return *this;
}

}  // namespace plinth::js
