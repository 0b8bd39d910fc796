'use strict';

// import() works in functions of every origin, and an awaited cycle does not hang.
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
write('target.mjs', 'export default "target";');
const from = write('from.cjs', `
  exports.plain = () => import('./target.mjs');
  exports.evaluated = () => eval('import("./target.mjs")');
  exports.made = new Function('return import("./target.mjs")');
`);
write('a.mjs', 'import "./b.mjs"; export const order = [];');
write('b.mjs', 'const later = import("./a.mjs"); export { later };');
write('tla.mjs', 'export const value = await new Promise((r) => setTimeout(r, 1, "awaited"));');

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const { plain, evaluated, made } = require(from);
  for (const load of [plain, evaluated, made]) {
    assert.strictEqual((await load()).default, 'target');
  }
  const [one, two] = await Promise.all([plain(), plain()]);
  assert.strictEqual(one, two);
  const { later } = await import(path.join(folder, 'b.mjs'));
  assert.deepStrictEqual((await later).order, []);
  assert.strictEqual((await import(path.join(folder, 'tla.mjs'))).value, 'awaited');
  done = true;
})();
