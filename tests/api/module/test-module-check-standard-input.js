'use strict';

// --check of code on standard input: it is compiled, not run.

const assert = require('assert');
const { spawnSync } = require('child_process');

function check(input, ...args) {
  const { status, stderr } =
    spawnSync(process.execPath, [...args, '--check'], { input, encoding: 'utf8' });
  return [status, stderr];
}
assert.deepStrictEqual(check('throw new Error("it ran");'), [0, '']);
assert.deepStrictEqual(check('export {}; throw new Error("it ran");', '--input-type=module'), [0, '']);
for (const type of ['commonjs', 'module']) {
  const [status, stderr] = check('var foo bar;', `--input-type=${type}`);
  assert.strictEqual(status, 1);
  assert.match(stderr, /^\[stdin\]:1\n/);
  assert.match(stderr, /^SyntaxError: Unexpected identifier/m);
}
