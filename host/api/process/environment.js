'use strict';
// SPDX-License-Identifier: MIT

// process.env: names and values are strings, whatever is assigned. A Proxy, as the object must also
// list them.
// Differs from Node: a message or a copy that has process.env inside is refused, as with any proxy.

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

// Variables that Workers see, too (SHARE_ENV), are kept by C++: the target of the proxy is empty.
const sharedTraps = {
  get: (target, key) => (typeof key === 'string' ? workers().findVariable(key) : undefined) ??
    target[key],
  has: (target, key) => sharedTraps.getOwnPropertyDescriptor(target, key) !== undefined ||
    key in target,
  set(target, key, value) {
    toText(key);
    const text = toText(value);
    if (key === '') return true;
    workers().setVariable(key, text);
    if (key === 'TZ') native.setTimeZone(text);
    return true;
  },
  defineProperty(target, key, descriptor) {
    checkDescriptor(descriptor);
    return sharedTraps.set(target, key, descriptor.value);
  },
  deleteProperty(target, key) {
    if (typeof key === 'string') workers().removeVariable(key);
    if (key === 'TZ') native.setTimeZone(undefined);
    return true;
  },
  ownKeys: () => workers().variableNames(),
  getOwnPropertyDescriptor(target, key) {
    const value = typeof key === 'string' ? workers().findVariable(key) : undefined;
    return value === undefined ? undefined :
      { configurable: true, enumerable: true, writable: true, value };
  },
};

function workers() {
  return internalBinding('worker_threads');
}

let own;  // The target of process.env and its traps, as long as the variables are ours alone.

/** @param {Record<string, string>} variables */
function makeEnvironment(variables) {
  own = { target: { ...variables }, traps: { ...traps } };
  return new Proxy(own.target, own.traps);
}

/** From here on process.env is the one that Workers can share. */
function share() {
  if (own === undefined) return;
  const { target, traps: current } = own;
  for (const [name, value] of Object.entries(target)) {
    workers().setVariable(name, value);
    delete target[name];
  }
  Object.assign(current, sharedTraps);
  own = undefined;
}

/** The environment that this Worker shares. */
function joinShared() {
  own = undefined;
  return new Proxy({}, sharedTraps);
}

module.exports = { joinShared, makeEnvironment, share };
