// SPDX-License-Identifier: MIT
// The option objects that mods pass to game.spawn…() and game.draw.…(). A field that is not
// optional here must be there.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "samples/meteors/rules/game.h"
#include "samples/meteors/script/convert.h"

namespace meteors {

using UpdateFunction = plinth::js::Callback<void(Entity&, float)>;
using CollectFunction = plinth::js::Callback<void()>;

struct EnemyOptions {
    Real x, y;
    std::optional<Real> vx, vy, radius, health, points;
    std::optional<Color> color;
    std::optional<std::vector<Vec>> shape;                    ///< Around (0, 0), radius 1.
    std::optional<std::vector<std::array<Vec, 2>>> markings;  ///< Lines inside the shape.
    std::optional<UpdateFunction> update;                     ///< Called in each step.
};

struct PickupOptions {
    Real x, y;
    std::optional<Real> vx, vy, life;
    std::string label;
    std::optional<Color> color;
    CollectFunction collect;  ///< Called when the player takes it.
};

struct BulletSpawnOptions {
    Real x, y, angle;
    std::optional<Real> speed, life;
    std::optional<Color> color;
    std::optional<bool> hostile;
};

struct MeteorOptions {
    Real x, y;
    std::optional<int> size;
    std::optional<Real> vx, vy;
};

struct ParticleOptions {
    Real x, y;
    std::optional<int> count;
    std::optional<Real> speed, life, size, vx, vy;
    std::optional<Color> color;
};

struct RingOptions {
    Real x, y;
    std::optional<Real> radius, speed, life;
    std::optional<Color> color;
};

struct TextOptions {
    Real x, y;
    std::string text;
    std::optional<Real> size;
    std::optional<Color> color;
};

struct BannerOptions {
    std::optional<Real> seconds;
    std::optional<Color> color;
};

struct DrawOptions {
    std::optional<Color> color, fill;
    std::optional<Real> alpha, width, glow, size, angle;
    std::optional<Align> align;
};

/// The shortest way between two places, across the edges if that is shorter.
struct Way {
    float x = 0;
    float y = 0;
    float distance = 0;
    float angle = 0;
};

// clang-format off
constexpr auto describe(plinth::js::Type<EnemyOptions>) {
    using T = EnemyOptions;
    return plinth::js::fields(
        std::pair("x", &T::x), std::pair("y", &T::y), std::pair("vx", &T::vx),
        std::pair("vy", &T::vy), std::pair("radius", &T::radius), std::pair("health", &T::health),
        std::pair("points", &T::points), std::pair("color", &T::color),
        std::pair("shape", &T::shape), std::pair("markings", &T::markings),
        std::pair("update", &T::update));
}
constexpr auto describe(plinth::js::Type<PickupOptions>) {
    using T = PickupOptions;
    return plinth::js::fields(
        std::pair("x", &T::x), std::pair("y", &T::y), std::pair("vx", &T::vx),
        std::pair("vy", &T::vy), std::pair("life", &T::life), std::pair("label", &T::label),
        std::pair("color", &T::color), std::pair("collect", &T::collect));
}
constexpr auto describe(plinth::js::Type<BulletSpawnOptions>) {
    using T = BulletSpawnOptions;
    return plinth::js::fields(
        std::pair("x", &T::x), std::pair("y", &T::y), std::pair("angle", &T::angle),
        std::pair("speed", &T::speed), std::pair("life", &T::life), std::pair("color", &T::color),
        std::pair("hostile", &T::hostile));
}
constexpr auto describe(plinth::js::Type<MeteorOptions>) {
    using T = MeteorOptions;
    return plinth::js::fields(std::pair("x", &T::x), std::pair("y", &T::y),
        std::pair("size", &T::size), std::pair("vx", &T::vx), std::pair("vy", &T::vy));
}
constexpr auto describe(plinth::js::Type<ParticleOptions>) {
    using T = ParticleOptions;
    return plinth::js::fields(
        std::pair("x", &T::x), std::pair("y", &T::y), std::pair("count", &T::count),
        std::pair("speed", &T::speed), std::pair("life", &T::life), std::pair("size", &T::size),
        std::pair("vx", &T::vx), std::pair("vy", &T::vy), std::pair("color", &T::color));
}
constexpr auto describe(plinth::js::Type<RingOptions>) {
    using T = RingOptions;
    return plinth::js::fields(std::pair("x", &T::x), std::pair("y", &T::y),
        std::pair("radius", &T::radius), std::pair("speed", &T::speed),
        std::pair("life", &T::life), std::pair("color", &T::color));
}
constexpr auto describe(plinth::js::Type<TextOptions>) {
    using T = TextOptions;
    return plinth::js::fields(std::pair("x", &T::x), std::pair("y", &T::y),
        std::pair("text", &T::text), std::pair("size", &T::size), std::pair("color", &T::color));
}
constexpr auto describe(plinth::js::Type<BannerOptions>) {
    using T = BannerOptions;
    return plinth::js::fields(std::pair("seconds", &T::seconds), std::pair("color", &T::color));
}
constexpr auto describe(plinth::js::Type<DrawOptions>) {
    using T = DrawOptions;
    return plinth::js::fields(
        std::pair("color", &T::color), std::pair("fill", &T::fill), std::pair("alpha", &T::alpha),
        std::pair("width", &T::width), std::pair("glow", &T::glow), std::pair("size", &T::size),
        std::pair("angle", &T::angle), std::pair("align", &T::align));
}
constexpr auto describe(plinth::js::Type<Way>) {
    return plinth::js::fields(std::pair("x", &Way::x), std::pair("y", &Way::y),
        std::pair("distance", &Way::distance), std::pair("angle", &Way::angle));
}
// clang-format on

}  // namespace meteors
