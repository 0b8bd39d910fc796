// SPDX-License-Identifier: MIT
// The rules: levels, lives, score, who hits whom. It moves in equal steps and knows neither screen
// nor scripts; game.cc is the course of a game, collisions.cc what happens when things meet.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "samples/meteors/rules/effects.h"
#include "samples/meteors/rules/events.h"
#include "samples/meteors/rules/random.h"
#include "samples/meteors/rules/ship.h"
#include "samples/meteors/rules/world.h"

namespace meteors {

enum class Phase { Title, Playing, GameOver };

inline constexpr float kStep = 1.0f / 60;  ///< Seconds.

/// A few words in the middle of the screen, for a while.
struct Banner {
    std::string text;
    float age = 0;
    float life = 0;
    Color color;
};

struct BulletOptions {
    Vec position;
    float angle = 0;
    float speed = 780;
    float life = 1.05f;
    bool hostile = false;
    Color color = palette::kBullet;
};

class Game {
  public:
    explicit Game(std::uint64_t seed);

    /// Entities that die in a step, or before it, can still be read until the next one begins.
    void step(const Controls& controls);
    /// What happened since the last call, in order.
    std::vector<Event> take_events() { return std::exchange(events_, {}); }

    void start();
    void add_score(int points);
    void show_banner(std::string text, float seconds, Color color);
    Entity* spawn_meteor(Vec position, int size);
    Entity* spawn_bullet(const BulletOptions& options);
    /// Destroys it with all that belongs to it: sparks, fragments, points, event.
    void destroy(Entity& entity);
    void kill_player();

    Phase phase() const { return phase_; }
    float phase_age() const { return phase_age_; }  ///< Seconds since the phase began.
    double time() const { return static_cast<double>(steps_) * static_cast<double>(kStep); }
    int score() const { return score_; }
    int level() const { return level_; }
    int lives() const { return lives_; }  ///< Ships left, with the one that flies.
    const Banner& banner() const { return banner_; }

    World& world() { return world_; }
    const World& world() const { return world_; }
    Ship& ship() { return ship_; }
    const Ship& ship() const { return ship_; }
    Effects& effects() { return effects_; }
    const Effects& effects() const { return effects_; }

  private:
    void enter(Phase phase);
    void show_title();
    void start_level();
    void step_play(const Controls& controls);
    void step_ship(const Controls& controls);
    void step_entities();
    void fire();
    bool clear_around(Vec place, float radius) const;
    void tell(EventKind kind, const Entity& entity);
    void tell(EventKind kind);

    void collide();
    void collide_bullet(Entity& bullet);
    void collide_ship();
    void hit(Entity& target, Entity& bullet);
    void shatter_meteor(const Entity& meteor);

    World world_;
    Ship ship_;
    Random random_;
    Effects effects_;
    std::vector<Event> events_;
    Banner banner_;
    Phase phase_ = Phase::Title;
    float phase_age_ = 0;
    std::int64_t steps_ = 0;
    int score_ = 0;
    int level_ = 0;
    int lives_ = 0;
    float respawn_in_ = 0;
    float next_level_in_ = 0;
};

}  // namespace meteors
