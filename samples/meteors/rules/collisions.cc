// SPDX-License-Identifier: MIT
// Who meets whom, and what comes of it. All things are circles here.

#include <algorithm>
#include <string>

#include "samples/meteors/rules/game.h"
#include "samples/meteors/rules/meteor.h"

namespace meteors {
namespace {

constexpr float kShieldRadius = 30;
constexpr float kShieldWear = 1.2f;  // Seconds of shield that one blow costs.
constexpr float kRespawnDelay = 1.8f;
constexpr int kFragments = 2;

bool touch(Vec left, float left_radius, Vec right, float right_radius) {
    return length(shortest(left, right)) < left_radius + right_radius;
}

}  // namespace

void Game::collide() {
    for (Entity& entity : world_.slots())
        if (entity.alive && entity.kind == Kind::Bullet) collide_bullet(entity);
    if (ship_.alive) collide_ship();
}

void Game::collide_bullet(Entity& bullet) {
    for (Entity& target : world_.slots()) {
        if (!target.alive || target.kind == Kind::Bullet || target.kind == Kind::Pickup) continue;
        if (bullet.hostile && target.kind == Kind::Enemy) continue;
        if (!touch(bullet.position, bullet.radius, target.position, target.radius)) continue;
        hit(target, bullet);
        return;
    }
}

void Game::hit(Entity& target, Entity& bullet) {
    world_.kill(bullet);
    effects_.burst(bullet.position, {8, 190, 0.35f, 1.6f, bullet.color, target.velocity});
    tell(EventKind::Hit, target);
    target.health -= 1;
    target.flash = 0.09f;
    if (target.health > 0) return;
    if (bullet.hostile) target.points = 0;  // The player did not earn it.
    destroy(target);
}

void Game::collide_ship() {
    const float reach = ship_.shield() > 0 ? kShieldRadius : Ship::kRadius * 0.72f;
    for (Entity& other : world_.slots()) {
        if (!other.alive || !touch(ship_.position, reach, other.position, other.radius)) continue;
        if (other.kind == Kind::Pickup) {
            tell(EventKind::PickupCollected, other);
            effects_.ring(other.position, other.radius, 260, 0.45f, other.color);
            effects_.burst(other.position, {26, 230, 0.7f, 2, other.color, {}});
            world_.kill(other);
            continue;
        }
        if (other.kind == Kind::Bullet && !other.hostile) continue;
        if (!ship_.safe()) {
            if (other.kind == Kind::Bullet) world_.kill(other);
            if (other.kind != Kind::Bullet) destroy(other);
            kill_player();
            return;
        }
        if (ship_.shield() <= 0) continue;  // It has just appeared, and passes through.
        ship_.wear_shield(kShieldWear);
        effects_.ring(ship_.position, kShieldRadius, 220, 0.35f, palette::kShield);
        if (other.kind == Kind::Bullet) world_.kill(other);
        if (other.kind != Kind::Bullet) destroy(other);
    }
}

void Game::destroy(Entity& entity) {
    if (!entity.alive) return;
    world_.kill(entity);
    if (entity.kind == Kind::Meteor) shatter_meteor(entity);
    if (entity.kind == Kind::Enemy) {
        effects_.burst(entity.position,
                       {70, 330, 1.1f, 2.4f, entity.color, entity.velocity * 0.4f});
        effects_.shatter(entity.position, entity.radius, entity.velocity * 0.4f, 8, entity.color);
        effects_.ring(entity.position, entity.radius, 380, 0.6f, entity.color);
        effects_.shake(0.45f);
        tell(EventKind::EnemyDestroyed, entity);
    }
    if (entity.points == 0 || phase_ != Phase::Playing) return;
    const float size = entity.points >= 200 ? 22.0f : 14.0f;
    effects_.text(entity.position, "+" + std::to_string(entity.points), size, palette::kGold);
    add_score(entity.points);
}

void Game::shatter_meteor(const Entity& meteor) {
    const Vec drift = meteor.velocity * 0.5f;
    const float weight = static_cast<float>(meteor.size);
    effects_.burst(meteor.position, {12 + 14 * meteor.size, 110 + 65 * weight,
                                     0.5f + 0.22f * weight, 2, meteor.color, drift});
    effects_.shatter(meteor.position, meteor.radius, drift, 3 + 2 * meteor.size, meteor.color);
    effects_.ring(meteor.position, meteor.radius * 0.6f, 130 + 60 * weight, 0.4f, meteor.color);
    effects_.shake(0.09f * weight);
    tell(EventKind::MeteorDestroyed, meteor);
    if (meteor.size == 1) return;
    for (int made = 0; made < kFragments; ++made) {
        Entity* fragment = spawn_meteor(meteor.position, meteor.size - 1);
        if (fragment == nullptr) return;
        fragment->velocity += meteor.velocity * 0.45f;
        fragment->color = meteor.color;
    }
}

void Game::kill_player() {
    if (!ship_.alive) return;
    ship_.alive = false;
    lives_ = std::max(0, lives_ - 1);
    const Vec drift = ship_.velocity * 0.4f;
    effects_.burst(ship_.position, {150, 460, 1.5f, 2.6f, palette::kShip, drift});
    effects_.burst(ship_.position, {90, 260, 1.2f, 3.2f, palette::kFlame, drift});
    effects_.shatter(ship_.position, Ship::kRadius * 1.6f, drift, 9, palette::kShip);
    effects_.ring(ship_.position, 10, 620, 0.9f, palette::kShip);
    effects_.ring(ship_.position, 6, 380, 0.7f, palette::kFlame);
    effects_.shake(0.9f);
    effects_.flash(0.35f);
    tell(EventKind::PlayerDied);
    respawn_in_ = kRespawnDelay;
    if (lives_ > 0) return;
    enter(Phase::GameOver);
    tell(EventKind::GameOver);
}

}  // namespace meteors
