'use strict';

// A cycle through both systems: import sees what CommonJS exported so far, and nothing hangs.

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}
write('a.mjs', `import b from './b.cjs';
export const name = 'a';
export { b };`);
write('b.cjs', `exports.early = 1;
exports.a = import('./a.mjs');
exports.late = 2;`);
write('c.cjs', `exports.before = 1;
exports.d = require('./d.cjs');
exports.after = 2;`);
write('d.cjs', `const c = require('./c.cjs');
exports.seen = Object.keys(c);
exports.late = import('./e.mjs');`);
write('e.mjs', `import c, { before } from './c.cjs';
import { f } from './f.mjs';
export { before, c };
export function e() { return 'e' + f(); }`);
write('f.mjs', `import { e } from './e.mjs';
export function f() { return typeof e; }`);
write('self.mjs', `export const me = await import('./self2.mjs').then(({ other }) => other);`);
write('self2.mjs', `export const other = 'other'; export const back = () => import('./self.mjs');`);

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const a = await import(path.join(folder, 'a.mjs'));
  assert.deepStrictEqual([a.b.early, a.b.late], [1, 2]);
  assert.strictEqual((await a.b.a).name, 'a');
  assert.strictEqual(await a.b.a, a);

  const c = require(path.join(folder, 'c.cjs'));
  assert.deepStrictEqual(c.d.seen, ['before']);
  const e = await c.d.late;
  assert.strictEqual(e.before, 1);
  assert.strictEqual(e.c, c);
  assert.strictEqual(e.e(), 'efunction');

  const self = await import(path.join(folder, 'self.mjs'));
  assert.strictEqual(self.me, 'other');
  done = true;
})();
