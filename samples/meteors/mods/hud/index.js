'use strict';
// SPDX-License-Identifier: MIT

// The head-up display. Everything that one might want to change stands here, at the top: change
// it while the game runs, save, and look.

const game = require('game');

const THEME = {
  text: '#9fe8ff',
  faint: '#4f7f99',
  warning: '#ff6b6b',
  combo: ['#9fe8ff', '#8dff9a', '#ffe066', '#ff9f4a', '#ff5fa2'],
};
const LABELS = { score: 'SCORE', level: 'LEVEL', combo: 'COMBO', shield: 'SHIELD' };
const MARGIN = 26;
const COMBO_SECONDS = 2;

const combo = { hits: 0, best: 0, until: 0 };
let shownScore = 0;
let framesPerSecond = 60;

function comboColor() {
  const step = Math.min(Math.floor(combo.hits / 4), THEME.combo.length - 1);
  return THEME.combo[step];
}

function drawScore() {
  // The number runs after the score instead of jumping to it.
  shownScore += (game.score - shownScore) * 0.18;
  if (Math.abs(game.score - shownScore) < 1) shownScore = game.score;
  const digits = String(Math.round(shownScore)).padStart(6, '0');
  game.draw.text(MARGIN, MARGIN, LABELS.score, { size: 11, color: THEME.faint });
  game.draw.text(MARGIN, MARGIN + 20, digits, { size: 28, color: THEME.text });
}

function drawLives() {
  for (let ship = 0; ship < game.lives; ship++) {
    game.draw.ship(MARGIN + 9 + ship * 26, MARGIN + 76, 10, { color: THEME.text });
  }
}

function drawLevel() {
  game.draw.text(game.width / 2, MARGIN, LABELS.level,
    { size: 11, color: THEME.faint, align: 'center' });
  game.draw.text(game.width / 2, MARGIN + 20, String(game.level),
    { size: 22, color: THEME.text, align: 'center' });
}

function drawFrameRate() {
  const color = framesPerSecond < 50 ? THEME.warning : THEME.faint;
  game.draw.text(game.width - MARGIN, MARGIN, `${Math.round(framesPerSecond)} FPS`,
    { size: 11, color, align: 'right' });
}

function drawCombo() {
  const left = combo.until - game.time;
  if (left <= 0) combo.hits = 0;
  if (combo.hits < 2) return;

  const color = comboColor();
  const x = game.width - MARGIN;
  const pulse = 1 + 0.25 * Math.max(0, left / COMBO_SECONDS - 0.8);
  game.draw.text(x, MARGIN + 26, `${LABELS.combo} \u00d7${combo.hits}`,
    { size: 22 * pulse, color, align: 'right' });
  const length = 150 * (left / COMBO_SECONDS);
  game.draw.line([x - length, MARGIN + 64], [x, MARGIN + 64], { color, width: 3 });
}

function drawShield() {
  const { shield } = game.player;
  if (shield <= 0) return;
  const y = game.height - MARGIN;
  game.draw.text(MARGIN, y - 24, LABELS.shield, { size: 11, color: THEME.faint });
  game.draw.line([MARGIN, y], [MARGIN + Math.min(shield, 10) * 16, y],
    { color: '#59c0ff', width: 4 });
}

function draw() {
  drawFrameRate();
  if (game.phase !== 'playing') return;
  drawScore();
  drawLives();
  drawLevel();
  drawCombo();
  drawShield();
}

function countHit() {
  combo.hits += 1;
  combo.best = Math.max(combo.best, combo.hits);
  combo.until = game.time + COMBO_SECONDS;
}

function activate(plugin) {
  Object.assign(combo, plugin.state);
  shownScore = game.score;

  game.on('draw', draw);
  game.on('meteorDestroyed', countHit);
  game.on('enemyDestroyed', countHit);
  game.on('playerDied', () => { combo.hits = 0; });
  game.on('gameStarted', () => { shownScore = 0; });
  plugin.on('frame', (seconds) => {
    if (seconds > 0) framesPerSecond += (1 / seconds - framesPerSecond) * 0.05;
  });
}

/** What is returned here is `plugin.state` of the version that is loaded next. */
function deactivate() {
  return combo;
}

module.exports = { activate, deactivate };
