// SPDX-License-Identifier: MIT
// A mind may kill or spawn entities while it runs, so nothing is iterated that it can change.

#include "samples/meteors/script/behaviours.h"

#include <utility>

namespace meteors {

void Behaviours::add(const Entity& entity, UpdateFunction update) {
    behaviours_.push_back({entity.id, std::move(update), {}});
}

void Behaviours::add(const Entity& entity, CollectFunction collect) {
    behaviours_.push_back({entity.id, {}, std::move(collect)});
}

void Behaviours::update(World& world) {
    const std::vector<Behaviour> now = behaviours_;
    for (const Behaviour& behaviour : now) {
        Entity* entity = world.find(behaviour.entity);
        if (entity == nullptr) continue;
        if (orphaned(behaviour))
            world.kill(*entity);
        else
            behaviour.update(*entity, kStep);
    }
}

void Behaviours::collected(const Event& event) {
    const std::vector<Behaviour> now = behaviours_;
    for (const Behaviour& behaviour : now)
        if (behaviour.entity == event.entity) behaviour.collect();
}

void Behaviours::forget(const Entity& entity) {
    std::erase_if(behaviours_,
                  [&entity](const Behaviour& behaviour) { return behaviour.entity == entity.id; });
}

}  // namespace meteors
