// SPDX-License-Identifier: MIT
// Which threads the system prefers when there are more than processors.

#pragma once

namespace plinth {

/// The calling thread comes behind those of the game from now on. Where the system has no such
/// thing, nothing happens.
void rank_behind_the_game();

}  // namespace plinth
