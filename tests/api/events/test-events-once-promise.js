'use strict';

// events.once resolves with the event's arguments, and rejects on error or abort.

const assert = require('assert');
const EventEmitter = require('events');

async function main() {
  const emitter = new EventEmitter();
  process.nextTick(() => emitter.emit('event', 1, 2));
  assert.deepStrictEqual(await EventEmitter.once(emitter, 'event'), [1, 2]);
  assert.strictEqual(emitter.listenerCount('error'), 0);

  const error = new Error('no');
  process.nextTick(() => emitter.emit('error', error));
  await assert.rejects(EventEmitter.once(emitter, 'event'), error);
  assert.strictEqual(emitter.listenerCount('event'), 0);

  await assert.rejects(EventEmitter.once({}, 'event'), { code: 'ERR_INVALID_ARG_TYPE' });
}
main();
