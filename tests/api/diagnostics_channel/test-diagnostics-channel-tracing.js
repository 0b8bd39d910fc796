'use strict';

// A tracing channel publishes start, end, asyncStart, asyncEnd and error around an operation.

const assert = require('assert');
const { tracingChannel } = require('diagnostics_channel');

async function main() {
  const channel = tracingChannel('work');
  const log = [];
  const handlers = {};
  for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
    handlers[event] = (context) => log.push([event, context.id]);
  }
  channel.subscribe(handlers);

  assert.strictEqual(channel.traceSync((a, b) => a + b, { id: 1 }, null, 1, 2), 3);
  assert.deepStrictEqual(log.splice(0), [['start', 1], ['end', 1]]);

  assert.throws(() => channel.traceSync(() => { throw new Error('no'); }, { id: 2 }), /no/);
  assert.deepStrictEqual(log.splice(0), [['start', 2], ['error', 2], ['end', 2]]);

  assert.strictEqual(await channel.tracePromise(async () => 'x', { id: 3 }), 'x');
  assert.deepStrictEqual(log.splice(0),
    [['start', 3], ['end', 3], ['asyncStart', 3], ['asyncEnd', 3]]);

  await new Promise((resolve) => {
    channel.traceCallback((value, callback) => setImmediate(callback, null, value), -1, { id: 4 },
      null, 'value', (error, value) => {
        assert.strictEqual(value, 'value');
        resolve();
      });
  });
  assert.deepStrictEqual(log.splice(0),
    [['start', 4], ['end', 4], ['asyncStart', 4], ['asyncEnd', 4]]);

  assert.strictEqual(channel.unsubscribe(handlers), true);
  assert.strictEqual(channel.unsubscribe(handlers), false);
}

let finished = false;
main().then(() => { finished = true; });
process.on('exit', () => assert.ok(finished));
