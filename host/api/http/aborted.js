'use strict';
// SPDX-License-Identifier: MIT

// The error of a message whose other side went away.

function connectionReset(message) {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}

module.exports = { connectionReset };
