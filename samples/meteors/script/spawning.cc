// SPDX-License-Identifier: MIT
// What mods may put into the world, and how they find what is there. Numbers are clamped to what
// the rules can bear; a full world answers null.

#include <algorithm>
#include <stdexcept>

#include "samples/meteors/script/api.h"

namespace meteors {
namespace {

constexpr std::size_t kMostCorners = 64;

float or_else(const std::optional<Real>& value, float otherwise, float low, float high) {
    return std::clamp(value ? value->value : otherwise, low, high);
}

Vec velocity_of(const std::optional<Real>& vx, const std::optional<Real>& vy) {
    return {vx.value_or(Real{0}), vy.value_or(Real{0})};
}

std::vector<Vec> round_shape() {
    std::vector<Vec> shape;
    for (int corner = 0; corner < 12; ++corner)
        shape.push_back(from_angle(static_cast<float>(corner) * kTurn / 12));
    return shape;
}

Entity* spawn_enemy(Api& api, EnemyOptions options) {
    std::vector<Vec> shape = options.shape ? std::move(*options.shape) : round_shape();
    if (shape.size() < 3 || shape.size() > kMostCorners)
        throw std::invalid_argument("spawnEnemy(): shape has from 3 to 64 points");
    if (options.markings && options.markings->size() > kMostCorners)
        throw std::invalid_argument("spawnEnemy(): there are at most 64 markings");
    Entity* enemy = api.game.world().spawn(Kind::Enemy);
    if (enemy == nullptr) return nullptr;
    enemy->position = wrapped({options.x, options.y});
    enemy->velocity = velocity_of(options.vx, options.vy);
    enemy->radius = or_else(options.radius, 24, 4, 300);
    enemy->health = or_else(options.health, 1, 1, 1e6f);
    enemy->points = static_cast<int>(or_else(options.points, 100, 0, 1e6f));
    enemy->color = options.color.value_or(palette::kDanger);
    enemy->outline = std::move(shape);
    if (options.markings)
        for (const std::array<Vec, 2>& line : *options.markings)
            enemy->markings.insert(enemy->markings.end(), line.begin(), line.end());
    if (options.update) api.behaviours.add(*enemy, std::move(*options.update));
    return enemy;
}

Entity* spawn_pickup(Api& api, PickupOptions options) {
    Entity* pickup = api.game.world().spawn(Kind::Pickup);
    if (pickup == nullptr) return nullptr;
    pickup->position = wrapped({options.x, options.y});
    pickup->velocity = velocity_of(options.vx, options.vy);
    pickup->radius = 17;
    pickup->life = or_else(options.life, 12, 0.1f, 600);
    pickup->color = options.color.value_or(palette::kGold);
    pickup->label = options.label.substr(0, 8);
    api.behaviours.add(*pickup, std::move(options.collect));
    return pickup;
}

Entity* spawn_bullet(Api& api, const BulletSpawnOptions& options) {
    BulletOptions bullet;
    bullet.position = {options.x, options.y};
    bullet.angle = options.angle;
    bullet.speed = or_else(options.speed, bullet.speed, 0, 3000);
    bullet.life = or_else(options.life, bullet.life, 0.05f, 30);
    bullet.hostile = options.hostile.value_or(false);
    bullet.color = options.color.value_or(bullet.hostile ? palette::kDanger : palette::kBullet);
    return api.game.spawn_bullet(bullet);
}

Entity* spawn_meteor(Api& api, const MeteorOptions& options) {
    Entity* meteor = api.game.spawn_meteor({options.x, options.y}, options.size.value_or(3));
    if (meteor == nullptr) return nullptr;
    if (options.vx) meteor->velocity.x = *options.vx;
    if (options.vy) meteor->velocity.y = *options.vy;
    return meteor;
}

void spawn_particles(Api& api, const ParticleOptions& options) {
    Burst burst;
    burst.count = std::clamp(options.count.value_or(burst.count), 0, 500);
    burst.speed = or_else(options.speed, burst.speed, 0, 3000);
    burst.life = or_else(options.life, burst.life, 0.02f, 10);
    burst.width = or_else(options.size, burst.width, 0.5f, 20);
    burst.color = options.color.value_or(palette::kIce);
    burst.drift = velocity_of(options.vx, options.vy);
    api.game.effects().burst({options.x, options.y}, burst);
}

void spawn_ring(Api& api, const RingOptions& options) {
    api.game.effects().ring({options.x, options.y}, or_else(options.radius, 10, 0, 2000),
                            or_else(options.speed, 300, -3000, 3000),
                            or_else(options.life, 0.6f, 0.02f, 10),
                            options.color.value_or(palette::kIce));
}

void spawn_text(Api& api, TextOptions options) {
    api.game.effects().text({options.x, options.y}, options.text.substr(0, 200),
                            or_else(options.size, 16, 4, 200),
                            options.color.value_or(palette::kGold));
}

std::vector<Entity*> living(Api& api, Kind kind) {
    std::vector<Entity*> found;
    for (Entity& entity : api.game.world().slots())
        if (entity.alive && entity.kind == kind) found.push_back(&entity);
    return found;
}

}  // namespace

void declare_spawning(Api& api, plinth::js::Module& module) {
    module
        .function("spawnEnemy",
                  [&api](EnemyOptions options) { return spawn_enemy(api, std::move(options)); })
        .function("spawnPickup",
                  [&api](PickupOptions options) { return spawn_pickup(api, std::move(options)); })
        .function("spawnBullet",
                  [&api](const BulletSpawnOptions& options) { return spawn_bullet(api, options); })
        .function("spawnMeteor",
                  [&api](const MeteorOptions& options) { return spawn_meteor(api, options); })
        .function("spawnParticles",
                  [&api](const ParticleOptions& options) { spawn_particles(api, options); })
        .function("spawnRing", [&api](const RingOptions& options) { spawn_ring(api, options); })
        .function("spawnText",
                  [&api](TextOptions options) { spawn_text(api, std::move(options)); });

    module.function("meteors", [&api] { return living(api, Kind::Meteor); })
        .function("enemies", [&api] { return living(api, Kind::Enemy); })
        .function("bullets", [&api] { return living(api, Kind::Bullet); })
        .function("pickups", [&api] { return living(api, Kind::Pickup); });
}

}  // namespace meteors
