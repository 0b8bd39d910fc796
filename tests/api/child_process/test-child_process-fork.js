'use strict';

// fork joins two scripts by a channel; 'disconnect' comes at both ends, the child then ends.

const assert = require('assert');
const { fork } = require('child_process');

if (process.argv[2] === 'child') {
  assert.strictEqual(process.connected, true);
  assert.strictEqual(process.env.NODE_CHANNEL_FD, undefined);
  process.on('message', (message) => process.send({ got: message }));
  process.on('disconnect', () => { process.exitCode = 7; });
  process.send('ready');
} else {
  for (const serialization of ['json', 'advanced']) run(serialization);
}

function run(serialization) {
  const child = fork(__filename, ['child'], { serialization });
  const sent = { a: [1, 'ü', null], b: { c: true } };
  const seen = [];
  child.on('message', (message) => {
    seen.push(message);
    if (message === 'ready') {
      assert.strictEqual(child.send(sent, (error) => assert.strictEqual(error, null)), true);
    } else {
      child.disconnect();
      assert.strictEqual(child.connected, false);
    }
  });
  child.on('disconnect', () => seen.push('disconnect'));
  child.on('exit', (code) => seen.push(code));
  process.on('exit', () => assert.deepStrictEqual(seen, ['ready', { got: sent }, 'disconnect', 7]));
}
