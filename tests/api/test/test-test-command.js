'use strict';
// Host only: the verb `plinth test`.

// `plinth test DIR` finds test files by their names and folders; the exit code tells of failures.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'test-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
const test = (name) => `require('node:test').test('${name}', () => {});`;
write('a.test.js', test('a'));
write('b-test.cjs', test('b'));
write('c.test.ts', 'import { test } from "node:test"; const name: string = "c"; test(name, () => {});');
write('test-d.mjs', 'import "node:test"; import { test } from "node:test"; test("d", () => {});');
write('test/e.js', test('e'));
write('deep/test/f/f.js', test('f'));
write('not.js', 'throw 1;');
write('types.test.d.ts', 'throw 1;');
write('node_modules/p/p.test.js', 'throw 1;');
write('.hidden/h.test.js', 'throw 1;');

function plinth(...args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['test', ...args],
    { cwd: folder, encoding: 'utf8' });
  const names = stdout.split('\n').filter((line) => /^ok /.test(line)).map((line) => line.split('- ')[1]);
  return { names: names.sort(), status, stdout, stderr };
}
let out = plinth();
assert.deepStrictEqual(out.names, ['a', 'b', 'c', 'd', 'e', 'f'], out.stdout + out.stderr);
assert.strictEqual(out.status, 0);
assert.deepStrictEqual(plinth('test').names, ['e']);
assert.deepStrictEqual(plinth('*.test.js', 'b-test.cjs').names, ['a', 'b']);
assert.deepStrictEqual(plinth('--test-name-pattern=a', 'a.test.js').status, 0);

write('g.test.js', `require('node:test').test('g', () => { throw new Error('no'); });`);
out = plinth('--test-reporter=dot');
assert.strictEqual(out.status, 1);
assert.match(out.stdout, /^[.X]{7}$/m);
out = plinth('missing.js');
assert.strictEqual(out.status, 1);
assert.match(out.stderr, /Could not find/);
const report = path.join(folder, 'report.xml');
out = plinth('--test-reporter=junit', `--test-reporter-destination=${report}`, 'a.test.js');
assert.match(fs.readFileSync(report, 'utf8'), /<testcase name="a"/);
