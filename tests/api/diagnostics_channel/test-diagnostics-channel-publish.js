'use strict';

// Subscribers get message and name; one that throws does not hurt the publisher or the others.

const assert = require('assert');
const { channel, hasSubscribers, subscribe, unsubscribe } = require('diagnostics_channel');

const seen = [];
const listener = (message, name) => seen.push([message, name]);
const failing = () => { throw new Error('of a subscriber'); };

assert.strictEqual(channel('one'), channel('one'));
assert.strictEqual(hasSubscribers('one'), false);
subscribe('one', failing);
subscribe('one', listener);
channel('one').publish('hello');
assert.deepStrictEqual(seen, [['hello', 'one']]);

assert.strictEqual(unsubscribe('one', listener), true);
assert.strictEqual(unsubscribe('one', listener), false);
assert.throws(() => channel(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => subscribe('one', 1), { code: 'ERR_INVALID_ARG_TYPE' });

let uncaught = 0;
process.on('uncaughtException', (error) => {
  uncaught++;
  assert.strictEqual(error.message, 'of a subscriber');
});
process.on('exit', () => assert.strictEqual(uncaught, 1));
