'use strict';
// SPDX-License-Identifier: MIT

// A saucer that comes every now and then, circles the player at a distance, and shoots. The game
// knows nothing of it: it only knows enemies, and calls our update() in each step.

const game = require('game');

const FIRST_LEVEL = 1;
const SECONDS_BETWEEN = [9, 17];
const COLOR = '#ff5f7e';
const SHOT_COLOR = '#ff9a5f';
const SPEED = 150;
const KEEP_AWAY = 260;
const SHAPE = [
  [-1, 0.1], [-0.45, -0.25], [-0.25, -0.6], [0.25, -0.6], [0.45, -0.25], [1, 0.1],
  [0.45, 0.45], [-0.45, 0.45],
];
// The line around its middle, and the edge of its dome.
const MARKINGS = [[[-1, 0.1], [1, 0.1]], [[-0.45, -0.25], [0.45, -0.25]]];

let nextVisit = 0;

function between([low, high]) {
  return low + (high - low) * game.random();
}

function scheduleVisit() {
  nextVisit = game.time + between(SECONDS_BETWEEN) / (1 + game.level * 0.08);
}

// Its mind: what it remembers from one step to the next is in this closure.
function createHunter() {
  let reload = 1.5;
  let orbit = game.random() < 0.5 ? 1 : -1;
  const nerve = 0.35 / (1 + game.level * 0.3);

  return function hunt(saucer, seconds) {
    const { player } = game;
    saucer.angle = Math.sin(game.time * 3) * 0.12;
    if (!player.alive) return;

    const way = game.way(saucer, player);
    // Nearer than it likes: away; farther: closer; and always around.
    const closing = Math.max(-1, Math.min(1, (way.distance - KEEP_AWAY) / 120));
    const wanted = {
      x: (Math.cos(way.angle) * closing - Math.sin(way.angle) * orbit * 0.7) * SPEED,
      y: (Math.sin(way.angle) * closing + Math.cos(way.angle) * orbit * 0.7) * SPEED,
    };
    saucer.vx += (wanted.x - saucer.vx) * 1.8 * seconds;
    saucer.vy += (wanted.y - saucer.vy) * 1.8 * seconds;
    if (game.random() < 0.15 * seconds) orbit = -orbit;

    reload -= seconds;
    if (reload > 0) return;
    reload = between([0.9, 1.7]);
    const lead = way.distance / 420;
    const aim = Math.atan2(
      way.y + (player.vy - saucer.vy) * lead, way.x + (player.vx - saucer.vx) * lead);
    game.spawnBullet({
      x: saucer.x,
      y: saucer.y,
      angle: aim + (game.random() - 0.5) * nerve,
      speed: 420,
      life: 2,
      color: SHOT_COLOR,
      hostile: true,
    });
  };
}

function visit() {
  const fromLeft = game.random() < 0.5;
  game.spawnEnemy({
    x: fromLeft ? 0 : game.width - 1,
    y: game.height * (0.15 + 0.7 * game.random()),
    vx: fromLeft ? SPEED : -SPEED,
    radius: 25,
    health: 2,
    points: 250,
    color: COLOR,
    shape: SHAPE,
    markings: MARKINGS,
    update: createHunter(),
  });
  game.banner('HUNTER', { seconds: 1.2, color: COLOR });
}

function update() {
  if (game.phase !== 'playing' || game.level < FIRST_LEVEL) return;
  if (game.time < nextVisit || game.enemies().length > 0) return;
  scheduleVisit();
  visit();
}

function activate(plugin) {
  if (plugin.state) nextVisit = plugin.state.nextVisit;
  game.on('update', update);
  game.on('gameStarted', scheduleVisit);
  game.on('enemyDestroyed', scheduleVisit);
}

function deactivate() {
  return { nextVisit };
}

module.exports = { activate, deactivate };
