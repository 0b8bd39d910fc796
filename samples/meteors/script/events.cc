// SPDX-License-Identifier: MIT
// The names of the game's events, and what each of them says.

#include "samples/meteors/script/events.h"

namespace meteors {

void Events::declare(plinth::js::Module& module) {
    module.event("update", update_)
        .event("draw", draw_)
        .event("gameStarted", game_started_)
        .event("levelStarted", level_started_)
        .event("playerSpawned", player_spawned_)
        .event("playerDied", player_died_)
        .event("gameOver", game_over_)
        .event("shot", shot_)
        .event("hit", hit_)
        .event("meteorDestroyed", meteor_destroyed_)
        .event("enemyDestroyed", enemy_destroyed_)
        .event("pickupCollected", pickup_collected_)
        .event("scoreChanged", score_changed_)
        .event("extraLife", extra_life_);
}

void Events::tell(const Game& game, const std::vector<Event>& events) {
    for (const Event& event : events) {
        const auto [x, y] = event.position;
        const Moment moment{x, y, game.score(), game.level()};
        switch (event.kind) {
            case EventKind::GameStarted:
                game_started_.post(moment);
                break;
            case EventKind::LevelStarted:
                level_started_.post(moment);
                break;
            case EventKind::PlayerSpawned:
                player_spawned_.post(moment);
                break;
            case EventKind::GameOver:
                game_over_.post(moment);
                break;
            case EventKind::Shot:
                shot_.post(moment);
                break;
            case EventKind::Hit:
                hit_.post({x, y, event.target, event.radius});
                break;
            case EventKind::MeteorDestroyed:
                meteor_destroyed_.post({x, y, event.radius, event.points, event.size});
                break;
            case EventKind::EnemyDestroyed:
                enemy_destroyed_.post({x, y, event.radius, event.points, 0});
                break;
            case EventKind::PickupCollected:
                pickup_collected_.post({x, y, event.label});
                break;
            case EventKind::ScoreChanged:
                score_changed_.post({x, y, game.score(), event.points});
                break;
            case EventKind::PlayerDied:
                player_died_.post({x, y, game.lives()});
                break;
            case EventKind::ExtraLife:
                extra_life_.post({x, y, game.lives()});
                break;
        }
    }
    hub_.flush();
}

}  // namespace meteors
