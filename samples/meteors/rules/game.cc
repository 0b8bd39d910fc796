// SPDX-License-Identifier: MIT
// The course of a game: title, levels, deaths, game over.

#include "samples/meteors/rules/game.h"

#include <algorithm>

#include "samples/meteors/rules/meteor.h"

namespace meteors {
namespace {

constexpr int kFirstLives = 3;
constexpr int kExtraLifeEvery = 10000;
constexpr int kTitleMeteors = 7;
constexpr int kMostMeteorsAtStart = 11;
constexpr float kLevelDelay = 1.6f;
constexpr float kGameOverAtLeast = 1.2f;  // So that a held fire key does not skip it.
constexpr float kSafeDistance = 230;
constexpr float kSpreadAngle = 0.16f;
constexpr Vec kMiddle{kWidth / 2, kHeight / 2};

}  // namespace

Game::Game(std::uint64_t seed) : random_(seed), effects_(seed + 1) {
    show_title();
}

void Game::enter(Phase phase) {
    phase_ = phase;
    phase_age_ = 0;
}

void Game::show_title() {
    enter(Phase::Title);
    world_.clear();
    effects_.clear();
    banner_ = {};
    ship_ = Ship();
    for (int made = 0; made < kTitleMeteors; ++made)
        spawn_meteor({random_.between(0, kWidth), random_.between(0, kHeight)},
                     random_.whole(1, kLargest));
}

void Game::start() {
    enter(Phase::Playing);
    world_.clear();
    effects_.clear();
    score_ = 0;
    level_ = 0;
    lives_ = kFirstLives;
    respawn_in_ = 0;
    ship_.appear(kMiddle);
    tell(EventKind::GameStarted);
    tell(EventKind::PlayerSpawned);
    start_level();
}

void Game::start_level() {
    ++level_;
    next_level_in_ = kLevelDelay;
    const int count = std::min(3 + level_, kMostMeteorsAtStart);
    for (int made = 0; made < count; ++made) {
        // Along the edges, which touch each other: one edge of each pair is enough.
        const bool beside = random_.unit() < 0.5f;
        const Vec place =
            beside ? Vec{0, random_.between(0, kHeight)} : Vec{random_.between(0, kWidth), 0};
        const Vec way = shortest(place, ship_.position);
        const bool too_near = length(way) < kSafeDistance;
        spawn_meteor(too_near ? place + Vec{kWidth / 2, kHeight / 2} : place, kLargest);
    }
    show_banner("LEVEL " + std::to_string(level_), 2.4f, palette::kIce);
    tell(EventKind::LevelStarted);
}

void Game::step(const Controls& controls) {
    world_.sweep();
    ++steps_;
    phase_age_ += kStep;
    banner_.age += kStep;
    step_entities();
    if (phase_ == Phase::Playing) step_play(controls);
    collide();
    effects_.step(kStep);

    if (!controls.start) return;
    if (phase_ == Phase::Title) start();
    if (phase_ == Phase::GameOver && phase_age_ > kGameOverAtLeast) show_title();
}

void Game::step_play(const Controls& controls) {
    if (ship_.alive) {
        step_ship(controls);
    } else if ((respawn_in_ -= kStep) <= 0 && clear_around(kMiddle, kSafeDistance / 2)) {
        ship_.appear(kMiddle);
        effects_.ring(kMiddle, 90, -160, 0.5f, palette::kShip);
        tell(EventKind::PlayerSpawned);
    }
    if (world_.count(Kind::Meteor) > 0) return;
    next_level_in_ -= kStep;
    if (next_level_in_ <= 0) start_level();
}

void Game::step_ship(const Controls& controls) {
    ship_.step(controls, kStep);
    if (controls.fire && ship_.take_shot()) fire();
    if (!ship_.thrusting) return;
    const Vec tail = ship_.position - from_angle(ship_.angle, Ship::kRadius * 0.7f);
    const Vec exhaust = ship_.velocity - from_angle(ship_.angle, 330);
    for (int made = 0; made < 2; ++made)
        effects_.jet(tail, exhaust, 0.22f, palette::kFlame);
}

void Game::fire() {
    const int shots = ship_.shots();
    for (int shot = 0; shot < shots; ++shot) {
        const float aside = static_cast<float>(shot) - static_cast<float>(shots - 1) / 2;
        BulletOptions bullet;
        bullet.angle = ship_.angle + aside * kSpreadAngle;
        bullet.position = ship_.position + from_angle(ship_.angle, Ship::kRadius * 1.2f);
        Entity* made = spawn_bullet(bullet);
        if (made != nullptr) made->velocity += ship_.velocity * 0.5f;
    }
    ship_.velocity += from_angle(ship_.angle, -6);
    tell(EventKind::Shot);
}

void Game::step_entities() {
    for (Entity& entity : world_.slots()) {
        if (!entity.alive) continue;
        entity.age += kStep;
        entity.life -= kStep;
        entity.flash = std::max(0.0f, entity.flash - kStep);
        entity.angle += entity.spin * kStep;
        entity.position = wrapped(entity.position + entity.velocity * kStep);
        if (entity.life <= 0) world_.kill(entity);
    }
}

bool Game::clear_around(Vec place, float radius) const {
    return std::ranges::none_of(world_.slots(), [place, radius](const Entity& entity) {
        return entity.alive && entity.kind != Kind::Pickup &&
               length(shortest(place, entity.position)) < radius + entity.radius;
    });
}

void Game::add_score(int points) {
    const int before = score_;
    score_ = std::max(0, score_ + points);
    tell(EventKind::ScoreChanged);
    events_.back().points = points;
    if (phase_ != Phase::Playing || score_ / kExtraLifeEvery <= before / kExtraLifeEvery) return;
    ++lives_;
    show_banner("EXTRA SHIP", 2, palette::kGold);
    tell(EventKind::ExtraLife);
}

void Game::show_banner(std::string text, float seconds, Color color) {
    banner_ = {std::move(text), 0, seconds, color};
}

Entity* Game::spawn_meteor(Vec position, int size) {
    Entity* meteor = world_.spawn(Kind::Meteor);
    if (meteor == nullptr) return nullptr;
    meteor->position = wrapped(position);
    shape_meteor(*meteor, size, level_, random_);
    return meteor;
}

Entity* Game::spawn_bullet(const BulletOptions& options) {
    Entity* bullet = world_.spawn(Kind::Bullet);
    if (bullet == nullptr) return nullptr;
    bullet->position = wrapped(options.position);
    bullet->velocity = from_angle(options.angle, options.speed);
    bullet->angle = options.angle;
    bullet->radius = 3;
    bullet->life = options.life;
    bullet->hostile = options.hostile;
    bullet->color = options.color;
    return bullet;
}

void Game::tell(EventKind kind, const Entity& entity) {
    events_.push_back({kind, entity.id, entity.kind, entity.position, entity.radius, entity.size,
                       entity.points, entity.label});
}

void Game::tell(EventKind kind) {
    Event event;
    event.kind = kind;
    event.position = ship_.position;
    events_.push_back(event);
}

}  // namespace meteors
