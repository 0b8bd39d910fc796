// SPDX-License-Identifier: MIT
// What the files that make up the `game` module share.

#pragma once

#include <bindings/bindings.h>

#include "samples/meteors/rules/game.h"
#include "samples/meteors/rules/random.h"
#include "samples/meteors/script/behaviours.h"
#include "samples/meteors/script/events.h"
#include "samples/meteors/view/canvas.h"

namespace meteors {

struct Api {
    Game& game;
    Canvas& canvas;
    Random random;
    Events events{};
    Behaviours behaviours{};
    bool drawing = false;  ///< True during the 'draw' event.
};

/// Classes Entity and Player.
void declare_classes(Api& api, plinth::js::Module& module);
/// What the game is and does: score, events, banner.
void declare_game(Api& api, plinth::js::Module& module);
/// The spawn functions, and those that find entities.
void declare_spawning(Api& api, plinth::js::Module& module);
/// game.draw
void declare_drawing(Api& api, plinth::js::Module& module);

}  // namespace meteors
