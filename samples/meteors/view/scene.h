// SPDX-License-Identifier: MIT
// Puts the game on the canvas: the playfield first, then what is written over it. A HUD is not
// here: it is the hud mod's.

#pragma once

#include "samples/meteors/rules/game.h"
#include "samples/meteors/view/canvas.h"
#include "samples/meteors/view/painter.h"

namespace meteors {

Sky sky_of(const Game& game);
void draw_playfield(const Game& game, Canvas& canvas);
/// Title, game over, and the banner of a level.
void draw_screens(const Game& game, Canvas& canvas);
void draw_ship(Vec place, float angle, float size, const Pen& pen, Canvas& canvas);

}  // namespace meteors
