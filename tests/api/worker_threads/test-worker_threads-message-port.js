'use strict';

// Messages of a channel arrive in their order, wait for the first listener, and end with 'close'.

const assert = require('assert');
const { MessageChannel, MessagePort, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
assert.ok(port1 instanceof MessagePort);
assert.ok(port1 instanceof EventTarget);
assert.strictEqual(globalThis.MessagePort, MessagePort);
assert.throws(() => new MessagePort(), { code: 'ERR_CONSTRUCT_CALL_INVALID' });
assert.throws(() => port1.postMessage(), { code: 'ERR_MISSING_ARGS' });

assert.strictEqual(receiveMessageOnPort(port2), undefined);
port1.postMessage('first');
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: 'first' });
assert.throws(() => receiveMessageOnPort({}), { code: 'ERR_INVALID_ARG_TYPE' });

const seen = [];
for (const i of [1, 2, 3]) port1.postMessage({ i, map: new Map([[i, [i]]]) });
setImmediate(() => {
  port2.on('message', (message) => {
    seen.push(message.i);
    assert.deepStrictEqual(message.map, new Map([[message.i, [message.i]]]));
    if (message.i === 3) port1.close();
  });
});
port2.on('close', () => seen.push('close'));
port1.addEventListener('close', (event) => {
  assert.strictEqual(event.type, 'close');
  seen.push('close of the other');
});
process.on('exit', () => {
  assert.deepStrictEqual(seen, [1, 2, 3, 'close of the other', 'close']);
});

{
  // A port has what an emitter has.
  const { port1 } = new MessageChannel();
  assert.strictEqual(port1.setMaxListeners(3), undefined);
  assert.strictEqual(port1.getMaxListeners(), 3);
  assert.throws(() => port1.emit(1), { code: 'ERR_INVALID_ARG_TYPE' });
  port1.close();
}
