// SPDX-License-Identifier: MIT
// The game itself: where it stands, its events, and a few things that a mod may do to all of it.

#include <algorithm>

#include "samples/meteors/script/api.h"

namespace meteors {
namespace {

const char* name_of_phase(Phase phase) {
    if (phase == Phase::Title) return "title";
    return phase == Phase::Playing ? "playing" : "gameOver";
}

Way way_between(Vec from, Vec to) {
    const Vec way = shortest(from, to);
    return {way.x, way.y, length(way), angle_of(way)};
}

}  // namespace

void declare_game(Api& api, plinth::js::Module& module) {
    module.constant("width", kWidth)
        .constant("height", kHeight)
        .property("time", [&api] { return api.game.time(); })
        .property("score", [&api] { return api.game.score(); })
        .property("level", [&api] { return api.game.level(); })
        .property("lives", [&api] { return api.game.lives(); })
        .property("phase", [&api] { return name_of_phase(api.game.phase()); })
        .property("player", [&api]() -> Ship& { return api.game.ship(); });

    api.events.declare(module);
    module.function("random", [&api] { return api.random.unit(); })
        .function("way", &way_between)
        .function("addScore", [&api](int points) { api.game.add_score(points); })
        .function("banner",
                  [&api](std::string text, std::optional<BannerOptions> options) {
                      const BannerOptions given = options.value_or(BannerOptions());
                      api.game.show_banner(std::move(text), given.seconds.value_or(Real{2}),
                                           given.color.value_or(palette::kIce));
                  })
        .function("shake", [&api](Real amount) { api.game.effects().shake(amount); })
        .function("flash", [&api](Real amount) { api.game.effects().flash(amount); });
}

}  // namespace meteors
