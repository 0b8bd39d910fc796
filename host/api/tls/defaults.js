'use strict';
// SPDX-License-Identifier: MIT

// What holds where options say nothing: tls.DEFAULT_..., which programs may change, command line
// options, the environment.

require('internal/on-first-use');
const fs = require('fs');
const { constants } = require('crypto/constants');
const { hasOption } = require('internal/options');
const { getSystemErrorMap } = require('util');

// The names that tls shows; it shares this object.
const settings = {
  DEFAULT_CIPHERS: constants.defaultCipherList,
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
};

for (const [option, name, version] of [
  ['--tls-min-v1.3', 'DEFAULT_MIN_VERSION', 'TLSv1.3'],
  ['--tls-min-v1.2', 'DEFAULT_MIN_VERSION', 'TLSv1.2'],
  ['--tls-min-v1.1', 'DEFAULT_MIN_VERSION', 'TLSv1.1'],
  ['--tls-min-v1.0', 'DEFAULT_MIN_VERSION', 'TLSv1'],
  ['--tls-max-v1.2', 'DEFAULT_MAX_VERSION', 'TLSv1.2'],
  ['--tls-max-v1.3', 'DEFAULT_MAX_VERSION', 'TLSv1.3'],
]) {
  if (hasOption(option)) settings[name] = version;
}

const SYSTEM_ERROR = 0x80000000;  // What OpenSSL adds to a number of the system's.

let extra;  // The text of a file of authorities; null: none.

// An error of the system in OpenSSL's words.
function describe({ errno, message }) {
  const [, text] = getSystemErrorMap().get(errno) ?? [];
  if (text === undefined) return message;
  const number = (SYSTEM_ERROR - errno).toString(16).toUpperCase();
  return `error:${number}:system library::${text[0].toUpperCase()}${text.slice(1)}`;
}

// The environment may name a file of them, as for Node.
function extraAuthorities() {
  if (extra === undefined) {
    const file = process.env.NODE_EXTRA_CA_CERTS;
    extra = null;
    try {
      if (file) extra = fs.readFileSync(file);
    } catch (error) {
      process.emitWarning(`Ignoring extra certs from \`${file}\`, load failed: ${describe(error)}`);
    }
  }
  return extra ?? undefined;
}

module.exports = {
  settings,
  ciphers: () => settings.DEFAULT_CIPHERS,
  curve: () => settings.DEFAULT_ECDH_CURVE,
  minVersion: () => settings.DEFAULT_MIN_VERSION,
  maxVersion: () => settings.DEFAULT_MAX_VERSION,
  extraAuthorities,
};
