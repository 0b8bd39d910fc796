'use strict';
// SPDX-License-Identifier: MIT

// structuredClone() as a library of streams uses it: to move a buffer away from whoever gave it.

const { structuredClone } = require('internal/structured-clone');

function fail() {
  const error = new TypeError('Operation failed: The ArrayBuffer could not be transferred');
  error.code = 'ERR_OPERATION_FAILED';
  throw error;
}

/** A buffer that can't be moved, such as a WebAssembly.Memory's, is refused. */
function moveBuffer(buffer, options) {
  const isEmpty = buffer.byteLength === 0;
  const moved = structuredClone(buffer, options);
  if (!isEmpty && buffer.byteLength !== 0) fail();
  return moved;
}

module.exports = { moveBuffer };
