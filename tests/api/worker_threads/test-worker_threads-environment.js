'use strict';

// A Worker has a copy of the environment, or shares it.

const assert = require('assert');
const { SHARE_ENV, Worker } = require('worker_threads');

process.env.BEFORE = 'set';
new Worker('process.env.COPY = "changed"', { eval: true }).on('exit', () => {
  assert.strictEqual(process.env.COPY, undefined);
  const sharing = new Worker(`
    const assert = require('assert');
    assert.strictEqual(process.env.BEFORE, 'set');
    process.env.INSIDE = 'seen outside';
    delete process.env.BEFORE;
    assert.ok(!('BEFORE' in process.env));
  `, { eval: true, env: SHARE_ENV });
  sharing.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(process.env.INSIDE, 'seen outside');
    assert.strictEqual(process.env.BEFORE, undefined);
    assert.ok(Object.keys(process.env).includes('INSIDE'));
  });
});
