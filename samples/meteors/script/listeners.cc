// SPDX-License-Identifier: MIT
// Events by name, and what each of them says.

#include "samples/meteors/script/listeners.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace meteors {
namespace {

struct EventName {
    EventKind kind;
    const char* name;
};

constexpr std::array kEventNames{
    EventName{EventKind::GameStarted, "gameStarted"},
    EventName{EventKind::LevelStarted, "levelStarted"},
    EventName{EventKind::PlayerSpawned, "playerSpawned"},
    EventName{EventKind::PlayerDied, "playerDied"},
    EventName{EventKind::GameOver, "gameOver"},
    EventName{EventKind::Shot, "shot"},
    EventName{EventKind::Hit, "hit"},
    EventName{EventKind::MeteorDestroyed, "meteorDestroyed"},
    EventName{EventKind::EnemyDestroyed, "enemyDestroyed"},
    EventName{EventKind::PickupCollected, "pickupCollected"},
    EventName{EventKind::ScoreChanged, "scoreChanged"},
    EventName{EventKind::ExtraLife, "extraLife"},
};

void check_name(const std::string& name) {
    if (name == kUpdateEvent || name == kDrawEvent) return;
    std::string known = std::string(kUpdateEvent) + ", " + kDrawEvent;
    for (const EventName& event : kEventNames) {
        if (name == event.name) return;
        known += std::string(", ") + event.name;
    }
    throw std::invalid_argument("The game has no event '" + name + "'. It has: " + known + ".");
}

}  // namespace

const char* name_of(EventKind kind) {
    return std::ranges::find(kEventNames, kind, &EventName::kind)->name;
}

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::Meteor:
            return "meteor";
        case Kind::Enemy:
            return "enemy";
        case Kind::Bullet:
            return "bullet";
        case Kind::Pickup:
            break;
    }
    return "pickup";
}

void Listeners::add(const std::string& name, Function function) {
    check_name(name);
    functions_[name].push_back(std::move(function));
}

void Listeners::remove(const std::string& name, const Function& function) {
    check_name(name);
    std::erase(functions_[name], function);
}

void Listeners::tell(const std::string& name, const Message& message) {
    const auto found = functions_.find(name);
    if (found == functions_.end()) return;
    std::erase_if(found->second, [](const Function& function) { return !function.alive(); });
    // A copy: a listener may add and remove listeners.
    const std::vector<Function> functions = found->second;
    for (const Function& function : functions)
        function(message);
}

void Listeners::tell(const Game& game, const Event& event) {
    tell(name_of(event.kind), {&event, &game, 0});
}

}  // namespace meteors

namespace plinth::js {
namespace {

/// An object that is filled field by field.
class EventObject {
  public:
    explicit EventObject(v8::Local<v8::Context> context)
        : context_(context), object_(v8::Object::New(context->GetIsolate())) {}

    template <class T>
    EventObject& add(const char* name, const T& value) {
        v8::Local<v8::Value> converted;
        if (to_js(context_, value).ToLocal(&converted))
            object_->CreateDataProperty(context_, to_name(context_->GetIsolate(), name), converted)
                .Check();
        return *this;
    }
    v8::Local<v8::Value> object() const { return object_; }

  private:
    v8::Local<v8::Context> context_;
    v8::Local<v8::Object> object_;
};

}  // namespace

v8::MaybeLocal<v8::Value> Convert<meteors::Message>::to(v8::Local<v8::Context> context,
                                                        const meteors::Message& message) {
    using meteors::EventKind;
    if (message.event == nullptr) return to_js(context, message.seconds);

    const meteors::Event& event = *message.event;
    const meteors::Game& game = *message.game;
    EventObject fields(context);
    fields.add("x", event.position.x).add("y", event.position.y);
    switch (event.kind) {
        case EventKind::Hit:
            fields.add("target", meteors::name_of(event.target)).add("radius", event.radius);
            break;
        case EventKind::MeteorDestroyed:
        case EventKind::EnemyDestroyed:
            fields.add("radius", event.radius).add("points", event.points);
            if (event.kind == EventKind::MeteorDestroyed) fields.add("size", event.size);
            break;
        case EventKind::PickupCollected:
            fields.add("label", event.label);
            break;
        case EventKind::ScoreChanged:
            fields.add("score", game.score()).add("gained", event.points);
            break;
        case EventKind::PlayerDied:
        case EventKind::ExtraLife:
            fields.add("lives", game.lives());
            break;
        case EventKind::GameStarted:
        case EventKind::LevelStarted:
        case EventKind::PlayerSpawned:
        case EventKind::GameOver:
        case EventKind::Shot:
            fields.add("score", game.score()).add("level", game.level());
            break;
    }
    return fields.object();
}

}  // namespace plinth::js
