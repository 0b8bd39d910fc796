'use strict';

// --experimental-wasm-modules: import of WebAssembly, which may import, and be imported by, any module.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

// (import "./scale.mjs" "scale" (func (param i32) (result i32)))
// (func (export "twice \"and\" scaled") (param i32) (result i32)
//   local.get 0 i32.const 2 i32.mul call 0)
const section = (id, ...bytes) => [id, bytes.length, ...bytes];
const text = (value) => [value.length, ...Buffer.from(value)];
const bytes = Buffer.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, 1, 0x60, 1, 0x7f, 1, 0x7f),
  ...section(2, 1, ...text('./scale.mjs'), ...text('scale'), 0, 0),
  ...section(3, 1, 0),
  ...section(7, 1, ...text('twice "and" scaled'), 0, 1),
  ...section(10, 1, 9, 0, 0x20, 0, 0x41, 2, 0x6c, 0x10, 0, 0x0b),
]);
fs.writeFileSync(path.join(folder, 'double.wasm'), bytes);
fs.writeFileSync(path.join(folder, 'scale.mjs'), 'export function scale(n) { return n * 100; }');
fs.writeFileSync(path.join(folder, 'main.mjs'), `
  import * as double from './double.wasm';
  console.log(Object.keys(double).join(), double['twice "and" scaled'](21));
  console.log(await import('./double.wasm') === double);`);
fs.writeFileSync(path.join(folder, 'main.cjs'), `
  import('./double.wasm').then((double) => console.log(double['twice "and" scaled'](4)));`);

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
}
const { stdout, stderr } = run('--experimental-wasm-modules', 'main.mjs');
assert.strictEqual(stdout, 'twice "and" scaled 4200\ntrue\n');
assert.match(stderr, /ExperimentalWarning: .*WebAssembly/);
assert.strictEqual(run('--experimental-wasm-modules', 'main.cjs').stdout, '800\n');
assert.match(run('main.mjs').stderr, /ERR_UNKNOWN_FILE_EXTENSION/);
