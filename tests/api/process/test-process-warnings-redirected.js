'use strict';

// --redirect-warnings and NODE_REDIRECT_WARNINGS: warnings go to a file, or are shown if they can't.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'process-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

function warn(args, env) {
  const code = 'process.emitWarning("first"); process.emitWarning("second");';
  return spawnSync(process.execPath, [...args, '-e', code],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } }).stderr;
}
const file = path.join(folder, 'warnings.txt');
const lines = () => fs.readFileSync(file, 'utf8').replace(/^\(node:\d+\) /gm, '');

assert.doesNotMatch(warn([`--redirect-warnings=${file}`]), /first|second/);
assert.match(lines(), /^Warning: first\n(.*\n)*Warning: second\n/);
fs.rmSync(file);
assert.doesNotMatch(warn([], { NODE_REDIRECT_WARNINGS: file }), /first|second/);
assert.match(lines(), /^Warning: first\n/);
const nowhere = path.join(folder, 'not/there.txt');
assert.match(warn([`--redirect-warnings=${nowhere}`]), /Warning: first\n(.*\n)*.*Warning: second\n/);
