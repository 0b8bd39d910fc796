'use strict';

// A port that closes keeps the program running until it is closed, and hasRef() says so.

const assert = require('assert');
const { MessageChannel } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
for (const port of [port1, port2]) {
  assert.strictEqual(port.hasRef(), false);
  port.on('message', () => {});
  assert.strictEqual(port.hasRef(), true);
}
let closed = false;
port1.on('close', () => {
  closed = true;
  assert.deepStrictEqual([port1.hasRef(), port2.hasRef()], [false, false]);
});
port2.close();
assert.deepStrictEqual([port1.hasRef(), port2.hasRef()], [true, true]);
process.on('exit', () => assert.ok(closed));
