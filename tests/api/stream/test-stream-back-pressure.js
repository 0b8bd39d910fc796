'use strict';

// write() says false once as much as the high-water mark waits, and 'drain' comes when it is gone.

const assert = require('assert');
const { Writable } = require('stream');

const waiting = [];
const sink = new Writable({
  highWaterMark: 4,
  write(chunk, encoding, callback) {
    waiting.push(callback);
  },
});

assert.strictEqual(sink.write('abc'), true);
assert.strictEqual(sink.write('d'), false);
assert.strictEqual(sink.writableNeedDrain, true);

let drained = false;
sink.on('drain', () => {
  drained = true;
});
waiting.shift()();
setImmediate(() => {
  assert.strictEqual(drained, false);
  waiting.shift()();
  setImmediate(() => assert.strictEqual(drained, true));
});
process.on('exit', () => assert.strictEqual(drained, true));
