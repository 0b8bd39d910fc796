'use strict';
// SPDX-License-Identifier: MIT

// More light: showers after a combo, rockets over the last screen. It changes no rule.

const game = require('game');

const COLORS = ['#ff5fa2', '#ffd75f', '#8dff9a', '#59c0ff', '#c58bff'];
const SECONDS_BETWEEN_ROCKETS = 0.55;

let nextRocket = 0;

function anyColor() {
  return COLORS[Math.floor(game.random() * COLORS.length)];
}

function rocket() {
  const color = anyColor();
  const x = game.width * (0.12 + 0.76 * game.random());
  const y = game.height * (0.15 + 0.5 * game.random());
  game.spawnParticles({ x, y, count: 70, color, speed: 300, life: 1.5, size: 2 });
  game.spawnParticles({ x, y, count: 20, color: '#ffffff', speed: 120, life: 0.7, size: 2 });
  game.spawnRing({ x, y, radius: 4, speed: 260, life: 0.6, color });
}

function celebrate() {
  if (game.phase !== 'gameOver' || game.score === 0 || game.time < nextRocket) return;
  nextRocket = game.time + SECONDS_BETWEEN_ROCKETS;
  rocket();
}

function shower({ x, y, size }) {
  if (size !== 1) return;
  game.spawnParticles({ x, y, count: 14, color: anyColor(), speed: 210, life: 0.9, size: 2 });
}

function activate() {
  game.on('update', celebrate);
  game.on('meteorDestroyed', shower);
  game.on('extraLife', () => { for (let made = 0; made < 5; made++) rocket(); });
}

module.exports = { activate };
