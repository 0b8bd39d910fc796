'use strict';

// With `serialization: 'advanced'` messages keep what JSON loses; a Buffer stays one.

const assert = require('assert');
const { fork } = require('child_process');

const circular = {};
circular.self = circular;
const MESSAGES = [
  { buffer: Buffer.from('héllo') },
  { floats: new Float64Array([1.5, -0]), empty: new Uint8Array(0) },
  { map: new Map([[{ a: 1 }, new Set(['b'])]]), date: new Date(5), big: 2n ** 70n },
  new RangeError('wrong'),
  circular,
];

if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
} else {
  const child = fork(__filename, ['child'], { serialization: 'advanced' });
  assert.throws(() => child.send({ call() {} }), /could not be cloned/);
  const seen = [];
  for (const message of MESSAGES) child.send(message);
  child.on('message', (message) => {
    seen.push(message);
    if (seen.length === MESSAGES.length) child.disconnect();
  });
  child.on('exit', () => {
    assert.deepStrictEqual(seen, MESSAGES);
    assert.ok(Buffer.isBuffer(seen[0].buffer));
  });
}
