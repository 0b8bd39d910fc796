'use strict';
// SPDX-License-Identifier: MIT

// What util.types tells: V8's own classification, and the typed arrays, which JavaScript can tell.

const native = internalBinding('util');

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// The name of a typed array's class, whatever its prototype is; undefined for all else.
function typedArrayTag(value) {
  return typedArrayName.call(value);
}

const isTypedArray = (value) => typedArrayName.call(value) !== undefined;
const isArrayBufferView = ArrayBuffer.isView;
const isUint8Array = (value) => typedArrayName.call(value) === 'Uint8Array';
const isUint8ClampedArray = (value) => typedArrayName.call(value) === 'Uint8ClampedArray';
const isUint16Array = (value) => typedArrayName.call(value) === 'Uint16Array';
const isUint32Array = (value) => typedArrayName.call(value) === 'Uint32Array';
const isInt8Array = (value) => typedArrayName.call(value) === 'Int8Array';
const isInt16Array = (value) => typedArrayName.call(value) === 'Int16Array';
const isInt32Array = (value) => typedArrayName.call(value) === 'Int32Array';
const isFloat32Array = (value) => typedArrayName.call(value) === 'Float32Array';
const isFloat64Array = (value) => typedArrayName.call(value) === 'Float64Array';
const isBigInt64Array = (value) => typedArrayName.call(value) === 'BigInt64Array';
const isBigUint64Array = (value) => typedArrayName.call(value) === 'BigUint64Array';

// Errors by class or by nature: a made-up object with Error's prototype counts as well.
function isError(value) {
  return native.isNativeError(value) || value instanceof Error;
}

const types = {
  isExternal: native.isExternal,
  isDate: native.isDate,
  isArgumentsObject: native.isArgumentsObject,
  isBigIntObject: native.isBigIntObject,
  isBooleanObject: native.isBooleanObject,
  isNumberObject: native.isNumberObject,
  isStringObject: native.isStringObject,
  isSymbolObject: native.isSymbolObject,
  isBoxedPrimitive: native.isBoxedPrimitive,
  isNativeError: native.isNativeError,
  isRegExp: native.isRegExp,
  isAsyncFunction: native.isAsyncFunction,
  isGeneratorFunction: native.isGeneratorFunction,
  isGeneratorObject: native.isGeneratorObject,
  isPromise: native.isPromise,
  isMap: native.isMap,
  isSet: native.isSet,
  isMapIterator: native.isMapIterator,
  isSetIterator: native.isSetIterator,
  isWeakMap: native.isWeakMap,
  isWeakSet: native.isWeakSet,
  isArrayBuffer: native.isArrayBuffer,
  isDataView: native.isDataView,
  isSharedArrayBuffer: native.isSharedArrayBuffer,
  isProxy: native.isProxy,
  isModuleNamespaceObject: native.isModuleNamespaceObject,
  isAnyArrayBuffer: native.isAnyArrayBuffer,
  isArrayBufferView,
  isTypedArray,
  isUint8Array,
  isUint8ClampedArray,
  isUint16Array,
  isUint32Array,
  isInt8Array,
  isInt16Array,
  isInt32Array,
  isFloat32Array,
  isFloat64Array,
  isBigInt64Array,
  isBigUint64Array,
};

// Keys are crypto's; where it was not required, there are none.
for (const [name, id] of [['isKeyObject', 'crypto/keys'], ['isCryptoKey', 'crypto/crypto-key']]) {
  types[name] = (value) => require('internal/builtins').isLoaded(id) && require(id)[name](value);
}

module.exports = { isError, typedArrayTag, types };
