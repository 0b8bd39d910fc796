'use strict';
// SPDX-License-Identifier: MIT

// Symbol.dispose and Symbol.asyncDispose, where V8 does not have them yet. The loader runs this first.

for (const name of ['dispose', 'asyncDispose']) {
  if (Symbol[name] === undefined) {
    Object.defineProperty(Symbol, name, { __proto__: null, value: Symbol(`nodejs.${name}`) });
  }
}
