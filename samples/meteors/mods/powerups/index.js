'use strict';
// SPDX-License-Identifier: MIT

// Meteors drop something useful now and then. A new power-up is one more entry in POWERUPS.

const game = require('game');

const DROP_CHANCE = { 3: 0.08, 2: 0.12, 1: 0.16 };
const SECONDS_TO_LIVE = 11;

const POWERUPS = [
  {
    label: 'S',
    name: 'SHIELD',
    color: '#59c0ff',
    weight: 3,
    apply: () => game.player.addShield(7),
  },
  {
    label: 'R',
    name: 'RAPID FIRE',
    color: '#ffd75f',
    weight: 3,
    apply: () => game.player.setFireRate(13, 8),
  },
  {
    label: '3',
    name: 'TRIPLE SHOT',
    color: '#8dff9a',
    weight: 3,
    apply: () => game.player.setShots(3, 10),
  },
  {
    label: '!',
    name: 'SHOCK WAVE',
    color: '#ff7ad9',
    weight: 1,
    apply: shockWave,
  },
];

const TOTAL_WEIGHT = POWERUPS.reduce((sum, powerup) => sum + powerup.weight, 0);

// Destroys everything near the ship.
function shockWave() {
  const { player } = game;
  const near = (thing) => game.way(player, thing).distance < 240;
  for (const thing of [...game.meteors(), ...game.enemies()].filter(near)) thing.destroy();
  game.spawnRing({ x: player.x, y: player.y, radius: 20, speed: 900, life: 0.7, color: '#ff7ad9' });
  game.shake(0.8);
}

function pick() {
  let ticket = game.random() * TOTAL_WEIGHT;
  return POWERUPS.find((powerup) => (ticket -= powerup.weight) < 0) ?? POWERUPS[0];
}

function drop({ x, y }) {
  const { label, name, color, apply } = pick();
  game.spawnPickup({
    x,
    y,
    vx: (game.random() - 0.5) * 70,
    vy: (game.random() - 0.5) * 70,
    label,
    color,
    life: SECONDS_TO_LIVE,
    collect() {
      apply();
      game.spawnText({ x: game.player.x, y: game.player.y - 30, text: name, size: 15, color });
    },
  });
}

function activate() {
  game.on('meteorDestroyed', (meteor) => {
    if (game.phase === 'playing' && game.random() < DROP_CHANCE[meteor.size]) drop(meteor);
  });
}

module.exports = { activate };
