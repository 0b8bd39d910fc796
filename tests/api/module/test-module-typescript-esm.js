'use strict';

// Host only: Node 20 runs no TypeScript.
// import loads .mts, and .ts that is written as an ES module; require() refuses them.

const assert = require('assert');
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

write('count.mts', 'export const count: number = 3;\nexport type T = typeof count;\n');
write('old.cts', 'exports.old = 1 as number;\n');
const main = write('main.ts', `
import { count, type T } from './count.mts';
import type { Nothing } from './nowhere.ts';
import { old } from './old.cts';
enum Kind { A = 4 }
export const sum: T = count + Kind.A + old;
export default await Promise.resolve(import.meta.url);
`);

assert.throws(() => require(main), { code: 'ERR_REQUIRE_ESM' });
assert.throws(() => require(path.join(folder, 'count.mts')), { code: 'ERR_REQUIRE_ESM' });
let done = false;
import(main).then((main) => {
  assert.strictEqual(main.sum, 8);
  assert.match(main.default, /^file:.*main\.ts$/);
  done = true;
});
process.on('exit', () => assert(done));
