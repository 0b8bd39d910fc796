'use strict';

// Without frames game time is the program's, and game timers are timers.
// Host only: Node has no such module.

const assert = require('assert');
const plinth = require('plinth');

assert.strictEqual(plinth.timeScale, 1);
const before = plinth.gameTime;
assert.ok(before >= 0 && before < 60);

assert.throws(() => plinth.setGameTimeout('code', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => plinth.setGameInterval(undefined, 1), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [undefined, null, 1, {}]) plinth.clearGameTimer(value);

const seen = [];
plinth.clearGameTimer(plinth.setGameTimeout(() => seen.push('cleared'), 1));
plinth.setGameTimeout((word) => {
  seen.push(word);
  assert.ok(plinth.gameTime - before >= 0.009);
}, 10, 'timeout');
let runs = 0;
const interval = plinth.setGameInterval(() => {
  seen.push('interval');
  if (++runs === 2) plinth.clearGameTimer(interval);
}, 20);

assert.rejects(plinth.nextFrame(), { code: 'ERR_INVALID_STATE' });

process.on('exit', () => assert.deepStrictEqual(seen, ['timeout', 'interval', 'interval']));
