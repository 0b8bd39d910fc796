// SPDX-License-Identifier: MIT
// Everything that floats, except the player's ship: one plain struct for all kinds.

#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "samples/meteors/rules/color.h"
#include "samples/meteors/rules/vec.h"

namespace meteors {

enum class Kind { Meteor, Enemy, Bullet, Pickup };

/// Names an entity for as long as it lives; a slot that is used again has another generation.
struct EntityId {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;  ///< 0 names nothing.

    friend bool operator==(EntityId, EntityId) = default;
};

inline constexpr float kForever = std::numeric_limits<float>::infinity();

struct Entity {
    EntityId id;
    bool alive = false;
    bool was_dead = false;  ///< At the world's last sweep.
    Kind kind = Kind::Meteor;
    Vec position;
    Vec velocity;
    float angle = 0;
    float spin = 0;
    float radius = 10;
    float age = 0;
    float life = kForever;  ///< Seconds left.
    float health = 1;
    float flash = 0;       ///< Seconds for which it is drawn white, because it was hit.
    int size = 0;          ///< Of a meteor: 3 large, 2 medium, 1 small.
    int points = 0;        ///< What the player gets for it.
    bool hostile = false;  ///< Of a bullet: hurts the player, not the enemies.
    Color color;
    std::string label;          ///< Of a pickup: the letters in it.
    std::vector<Vec> outline;   ///< Around (0, 0), for a radius of 1.
    std::vector<Vec> markings;  ///< Pairs of points: lines inside the outline.
};

}  // namespace meteors
