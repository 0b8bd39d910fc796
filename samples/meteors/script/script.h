// SPDX-License-Identifier: MIT
// The game as mods see it: `require('game')`. mods/README.md describes it for their authors.
// samples/meteors/mods/README.md.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "samples/meteors/rules/game.h"
#include "samples/meteors/view/canvas.h"
#include "sdk/embed/plinth.h"

namespace meteors {

/// Owner: main, which makes it before the Host and so destroys it after the Host.
/// Thread: the Host's. Calls JS: in the three functions below, and nowhere else.
class Script {
  public:
    Script(Game& game, Canvas& canvas, std::uint64_t seed);
    ~Script();
    Script(const Script&) = delete;
    Script& operator=(const Script&) = delete;

    /// Offers the module `game` to all plugins.
    void bind(plinth::Host& host);

    /// Before a step of the game: the 'update' event, and the minds of what mods have spawned.
    void before_step();
    /// After it: what happened in it.
    void after_step(const std::vector<Event>& events);
    /// While a frame is drawn: lets mods draw over the playfield.
    void draw();

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace meteors
