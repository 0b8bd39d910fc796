'use strict';
// SPDX-License-Identifier: MIT

// createSecurePair(): two streams, one encrypted, one plain. Deprecated in Node since long.

require('internal/on-first-use');
const EventEmitter = require('events');
const { duplexPair } = require('stream');
const { TLSSocket } = require('tls/socket');
const { createSecureContext } = require('tls/secure-context');

class SecurePair extends EventEmitter {
  constructor(secureContext = createSecureContext(), isServer = false,
              requestCert = !isServer, rejectUnauthorized = false, options = {}) {
    super();
    const [encrypted, inner] = duplexPair();
    this.server = options.server;
    this.credentials = secureContext;
    this.encrypted = encrypted;
    this.cleartext = new TLSSocket(inner, {
      secureContext, isServer, requestCert, rejectUnauthorized, ...options,
    });
    this.cleartext.once('secure', () => this.emit('secure'));
  }

  destroy() {
    this.cleartext.destroy();
    this.encrypted.destroy();
  }
}

let warned = false;

function createSecurePair(...options) {
  if (!warned) {
    warned = true;
    process.emitWarning(
      'tls.createSecurePair() is deprecated. Please use tls.TLSSocket instead.',
      'DeprecationWarning', 'DEP0064');
  }
  return new SecurePair(...options);
}

module.exports = { createSecurePair };
