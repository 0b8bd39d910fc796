'use strict';
// SPDX-License-Identifier: MIT

// Errors that only TLS has.

require('internal/on-first-use');
const { codes, define } = require('internal/errors');

for (const [code, base, text] of [
  ['ERR_TLS_ALPN_CALLBACK_INVALID_RESULT', 'TypeError', (value, protocols) =>
    `ALPN callback returned a value (${value}) that did not match any of the client's offered ` +
    `protocols (${protocols.join(', ')})`],
  ['ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS', 'TypeError',
    'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive'],
  ['ERR_TLS_CERT_ALTNAME_FORMAT', 'SyntaxError', 'Invalid subject alternative name string'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Error', (reason) =>
    `Hostname/IP does not match certificate's altnames: ${reason}`],
  ['ERR_TLS_DH_PARAM_SIZE', 'Error', (size) => `DH parameter size ${size} is less than 2048`],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', 'Error', 'TLS handshake timeout'],
  ['ERR_TLS_INVALID_CONTEXT', 'TypeError', (name) => `${name} must be a SecureContext`],
  ['ERR_TLS_INVALID_PROTOCOL_METHOD', 'TypeError', (reason) => reason],
  ['ERR_TLS_INVALID_PROTOCOL_VERSION', 'TypeError', (version, which) =>
    `${JSON.stringify(version)} is not a valid ${which} TLS protocol version`],
  ['ERR_TLS_INVALID_STATE', 'Error', 'TLS socket connection must be securely established'],
  ['ERR_TLS_PROTOCOL_VERSION_CONFLICT', 'TypeError', (version, method) =>
    `TLS protocol version ${JSON.stringify(version)} conflicts with ` +
    `secureProtocol ${JSON.stringify(method)}`],
  // The code's spelling is Node's.
  ['ERR_TLS_PSK_SET_IDENTIY_HINT_FAILED', 'Error', 'Failed to set PSK identity hint'],
  ['ERR_TLS_RENEGOTIATION_DISABLED', 'Error', 'TLS session renegotiation disabled for this socket'],
  ['ERR_TLS_REQUIRED_SERVER_NAME', 'Error',
    '"servername" is required parameter for Server.addContext'],
  ['ERR_TLS_SESSION_ATTACK', 'Error', 'TLS session renegotiation attack detected'],
  ['ERR_TLS_SNI_FROM_SERVER', 'Error', 'Cannot issue SNI from a TLS server-side socket'],
]) {
  if (codes[code] === undefined) define(code, base, text);
}

/** As Node reports a connection that went away. */
function connectionReset(message) {
  const error = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}

module.exports = { codes, connectionReset };
