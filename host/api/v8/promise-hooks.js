'use strict';
// SPDX-License-Identifier: MIT

// v8.promiseHooks: the life of each promise, without the rest of async_hooks.

require('internal/on-first-use');

const { observePromises } = require('async_hooks/hooks');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateObject } = require('internal/validate');

const KINDS = ['init', 'before', 'after', 'settled'];

const isPlainFunction = (value) => typeof value === 'function' &&
  Object.prototype.toString.call(value) === '[object Function]';

// An async hook would make promises, which would call it, ...
function checkHook(hook, name) {
  if (!isPlainFunction(hook)) throw new ERR_INVALID_ARG_TYPE(`${name}Hook`, 'Function', hook);
}

function observe(name, hook) {
  checkHook(hook, name);
  // Node's hooks are told of the promise, and of its parent at its birth: nothing else.
  return observePromises(KINDS.indexOf(name), name === 'init' ?
    (promise, parent) => hook(promise, parent) : (promise) => hook(promise));
}

/** Hooks in one object; returns the function that ends them. */
function createHook(hooks = {}) {
  validateObject(hooks, 'hooks');
  const wanted = KINDS.filter((name) => hooks[name]);
  for (const name of wanted) checkHook(hooks[name], name);
  const stops = wanted.map((name) => observe(name, hooks[name]));
  return () => stops.forEach((stop) => stop());
}

module.exports = {
  promiseHooks: {
    createHook,
    onInit: (hook) => observe('init', hook),
    onBefore: (hook) => observe('before', hook),
    onAfter: (hook) => observe('after', hook),
    onSettled: (hook) => observe('settled', hook),
  },
};
