'use strict';
// SPDX-License-Identifier: MIT

// The best scores, in scores.json in this mod's data folder. The file is read and written in the
// background: no frame waits for the disk.

const { readFile, rename, writeFile } = require('fs').promises;
const path = require('path');
const game = require('game');

const MOST_SCORES = 8;
const COLORS = { title: '#ffcf59', row: '#9fc7e0', mine: '#ffe9a8' };

let scores = [];
let latest = null;
let file = null;

async function load() {
  try {
    const read = JSON.parse(await readFile(file, 'utf8'));
    scores = read.filter(({ score }) => Number.isFinite(score)).slice(0, MOST_SCORES);
  } catch (error) {
    if (error.code !== 'ENOENT') console.warn(`${file}: ${error.message}`);
  }
}

// Written beside the old file and then put in its place: a crash leaves one whole file behind.
async function save() {
  const beside = `${file}.new`;
  await writeFile(beside, `${JSON.stringify(scores, null, 2)}\n`);
  await rename(beside, file);
}

async function add(score, level) {
  latest = { score, level, date: new Date().toISOString().slice(0, 10) };
  scores.push(latest);
  scores.sort((left, right) => right.score - left.score);
  scores.length = Math.min(scores.length, MOST_SCORES);
  try {
    await save();
  } catch (error) {
    console.error(`The scores are not saved: ${error.message}`);
  }
}

function drawRow(entry, index, top) {
  const color = entry === latest ? COLORS.mine : COLORS.row;
  const y = top + index * 27;
  const middle = game.width / 2;
  game.draw.text(middle - 165, y, String(index + 1), { size: 15, color, align: 'right' });
  game.draw.text(middle + 10, y, String(entry.score), { size: 15, color, align: 'right' });
  game.draw.text(middle + 40, y, `L${entry.level}`, { size: 15, color });
  game.draw.text(middle + 100, y, entry.date.slice(5), { size: 15, color });
}

function draw() {
  if (game.phase === 'playing' || scores.length === 0) return;
  const top = 300;
  game.draw.text(game.width / 2, top, 'HIGH SCORES',
    { size: 18, color: COLORS.title, align: 'center' });
  scores.forEach((entry, index) => drawRow(entry, index, top + 40));
}

async function activate(plugin) {
  file = path.join(plugin.dataFolder, 'scores.json');
  await load();
  game.on('draw', draw);
  game.on('gameStarted', () => { latest = null; });
  game.on('gameOver', ({ score, level }) => {
    if (score > 0) add(score, level);
  });
}

module.exports = { activate };
