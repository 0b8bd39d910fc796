// SPDX-License-Identifier: MIT
// Ship, meteors, bullets, effects. Things at an edge are drawn on the other side, too.

#include "samples/meteors/view/scene.h"

#include <algorithm>
#include <array>

namespace meteors {
namespace {

constexpr Color kDark{0.02f, 0.03f, 0.06f, 0.72f};
constexpr Color kWhite{1, 1, 1, 1};

std::vector<Vec> placed(std::span<const Vec> outline, Vec position, float angle, float scale) {
    std::vector<Vec> points;
    points.reserve(outline.size());
    for (const Vec point : outline)
        points.push_back(position + rotated(point, angle) * scale);
    return points;
}

void draw_outlined(const Entity& entity, Vec place, Canvas& canvas) {
    const Color color = entity.flash > 0 ? kWhite : entity.color;
    const std::vector<Vec> outline = placed(entity.outline, place, entity.angle, entity.radius);
    canvas.fill(place, outline, kDark);
    canvas.polygon(outline, {color, 2.4f, 17});
    const std::vector<Vec> markings = placed(entity.markings, place, entity.angle, entity.radius);
    for (std::size_t at = 0; at + 1 < markings.size(); at += 2)
        canvas.line(markings[at], markings[at + 1], {faded(color, 0.42f), 1.5f, 6});
}

void draw_bullet(const Entity& bullet, Vec place, Canvas& canvas) {
    const Vec tail = place - bullet.velocity * 0.022f;
    const float fade = std::clamp(bullet.life * 6, 0.0f, 1.0f);
    canvas.spark({tail, place, 2.2f, 7, faded(bullet.color, 0.55f * fade)});
    canvas.spark({place, place, 4.2f, 14, faded(bullet.color, fade)});
}

void draw_pickup(const Entity& pickup, Vec place, Canvas& canvas) {
    // It blinks in the last three seconds of its life.
    if (pickup.life < 3 && std::fmod(pickup.life, 0.3f) < 0.12f) return;
    const float pulse = 1 + 0.08f * std::sin(pickup.age * 5);
    std::vector<Vec> corners;
    for (int corner = 0; corner < 6; ++corner)
        corners.push_back(place +
                          from_angle(pickup.age * 0.8f + static_cast<float>(corner) * kTurn / 6,
                                     pickup.radius * pulse));
    canvas.fill(place, corners, kDark);
    canvas.polygon(corners, {pickup.color, 2, 14});
    canvas.circle(place, pickup.radius * pulse * 1.35f, {faded(pickup.color, 0.25f), 1.2f, 6});
    const float size = pickup.radius * 0.85f;
    canvas.text(place - Vec{0, size / 2}, pickup.label, {pickup.color, size, Align::Center});
}

void draw_entity(const Entity& entity, Vec place, Canvas& canvas) {
    switch (entity.kind) {
        case Kind::Meteor:
        case Kind::Enemy:
            return draw_outlined(entity, place, canvas);
        case Kind::Bullet:
            return draw_bullet(entity, place, canvas);
        case Kind::Pickup:
            return draw_pickup(entity, place, canvas);
    }
}

// The places where something of that reach shows: its own, and across the edges that it touches.
template <class Draw>
void at_each_place(Vec position, float reach, const Draw& draw) {
    for (const float x : {-kWidth, 0.0f, kWidth}) {
        for (const float y : {-kHeight, 0.0f, kHeight}) {
            const Vec place = position + Vec{x, y};
            if (place.x > -reach && place.x < kWidth + reach && place.y > -reach &&
                place.y < kHeight + reach)
                draw(place);
        }
    }
}

void draw_flame(const Ship& ship, Vec place, Canvas& canvas) {
    if (!ship.thrusting) return;
    // The age makes it flicker: an even picture for a step that is drawn twice.
    const float flicker = 1 + 0.35f * std::sin(ship.age * 97) * std::sin(ship.age * 61);
    const float size = Ship::kRadius;
    const std::array<Vec, 3> flame{Vec{-0.62f, 0.34f}, Vec{-1.75f * flicker, 0},
                                   Vec{-0.62f, -0.34f}};
    canvas.polyline(placed(flame, place, ship.angle, size), {palette::kFlame, 2.4f, 16});
    const std::array<Vec, 2> heart{Vec{-0.6f, 0}, Vec{-1.1f * flicker, 0}};
    canvas.polyline(placed(heart, place, ship.angle, size), {palette::kBullet, 3, 12});
}

void draw_player(const Ship& ship, Canvas& canvas) {
    if (!ship.alive) return;
    const bool faint = ship.blinking() && std::fmod(ship.age, 0.22f) < 0.1f;
    at_each_place(ship.position, 60, [&](Vec place) {
        draw_flame(ship, place, canvas);
        const Color color = faded(palette::kShip, faint ? 0.3f : 1.0f);
        draw_ship(place, ship.angle, Ship::kRadius, {color, 2.6f, 15}, canvas);
        if (ship.shield() <= 0) return;
        const bool ending = ship.shield() < 2 && std::fmod(ship.shield(), 0.25f) < 0.1f;
        const float light = ending ? 0.2f : 0.65f + 0.2f * std::sin(ship.age * 7);
        canvas.circle(place, 30, {faded(palette::kShield, light), 2, 16});
        canvas.circle(place, 25, {faded(palette::kShield, light * 0.3f), 1.2f, 6});
    });
}

void draw_effects(const Effects& effects, Canvas& canvas) {
    for (const Spark& spark : effects.sparks()) {
        const float left = spark.life / spark.whole_life;
        const Vec tail = spark.position - spark.velocity * 0.035f;
        canvas.spark({tail + canvas.origin(), spark.position + canvas.origin(),
                      spark.width * (0.4f + 0.6f * left), 9, faded(spark.color, left)});
    }
    for (const Debris& piece : effects.debris()) {
        const float left = piece.life / piece.whole_life;
        const Vec half = from_angle(piece.angle, piece.length / 2);
        canvas.line(piece.position - half, piece.position + half,
                    {faded(piece.color, left), 1.8f, 7});
    }
    for (const Ring& ring : effects.rings()) {
        const float left = ring.life / ring.whole_life;
        canvas.circle(ring.position, std::max(ring.radius, 0.0f),
                      {faded(ring.color, left * left * 0.7f), 1 + 3 * left, 14});
    }
    for (const FloatingText& text : effects.texts())
        canvas.text(text.position, text.text,
                    {faded(text.color, std::min(1.0f, 2 * text.life / text.whole_life)), text.size,
                     Align::Center});
}

// Behind the words of the other screens the playfield is dimmer.
float light_of(const Game& game) {
    if (game.phase() == Phase::Playing) return 1;
    return 1 - 0.6f * std::clamp(game.phase_age() / 1.5f, 0.0f, 1.0f);
}

}  // namespace

Sky sky_of(const Game& game) {
    constexpr std::array<Color, 4> kTints{
        Color{0.20f, 0.42f, 0.95f, 1}, Color{0.62f, 0.25f, 0.90f, 1}, Color{0.10f, 0.70f, 0.62f, 1},
        Color{0.90f, 0.35f, 0.25f, 1}};
    const auto level = static_cast<std::size_t>(std::max(game.level() - 1, 0));
    Sky sky;
    sky.tint = kTints[level % kTints.size()];
    sky.time = game.time();
    // Where the ship looks from, and a slow drift of our own.
    const Vec own{static_cast<float>(std::fmod(game.time(), 7200)) * 22, 0};
    sky.drift = game.ship().alive ? own + game.ship().velocity * 0.12f : own;
    return sky;
}

void draw_ship(Vec place, float angle, float size, const Pen& pen, Canvas& canvas) {
    canvas.fill(place, placed(kShipOutline, place, angle, size), kDark);
    canvas.polygon(placed(kShipOutline, place, angle, size), pen);
}

void draw_playfield(const Game& game, Canvas& canvas) {
    canvas.move_origin(game.effects().shake_offset());
    canvas.set_light(light_of(game));
    for (const Entity& entity : game.world().slots()) {
        if (!entity.alive) continue;
        at_each_place(entity.position, entity.radius * 1.2f + 15,
                      [&](Vec place) { draw_entity(entity, place, canvas); });
    }
    draw_player(game.ship(), canvas);
    draw_effects(game.effects(), canvas);
    canvas.move_origin({});
    canvas.set_light(1);
    if (game.effects().flash() > 0)
        canvas.fill_rectangle({}, {kWidth, kHeight}, {1, 1, 1, 0.5f * game.effects().flash()});
}

}  // namespace meteors
