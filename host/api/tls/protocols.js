'use strict';
// SPDX-License-Identifier: MIT

// Names of application protocols (ALPN) as TLS sends them: each with its length before it.

require('internal/on-first-use');
const { Buffer } = require('buffer');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isArrayBufferView } = require('internal/types').types;

const LONGEST = 255;

function join(protocols) {
  const pieces = protocols.map((name, index) => {
    const bytes = Buffer.from(name);
    if (bytes.length > LONGEST) {
      throw new ERR_OUT_OF_RANGE(
        `The byte length of the protocol at index ${index} exceeds the maximum length.`,
        `<= ${LONGEST}`, bytes.length, true);
    }
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  return Buffer.concat(pieces);
}

/** Puts the protocols into `out.ALPNProtocols`: names, or what is joined already. */
function convertALPNProtocols(protocols, out) {
  if (Array.isArray(protocols)) {
    out.ALPNProtocols = join(protocols);
  } else if (isArrayBufferView(protocols)) {
    out.ALPNProtocols = Buffer.from(
      new Uint8Array(protocols.buffer, protocols.byteOffset, protocols.byteLength));
  }
}

module.exports = { convertALPNProtocols };
