// SPDX-License-Identifier: MIT
// The classes that mods meet: Entity for all that floats, Player for the ship. The game makes and
// destroys their objects; a mod that uses one that is gone gets an error.

#include <algorithm>

#include "samples/meteors/script/api.h"

namespace meteors {
namespace {

float seconds_of(Real seconds) {
    return std::clamp(seconds.value, 0.0f, 3600.0f);
}

}  // namespace

void declare_classes(Api& api, plinth::js::Module& module) {
    module.type<Entity>("Entity")
        .property("kind", [](const Entity& entity) { return name_of(entity.kind); })
        .property("alive", [](const Entity& entity) { return entity.alive; })
        .property(
            "x", [](const Entity& entity) { return entity.position.x; },
            [](Entity& entity, Real x) { entity.position.x = x; })
        .property(
            "y", [](const Entity& entity) { return entity.position.y; },
            [](Entity& entity, Real y) { entity.position.y = y; })
        .property(
            "vx", [](const Entity& entity) { return entity.velocity.x; },
            [](Entity& entity, Real vx) { entity.velocity.x = vx; })
        .property(
            "vy", [](const Entity& entity) { return entity.velocity.y; },
            [](Entity& entity, Real vy) { entity.velocity.y = vy; })
        .property(
            "angle", [](const Entity& entity) { return entity.angle; },
            [](Entity& entity, Real angle) { entity.angle = angle; })
        .property(
            "spin", [](const Entity& entity) { return entity.spin; },
            [](Entity& entity, Real spin) { entity.spin = spin; })
        .property(
            "radius", [](const Entity& entity) { return entity.radius; },
            [](Entity& entity, Real radius) {
                entity.radius = std::clamp(radius.value, 1.0f, 300.0f);
            })
        .property(
            "health", [](const Entity& entity) { return entity.health; },
            [](Entity& entity, Real health) { entity.health = health; })
        .property(
            "life", [](const Entity& entity) { return entity.life; },
            [](Entity& entity, Real life) { entity.life = life; })
        .property(
            "points", [](const Entity& entity) { return entity.points; },
            [](Entity& entity, int points) { entity.points = points; })
        .property("size", [](const Entity& entity) { return entity.size; })
        .property("age", [](const Entity& entity) { return entity.age; })
        .property("hostile", [](const Entity& entity) { return entity.hostile; })
        // With sparks, fragments and points; and, second, without anything.
        .method("destroy", [&api](Entity& entity) { api.game.destroy(entity); })
        .method("remove", [&api](Entity& entity) { api.game.world().kill(entity); });

    module.type<Ship>("Player")
        .property("alive", [](const Ship& ship) { return ship.alive; })
        .property(
            "x", [](const Ship& ship) { return ship.position.x; },
            [](Ship& ship, Real x) { ship.position.x = x; })
        .property(
            "y", [](const Ship& ship) { return ship.position.y; },
            [](Ship& ship, Real y) { ship.position.y = y; })
        .property(
            "vx", [](const Ship& ship) { return ship.velocity.x; },
            [](Ship& ship, Real vx) { ship.velocity.x = vx; })
        .property(
            "vy", [](const Ship& ship) { return ship.velocity.y; },
            [](Ship& ship, Real vy) { ship.velocity.y = vy; })
        .property(
            "angle", [](const Ship& ship) { return ship.angle; },
            [](Ship& ship, Real angle) { ship.angle = angle; })
        .property("radius", [](const Ship&) { return Ship::kRadius; })
        .property("thrusting", [](const Ship& ship) { return ship.thrusting; })
        .property("shield", [](const Ship& ship) { return ship.shield(); })
        .property("fireRate", [](const Ship& ship) { return ship.fire_rate(); })
        .property("shots", [](const Ship& ship) { return ship.shots(); })
        .method("addShield", [](Ship& ship, Real seconds) { ship.add_shield(seconds_of(seconds)); })
        .method("setFireRate",
                [](Ship& ship, Real shots_per_second, Real seconds) {
                    ship.boost_fire_rate(shots_per_second, seconds_of(seconds));
                })
        .method("setShots", [](Ship& ship, int shots,
                               Real seconds) { ship.boost_shots(shots, seconds_of(seconds)); })
        .method("kill", [&api](Ship&) { api.game.kill_player(); });
}

}  // namespace meteors
