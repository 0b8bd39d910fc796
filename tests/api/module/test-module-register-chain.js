'use strict';

// What is registered already finds what is registered next; hooks' mistakes name the hook.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('strip.mjs', `export const resolve = (specifier, context, nextResolve) =>
  nextResolve(specifier.replace(/^strip:/, ''), context);`);
write('names.mjs', `
  export const resolve = (specifier, context, next) => (console.log(next.name), next(specifier));
  export const load = (url, context, next) => (console.log(next.name), next(url));`);
write('none.mjs', 'export const resolve = () => null;');
write('list.mjs', 'export const resolve = (specifier, context, next) => next(specifier, []);');
write('nowhere.mjs', 'export const load = (url, context, next) => next("no URL");');
write('main.mjs', 'console.log("main");');
write('bad-host.mjs', 'import "file://other.host/x.js";');

function run(...loaders) {
  const args = loaders.flatMap((name) => ['--loader', name]);
  return spawnSync(process.execPath, ['--no-warnings', ...args, 'main.mjs'],
    { cwd: folder, encoding: 'utf8' });
}
// Node's hooks print on a thread of their own: the order is not fixed.
const lines = run('./strip.mjs', 'strip:./names.mjs').stdout.trim().split('\n').sort();
assert.deepStrictEqual(lines, ['main', 'nextLoad', 'nextResolve']);
assert.match(run('./strip.mjs', './none.mjs').stderr,
  /ERR_INVALID_RETURN_VALUE.*none\.mjs 'resolve' hook's nextResolve\(\)" function but got null/);
assert.match(run('./list.mjs').stderr,
  /ERR_INVALID_ARG_TYPE.*'resolve' hook's nextResolve\(\) context/);
assert.match(run('./nowhere.mjs').stderr,
  /ERR_INVALID_ARG_VALUE.*'load' hook's nextLoad\(\) url/);

const { stderr } = spawnSync(process.execPath, ['bad-host.mjs'], { cwd: folder, encoding: 'utf8' });
assert.match(stderr, /input: 'file:..other.host.x.js'/);
assert.match(stderr, /module: 'file:.*bad-host\.mjs'/);
