'use strict';
// SPDX-License-Identifier: MIT

// What url.parse() knows of schemes.

/** Whether "//" belongs behind it. */
function hasSlashes(protocol) {
  switch (protocol) {
    case 'http:': case 'https:': case 'ftp:': case 'gopher:': case 'file:': case 'ws:': case 'wss:':
    case 'http': case 'https': case 'ftp': case 'gopher': case 'file': case 'ws': case 'wss':
      return true;
    default:
      return false;
  }
}

/** Whether what follows is no host, and no path either. */
function isHostless(protocol) {
  if (protocol == null || protocol.length < 10 || protocol.length > 11) return false;
  const name = protocol.toLowerCase();
  return name === 'javascript:' || name === 'javascript';
}

module.exports = { hasSlashes, isHostless };
