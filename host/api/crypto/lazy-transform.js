'use strict';
// SPDX-License-Identifier: MIT

// A Transform that becomes one when somebody uses it as a stream: most hashes never are.

require('internal/on-first-use');
const { Transform } = require('stream');

const kOptions = Symbol('options');

function LazyTransform(options) {
  this[kOptions] = options;
}
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

function becomeStream(self) {
  const options = self[kOptions];
  Reflect.apply(Transform, self, [options]);
  self._writableState.decodeStrings = false;
  if (!options?.defaultEncoding) self._writableState.defaultEncoding = 'buffer';
}

for (const name of ['_readableState', '_writableState']) {
  Object.defineProperty(LazyTransform.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      becomeStream(this);
      return this[name];
    },
    set(value) {
      Object.defineProperty(this, name, {
        configurable: true, enumerable: true, writable: true, value,
      });
    },
  });
}

module.exports = { LazyTransform };
