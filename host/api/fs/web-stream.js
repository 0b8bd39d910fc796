'use strict';
// SPDX-License-Identifier: MIT

// An open file as a web stream of bytes.

const { ReadableStream } = require('stream/web');

const CHUNK = 16 * 1024;

/**
 * @param {FileHandle} handle closing it ends the stream
 * @returns {ReadableStream}
 */
function webStreamOf(handle) {
  let controller;
  let ended = false;
  function end() {
    if (ended) return;
    ended = true;
    controller.close();
    controller.byobRequest?.respond(0);
  }
  handle.once('close', end);
  return new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: CHUNK,
    start(made) {
      controller = made;
    },
    async pull() {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (ended) return;
      if (bytesRead === 0) end();
      else controller.byobRequest.respond(bytesRead);
    },
    cancel() {
      ended = true;
    },
  }, { highWaterMark: 0 });
}

module.exports = { webStreamOf };
