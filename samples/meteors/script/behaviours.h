// SPDX-License-Identifier: MIT
// The scripts behind entities that mods have spawned: an enemy's mind, what a pickup does. They
// live exactly as long as both the entity and the plugin.

#pragma once

#include <vector>

#include "samples/meteors/rules/game.h"
#include "samples/meteors/script/options.h"

namespace meteors {

class Behaviours {
  public:
    void add(const Entity& entity, UpdateFunction update);
    void add(const Entity& entity, CollectFunction collect);

    /// Runs the minds. An entity whose plugin is gone goes, too.
    void update(World& world);
    void collected(const Event& event);
    /// The entity's slot is about to be used again.
    void forget(const Entity& entity);

  private:
    struct Behaviour {
        EntityId entity;
        UpdateFunction update;  // One of the two is set.
        CollectFunction collect;
    };

    static bool orphaned(const Behaviour& behaviour) {
        return !behaviour.update.alive() && !behaviour.collect.alive();
    }

    std::vector<Behaviour> behaviours_;
};

}  // namespace meteors
