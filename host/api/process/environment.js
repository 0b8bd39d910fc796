'use strict';
// SPDX-License-Identifier: MIT

// process.env: names and values are strings, whatever is assigned. A Proxy, as the object must also
// list them.
// Differs from Node: structuredClone(process.env) is refused, as of any proxy.

const native = internalBinding('process');
const { define } = require('internal/errors');

const ERR_INVALID_OBJECT_DEFINE_PROPERTY =
  define('ERR_INVALID_OBJECT_DEFINE_PROPERTY', 'TypeError', (message) => message);

function toText(value) {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`;
}

function checkDescriptor(descriptor) {
  if ('get' in descriptor || 'set' in descriptor) {
    throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
      "'process.env' does not accept an accessor(getter/setter) descriptor");
  }
  const { configurable, writable, enumerable } = descriptor;
  if (!configurable || !writable || !enumerable) {
    throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
      "'process.env' only accepts a configurable, writable, and enumerable data descriptor");
  }
}

function store(target, key, value) {
  toText(key);
  const text = toText(value);
  if (key === '') return;
  target[key] = text;
  if (key === 'TZ') native.setTimeZone(text);
}

const traps = {
  set(target, key, value) {
    store(target, key, value);
    return true;
  },
  defineProperty(target, key, descriptor) {
    checkDescriptor(descriptor);
    store(target, key, descriptor.value);
    return true;
  },
  deleteProperty(target, key) {
    delete target[key];
    if (key === 'TZ') native.setTimeZone(undefined);
    return true;
  },
};

/** @param {Record<string, string>} variables */
function makeEnvironment(variables) {
  return new Proxy({ ...variables }, traps);
}

module.exports = { makeEnvironment };
