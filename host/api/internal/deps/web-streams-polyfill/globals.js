// SPDX-License-Identifier: MIT

// What the library takes for TypeError and RangeError: errors with Node's codes.

export { RangeError, TypeError } from 'internal/web-stream-errors';
