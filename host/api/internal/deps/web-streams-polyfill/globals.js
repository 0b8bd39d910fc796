// SPDX-License-Identifier: MIT

// What the library takes for TypeError and RangeError: errors with Node's codes; and its way to move
// a buffer.

export { RangeError, TypeError } from 'internal/web-stream-errors';
export { moveBuffer as structuredClone } from 'internal/web-stream-buffers';
