'use strict';

// events.on yields every event in order, also those that came before they were asked for.

const assert = require('assert');
const EventEmitter = require('events');

async function main() {
  const emitter = new EventEmitter();
  process.nextTick(() => {
    emitter.emit('event', 'a');
    emitter.emit('event', 'b', 'c');
  });
  const seen = [];
  for await (const args of EventEmitter.on(emitter, 'event')) {
    seen.push(args);
    if (seen.length === 2) break;
  }
  assert.deepStrictEqual(seen, [['a'], ['b', 'c']]);
  assert.strictEqual(emitter.listenerCount('event'), 0);

  const error = new Error('no');
  const iterator = EventEmitter.on(emitter, 'event');
  emitter.emit('error', error);
  await assert.rejects(iterator.next(), error);
}
main();
