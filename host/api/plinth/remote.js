'use strict';
// SPDX-License-Identifier: MIT
require('internal/on-first-use');

// The host's modules in a plugin on a thread of its own, as the game's thread described them. The
// same names as elsewhere; what is a call there returns a promise here, unless it may run on any thread.

const native = internalBinding('plinth');

// The kinds of members; host/supervisor/ambassador.cc writes them.
const VALUE = 0;      // [VALUE, name, its place among the constants]
const FUNCTION = 1;   // [FUNCTION, name, member, length]
const CLASS = 2;      // [CLASS, name, its place among the classes]
const PROPERTY = 3;   // [PROPERTY, name, getter or -1, setter or -1]
const NAMESPACE = 4;  // [NAMESPACE, name, members]
const DIRECT = 5;     // [DIRECT, name, its place among the functions that run here]

let modules;
let classes;
let constants;

const rejected = async (error) => { throw error; };

// What can't be copied is told as the game's own errors are.
function call(member, receiver, args) {
  try {
    return native.remoteCall(member, receiver, args);
  } catch (error) {
    return rejected(error);
  }
}

function makeFunction(name, member, length) {
  const made = { [name](...args) { return call(member, this, args); } }[name];
  Object.defineProperty(made, 'length', { value: length });
  return made;
}

function defineProperty(target, name, getter, setter) {
  Object.defineProperty(target, name, {
    configurable: true,
    get: getter < 0 ? undefined : function() { return call(getter, this, []); },
    // Nobody gets its promise: a failure is an unhandled rejection.
    set: setter < 0 ? undefined : function(value) { call(setter, this, [value]); },
  });
}

function define(target, members, enumerable) {
  for (let i = 0; i < members.length; i++) {
    const [kind, name, one, other] = members[i];
    if (kind === PROPERTY) {
      defineProperty(target, name, one, other);
      continue;
    }
    const writable = kind !== VALUE;
    let value;
    if (kind === VALUE) value = constants[one];
    else if (kind === FUNCTION) value = makeFunction(name, one, other);
    else if (kind === DIRECT) value = native.remoteDirect(one);
    else if (kind === CLASS) value = classes[one];
    else if (kind === NAMESPACE) define(value = {}, one, true);
    Object.defineProperty(target, name, { configurable: writable, enumerable, writable, value });
  }
}

function makeClass(name, base, constructor, length) {
  const made = {
    [name]: function(...args) {
      if (new.target === undefined) {
        throw new TypeError(`new ${name}() is a constructor: the new is missing`);
      }
      return native.remoteConstruct(constructor, args, new.target.prototype);
    },
  }[name];
  Object.defineProperty(made, 'length', { value: length });
  if (base >= 0) Object.setPrototypeOf(made.prototype, classes[base].prototype);
  return made;
}

function build() {
  const shape = native.remoteShape();
  classes = [];
  for (let i = 0; i < shape.classes.length; i++) {
    const [name, base, constructor, length] = shape.classes[i];
    classes[i] = makeClass(name, base, constructor, length);
    native.defineRemoteClass(i, classes[i].prototype);
  }
  // Constants may be objects of these classes.
  constants = native.remoteConstants();
  for (let i = 0; i < shape.classes.length; i++) {
    define(classes[i].prototype, shape.classes[i][4], false);
    define(classes[i], shape.classes[i][5], true);
  }
  modules = { __proto__: null };
  for (let i = 0; i < shape.modules.length; i++) modules[shape.modules[i][0]] = shape.modules[i][1];
}

/** The exports of a module of the host, or undefined. */
function remoteModule(name) {
  if (modules === undefined) build();
  if (modules[name] === undefined) return undefined;
  const exports = {};
  define(exports, modules[name], true);
  return exports;
}

module.exports = { remoteModule };
