// SPDX-License-Identifier: MIT
// What happened in a step. The rules only write it down; whoever is interested reads it afterwards,
// so nobody can change the world in the middle of a step.

#pragma once

#include <string>

#include "samples/meteors/rules/entity.h"

namespace meteors {

enum class EventKind {
    GameStarted,
    LevelStarted,
    PlayerSpawned,
    PlayerDied,
    GameOver,
    Shot,
    Hit,
    MeteorDestroyed,
    EnemyDestroyed,
    PickupCollected,
    ScoreChanged,
    ExtraLife,
};

struct Event {
    EventKind kind = EventKind::Hit;
    EntityId entity;  ///< Whom it happened to, when that is an entity.
    Kind target = Kind::Meteor;
    Vec position;
    float radius = 0;
    int size = 0;
    int points = 0;     ///< Of what was destroyed; of ScoreChanged, what was gained.
    std::string label;  ///< Of the pickup.
};

}  // namespace meteors
