'use strict';
// SPDX-License-Identifier: MIT

// Draws: each frame moves a thousand sprites and sorts them by depth, as a picture would need.

const sprites = Array.from({ length: 1000 }, (_, i) => ({ x: i, y: 0, depth: i % 17, angle: i }));
let drawn = 0;

exports.activate = (plugin) => {
  plugin.on('frame', (dt) => {
    for (const sprite of sprites) {
      sprite.angle += dt;
      sprite.x += Math.cos(sprite.angle);
      sprite.y += Math.sin(sprite.angle);
    }
    sprites.sort((one, other) => one.depth - other.depth);
    drawn += sprites.length;
  });
};
