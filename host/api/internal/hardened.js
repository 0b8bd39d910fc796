'use strict';
// SPDX-License-Identifier: MIT

// Hardening: what a plugin gets before its first line when its host does not trust it (see
// docs/decisions/limits.md). Built-ins that V8 can't interrupt get caps on the lengths that they
// work on; WebAssembly and waiting are taken away. The cap on the source of eval() is the engine's.

const native = internalBinding('process');
const { guardConstructor, replaceAll, startGuards } = require('internal/hardened-guards');
const { guardArrays } = require('internal/hardened-arrays');
const { guardTexts } = require('internal/hardened-texts');
const { guardCollections } = require('internal/hardened-collections');

const RawTypeError = TypeError;

// Their memory is outside of all limits: the native half counts those that are alive.
function guardIntl() {
  for (const name of Object.getOwnPropertyNames(Intl)) {
    if (typeof Intl[name]?.prototype !== 'object') continue;
    guardConstructor(Intl, name, {
      after(made) {
        native.countIntlObject(made);
        return made;
      },
    });
  }
}

function harden() {
  startGuards();
  delete globalThis.WebAssembly;
  replaceAll(Atomics, {
    wait() {
      throw new RawTypeError('Atomics.wait cannot be called in this context');
    },
  });
  guardIntl();
  guardTexts();
  guardCollections();
  guardArrays();
}

module.exports = { harden };
