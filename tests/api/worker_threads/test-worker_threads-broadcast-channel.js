'use strict';

// A BroadcastChannel reaches all others of its name, in every thread, and not itself.

const assert = require('assert');
const { BroadcastChannel, Worker, receiveMessageOnPort } = require('worker_threads');

assert.throws(() => new BroadcastChannel(), { code: 'ERR_MISSING_ARGS' });
const channel = new BroadcastChannel('news');
const second = new BroadcastChannel('news');
const foreign = new BroadcastChannel('other');
channel.postMessage('here');
assert.strictEqual(receiveMessageOnPort(second).message, 'here');
assert.strictEqual(receiveMessageOnPort(channel), undefined);
assert.strictEqual(receiveMessageOnPort(foreign), undefined);
second.close();
foreign.close();
assert.throws(() => second.postMessage(1), { name: 'InvalidStateError' });

let heard;
channel.onmessage = ({ data }) => {
  heard = data;
  channel.close();
};
new Worker(`
  const channel = new BroadcastChannel('news');
  channel.postMessage(['from', 'a', 'thread']);
  channel.close();
`, { eval: true });
process.on('exit', () => assert.deepStrictEqual(heard, ['from', 'a', 'thread']));
