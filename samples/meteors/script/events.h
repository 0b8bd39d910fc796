// SPDX-License-Identifier: MIT
// What happens in the game, as mods hear of it: game.on('meteorDestroyed', ({ x, y, points }) =>
// ...).

#pragma once

#include <bindings/bindings.h>
#include <bindings/events.h>

#include <string>
#include <utility>
#include <vector>

#include "samples/meteors/rules/game.h"

namespace meteors {

constexpr auto describe(plinth::js::Type<Kind>) {
    return plinth::js::strings(std::pair("meteor", Kind::Meteor), std::pair("enemy", Kind::Enemy),
                               std::pair("bullet", Kind::Bullet),
                               std::pair("pickup", Kind::Pickup));
}

// What listeners are called with.

struct Moment {
    float x = 0;
    float y = 0;
    int score = 0;
    int level = 0;
};
constexpr auto describe(plinth::js::Type<Moment>) {
    return plinth::js::fields(std::pair("x", &Moment::x), std::pair("y", &Moment::y),
                              std::pair("score", &Moment::score),
                              std::pair("level", &Moment::level));
}

struct Hit {
    float x = 0;
    float y = 0;
    Kind target = Kind::Meteor;
    float radius = 0;
};
constexpr auto describe(plinth::js::Type<Hit>) {
    return plinth::js::fields(std::pair("x", &Hit::x), std::pair("y", &Hit::y),
                              std::pair("target", &Hit::target), std::pair("radius", &Hit::radius));
}

struct Destruction {
    float x = 0;
    float y = 0;
    float radius = 0;
    int points = 0;
    int size = 0;  ///< Of a meteor: 3 large, 2 medium, 1 small. Of others 0.
};
constexpr auto describe(plinth::js::Type<Destruction>) {
    return plinth::js::fields(std::pair("x", &Destruction::x), std::pair("y", &Destruction::y),
                              std::pair("radius", &Destruction::radius),
                              std::pair("points", &Destruction::points),
                              std::pair("size", &Destruction::size));
}

struct Collected {
    float x = 0;
    float y = 0;
    std::string label;
};
constexpr auto describe(plinth::js::Type<Collected>) {
    return plinth::js::fields(std::pair("x", &Collected::x), std::pair("y", &Collected::y),
                              std::pair("label", &Collected::label));
}

struct ScoreChange {
    float x = 0;
    float y = 0;
    int score = 0;
    int gained = 0;
};
constexpr auto describe(plinth::js::Type<ScoreChange>) {
    return plinth::js::fields(std::pair("x", &ScoreChange::x), std::pair("y", &ScoreChange::y),
                              std::pair("score", &ScoreChange::score),
                              std::pair("gained", &ScoreChange::gained));
}

struct LivesChange {
    float x = 0;
    float y = 0;
    int lives = 0;
};
constexpr auto describe(plinth::js::Type<LivesChange>) {
    return plinth::js::fields(std::pair("x", &LivesChange::x), std::pair("y", &LivesChange::y),
                              std::pair("lives", &LivesChange::lives));
}

/// The game's events, and the way of each of them into the mods.
class Events {
  public:
    void declare(plinth::js::Module& module);

    /// Before a step of so many seconds.
    void update(float seconds) { update_.emit(seconds); }
    void draw() { draw_.emit(); }
    /// What happened in a step, all of it with one call into each mod.
    void tell(const Game& game, const std::vector<Event>& events);

  private:
    template <class T>
    using To = plinth::js::Event<T>;

    plinth::js::EventHub hub_;
    To<float> update_{hub_};
    To<void> draw_{hub_};
    To<Moment> game_started_{hub_};
    To<Moment> level_started_{hub_};
    To<Moment> player_spawned_{hub_};
    To<Moment> game_over_{hub_};
    To<Moment> shot_{hub_};
    To<Hit> hit_{hub_};
    To<Destruction> meteor_destroyed_{hub_};
    To<Destruction> enemy_destroyed_{hub_};
    To<Collected> pickup_collected_{hub_};
    To<ScoreChange> score_changed_{hub_};
    To<LivesChange> player_died_{hub_};
    To<LivesChange> extra_life_{hub_};
};

}  // namespace meteors
