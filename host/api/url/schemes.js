'use strict';
// SPDX-License-Identifier: MIT

// What url.parse() knows of schemes.

const SLASHED = ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'];

function nameOf(protocol) {
  return protocol?.endsWith(':') ? protocol.slice(0, -1) : protocol;
}

/** Whether "//" belongs behind it. */
function hasSlashes(protocol) {
  return SLASHED.includes(nameOf(protocol));
}

/** Whether what follows is no host, and no path either. */
function isHostless(protocol) {
  return nameOf(protocol)?.toLowerCase() === 'javascript';
}

module.exports = { hasSlashes, isHostless };
