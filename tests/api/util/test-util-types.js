'use strict';

// Type checks are not deceived by prototypes or tags.

const assert = require('assert');
const { types } = require('util');

const checks = {
  isDate: new Date(), isRegExp: /a/, isMap: new Map(), isSet: new Set(), isWeakMap: new WeakMap(),
  isWeakSet: new WeakSet(), isPromise: Promise.resolve(), isProxy: new Proxy({}, {}),
  isNativeError: new Error('e'), isArrayBuffer: new ArrayBuffer(1),
  isDataView: new DataView(new ArrayBuffer(1)),
  isUint8Array: new Uint8Array(1), isBigInt64Array: new BigInt64Array(1),
  isTypedArray: new Int8Array(1),
  isArrayBufferView: new DataView(new ArrayBuffer(1)), isNumberObject: Object(1),
  isStringObject: Object('s'), isBooleanObject: Object(true), isBigIntObject: Object(1n),
  isSymbolObject: Object(Symbol()), isBoxedPrimitive: Object(1), isAsyncFunction: async () => {},
  isGeneratorFunction: function* () {}, isGeneratorObject: (function* () {})(),
  isMapIterator: new Map().keys(), isSetIterator: new Set().keys(),
  isAnyArrayBuffer: new ArrayBuffer(1),
  isArgumentsObject: (function () { return arguments; })(),
};
for (const [name, value] of Object.entries(checks)) {
  assert.strictEqual(types[name](value), true, name);
  assert.strictEqual(types[name]({}), false, name);
  assert.strictEqual(types[name](undefined), false, name);
}
assert.strictEqual(types.isDate(Object.create(Date.prototype)), false);
assert.strictEqual(types.isUint8Array({ [Symbol.toStringTag]: 'Uint8Array' }), false);
assert.strictEqual(types, require('util/types'));
