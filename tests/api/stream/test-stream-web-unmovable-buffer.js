'use strict';
// SPDX-License-Identifier: MIT
// A stream of bytes refuses a buffer that can't be moved, and leaves it as it is.

const assert = require('assert');

const { buffer } = new WebAssembly.Memory({ initial: 1 });
const size = buffer.byteLength;
const isRefused = { name: 'TypeError', code: 'ERR_OPERATION_FAILED' };
const stream = new ReadableStream({
  type: 'bytes',
  start(controller) {
    assert.throws(() => controller.enqueue(new Uint8Array(buffer, 0, 1)), isRefused);
  },
});
assert.rejects(stream.getReader({ mode: 'byob' }).read(new Uint8Array(buffer, 0, 1)), isRefused)
  .then(() => assert.strictEqual(buffer.byteLength, size));
