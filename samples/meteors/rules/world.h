// SPDX-License-Identifier: MIT
// Holds the entities. Slots never move, so a pointer is good until the end of the step, also while
// others are spawned and killed.

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "samples/meteors/rules/entity.h"

namespace meteors {

inline constexpr float kWidth = 1280;
inline constexpr float kHeight = 720;

class World {
  public:
    World();

    /// Null when there are already as many as the game can bear.
    Entity* spawn(Kind kind);
    /// Null when it lives no more.
    Entity* find(EntityId id);
    /// Dead at once; what it was can be read until the second sweep from now.
    void kill(Entity& entity) { entity.alive = false; }
    /// Once a step: gives the slots of those free that were dead at the last sweep already, so that
    /// whoever hears of a death can still look at the dead. `on_free` hears of each one first.
    void sweep();
    void clear();
    /// For those who remember entities by their address.
    std::function<void(const Entity&)> on_free;

    std::span<Entity> slots() { return {slots_.get(), used_}; }
    std::span<const Entity> slots() const { return {slots_.get(), used_}; }
    /// Those alive now, oldest slot first.
    std::vector<EntityId> ids(Kind kind) const;
    int count(Kind kind) const;

  private:
    std::unique_ptr<Entity[]> slots_;
    std::size_t used_ = 0;  // Slots from here on were never in use.
    std::vector<std::uint32_t> free_;
    std::uint32_t generation_ = 0;
};

/// The same place on the playfield, whose edges touch.
Vec wrapped(Vec position);
/// The shortest way from one place to another across those edges.
Vec shortest(Vec from, Vec to);

}  // namespace meteors
