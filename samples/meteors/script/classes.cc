// SPDX-License-Identifier: MIT
// The classes that mods meet: Entity for all that floats, Player for the ship. The game makes and
// destroys their objects; a mod that uses one that is gone gets an error.

#include <bindings/view.h>

#include <algorithm>

#include "samples/meteors/script/api.h"

namespace meteors {
namespace {

float seconds_of(Real seconds) {
    return std::clamp(seconds.value, 0.0f, 3600.0f);
}

}  // namespace

// What mods change a thousand times a frame lies in memory that they reach without a call.
void declare_classes(Api& api, plinth::js::Module& module) {
    using plinth::js::read_only;
    constexpr plinth::js::ViewRule kBearable = plinth::js::within(-1e6, 1e6);
    module.type<Entity>("Entity")
        .readonly("kind", &Entity::kind)
        .property("alive", [](const Entity& entity) { return entity.alive; })
        .view("x", &Entity::position, &Vec::x, kBearable)
        .view("y", &Entity::position, &Vec::y, kBearable)
        .view("vx", &Entity::velocity, &Vec::x, kBearable)
        .view("vy", &Entity::velocity, &Vec::y, kBearable)
        .view("angle", &Entity::angle, kBearable)
        .view("spin", &Entity::spin, kBearable)
        .property(
            "radius", [](const Entity& entity) { return entity.radius; },
            [](Entity& entity, Real radius) {
                entity.radius = std::clamp(radius.value, 1.0f, 300.0f);
            })
        .view("health", &Entity::health, kBearable)
        .view("life", &Entity::life, kBearable)
        .view("points", &Entity::points)
        .view("size", &Entity::size, read_only())
        .view("age", &Entity::age, read_only())
        .property("hostile", [](const Entity& entity) { return entity.hostile; })
        // With sparks, fragments and points; and, second, without anything.
        .method("destroy", [&api](Entity& entity) { api.game.destroy(entity); })
        .method("remove", [&api](Entity& entity) { api.game.world().kill(entity); });

    module.type<Ship>("Player")
        .property("alive", [](const Ship& ship) { return ship.alive; })
        .view("x", &Ship::position, &Vec::x, kBearable)
        .view("y", &Ship::position, &Vec::y, kBearable)
        .view("vx", &Ship::velocity, &Vec::x, kBearable)
        .view("vy", &Ship::velocity, &Vec::y, kBearable)
        .view("angle", &Ship::angle, kBearable)
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
