// SPDX-License-Identifier: MIT
// The pool of entities, and space that wraps around.

#include "samples/meteors/rules/world.h"

#include <algorithm>
#include <utility>

namespace meteors {
namespace {

constexpr std::size_t kMostEntities = 1024;

float wrap(float value, float size) {
    const float rest = std::fmod(value, size);
    return rest < 0 ? rest + size : rest;
}

float shortest(float way, float size) {
    const float rest = wrap(way, size);
    return rest > size / 2 ? rest - size : rest;
}

}  // namespace

World::World() : slots_(std::make_unique<Entity[]>(kMostEntities)) {}

Entity* World::spawn(Kind kind) {
    std::size_t slot = used_;
    if (!free_.empty()) {
        slot = free_.back();
        free_.pop_back();
    } else if (used_ == kMostEntities) {
        return nullptr;
    } else {
        ++used_;
    }
    Entity& entity = slots_[slot];
    entity = Entity();
    entity.id = {static_cast<std::uint32_t>(slot), ++generation_};
    entity.kind = kind;
    entity.alive = true;
    return &entity;
}

Entity* World::find(EntityId id) {
    if (id.slot >= used_) return nullptr;
    Entity& entity = slots_[id.slot];
    return entity.alive && entity.id == id ? &entity : nullptr;
}

void World::sweep() {
    for (std::size_t slot = used_; slot-- > 0;) {
        Entity& entity = slots_[slot];
        if (entity.alive || entity.id.generation == 0) continue;
        if (!std::exchange(entity.was_dead, true)) continue;
        if (on_free) on_free(entity);
        entity.id.generation = 0;
        free_.push_back(static_cast<std::uint32_t>(slot));
    }
}

void World::clear() {
    for (Entity& entity : slots())
        kill(entity);
    sweep();
}

std::vector<EntityId> World::ids(Kind kind) const {
    std::vector<EntityId> found;
    for (const Entity& entity : slots())
        if (entity.alive && entity.kind == kind) found.push_back(entity.id);
    return found;
}

int World::count(Kind kind) const {
    const auto is_one = [kind](const Entity& entity) {
        return entity.alive && entity.kind == kind;
    };
    return static_cast<int>(std::ranges::count_if(slots(), is_one));
}

Vec wrapped(Vec position) {
    return {wrap(position.x, kWidth), wrap(position.y, kHeight)};
}

Vec shortest(Vec from, Vec to) {
    return {shortest(to.x - from.x, kWidth), shortest(to.y - from.y, kHeight)};
}

}  // namespace meteors
