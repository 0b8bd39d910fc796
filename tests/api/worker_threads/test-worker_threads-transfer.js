'use strict';

// What is transferred moves, or nothing does; what can't be copied is refused.

const assert = require('assert');
const {
  MessageChannel, MessagePort, markAsUntransferable, receiveMessageOnPort,
} = require('worker_threads');

const { port1, port2 } = new MessageChannel();
const received = () => receiveMessageOnPort(port2).message;

const memory = new ArrayBuffer(8);
port1.postMessage({ memory, view: new Uint8Array(memory, 2, 3) }, [memory]);
assert.strictEqual(memory.byteLength, 0);
const { memory: moved, view } = received();
assert.strictEqual(moved.byteLength, 8);
assert.strictEqual(view.buffer, moved);

const other = new MessageChannel();
port1.postMessage([other.port1], [other.port1]);
const [port] = received();
assert.ok(port instanceof MessagePort);
port.postMessage('through it');
assert.strictEqual(receiveMessageOnPort(other.port2).message, 'through it');

const shared = new SharedArrayBuffer(4);
port1.postMessage({ a: shared, b: shared });
const both = received();
assert.strictEqual(both.a, both.b);
new Int32Array(shared)[0] = 7;
assert.strictEqual(new Int32Array(both.a)[0], 7);

const kept = new ArrayBuffer(4);
markAsUntransferable(kept);
port1.postMessage(kept, [kept]);
assert.strictEqual(kept.byteLength, 4);
assert.strictEqual(received().byteLength, 4);

const whole = new ArrayBuffer(4);
const cases = [
  [[() => {}, []], 'DataCloneError'],
  [[null, [whole, port1]], 'DataCloneError'],
  [[null, [whole, whole]], 'DataCloneError'],
  [[null, [whole, {}]], 'TypeError'],
  [[Symbol('s'), [whole]], 'DataCloneError'],
  [[port, []], 'TypeError'],
  [[null, 5], 'TypeError'],
];
for (const [[value, list], name] of cases) {
  assert.throws(() => port1.postMessage(value, list), { name });
}
assert.strictEqual(whole.byteLength, 4);
assert.strictEqual(receiveMessageOnPort(port2), undefined);
port1.close();
other.port2.close();
