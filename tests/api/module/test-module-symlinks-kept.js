'use strict';

// --preserve-symlinks: a link is a module of its own; --preserve-symlinks-main: the main one, too.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
write('real/main.js', `globalThis.runs = 0; let beside;
  require('../counted.js'); require('../link.js');
  try { beside = require('./beside'); } catch (error) { beside = error.code; }
  console.log(JSON.stringify([runs, beside]));`);
const counted = write('counted.js', 'globalThis.runs += 1;');
fs.symlinkSync(counted, path.join(folder, 'link.js'));
fs.mkdirSync(path.join(folder, 'links'));
fs.symlinkSync(path.join(folder, 'real/main.js'), path.join(folder, 'links/main.js'));
write('links/beside.js', 'module.exports = "beside";');

function run(...args) {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return stdout === '' ? stderr : JSON.parse(stdout);
}
assert.deepStrictEqual(run('links/main.js'), [1, 'MODULE_NOT_FOUND']);
assert.deepStrictEqual(run('--preserve-symlinks', 'links/main.js'), [2, 'MODULE_NOT_FOUND']);
assert.deepStrictEqual(run('--preserve-symlinks', '--preserve-symlinks-main', 'links/main.js'), [2, 'beside']);
