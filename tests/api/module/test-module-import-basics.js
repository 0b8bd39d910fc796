'use strict';

// ES modules import each other, built-ins and CommonJS: names, defaults, live bindings.
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
const main = write('main.mjs', `
  import def, { count, increase } from './counter.mjs';
  import * as all from './counter.mjs';
  import fs, { readFileSync } from 'node:fs';
  import cjs, { named, other } from './cjs.cjs';
  const before = count;
  increase();
  export const result = [def, before, count, all.count, readFileSync === fs.readFileSync, cjs.named,
    named, other];
`);
write('counter.mjs', 'export let count = 1; export function increase() { count++; } export default "d";');
write('cjs.cjs', 'exports.named = 1; Object.defineProperty(exports, "other", { enumerable: true, value: 2 });');

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const { result } = await import(main);
  assert.deepStrictEqual(result, ['d', 1, 2, 2, true, 1, 1, 2]);
  done = true;
})();
