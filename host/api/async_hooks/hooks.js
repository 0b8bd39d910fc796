'use strict';
// SPDX-License-Identifier: MIT

// The enabled hooks of async_hooks.createHook(), and what tells them of promises. Timers, ticks and
// the rest come through internal/async-context.

const native = internalBinding('async_hooks');
const {
  context, root, use, endUse, HOOKS, kAsyncId, kTriggerAsyncId,
} = require('internal/async-context');

const NAMES = ['init', 'before', 'after', 'destroy', 'promiseResolve'];

const enabled = { __proto__: null };  // name -> functions; replaced, never changed, so that a hook
for (const name of NAMES) enabled[name] = [];  // may enable and disable others.
let hooks = [];

const interrupted = [];  // By promise reactions.
const ended = [];        // Ids that 'destroy' hooks have not been told of.
let promisesGone;        // FinalizationRegistry of promises, while somebody listens to 'destroy'.

// An error of a hook can't belong to anybody's catch: it ends the program, as in Node.
function fail(error) {
  const isError = typeof error === 'object' && error !== null && typeof error.stack === 'string';
  const { stack } = isError ? error : new Error(error === null ? 'null' : String(error));
  internalBinding('process').write(2, `${stack}\n`);
  process.exit(1);
}

function emit(name, ...args) {
  const functions = enabled[name];
  for (let i = 0; i < functions.length; i++) {
    try {
      functions[i](...args);
    } catch (error) {
      fail(error);
    }
  }
}

function init(asyncId, type, triggerAsyncId, resource) {
  if (enabled.init.length > 0) emit('init', asyncId, type, triggerAsyncId, resource);
}

function before(asyncId) {
  if (enabled.before.length > 0) emit('before', asyncId);
}

function after(asyncId) {
  if (enabled.after.length > 0) emit('after', asyncId);
}

// 'destroy' never runs inside what it tells of.
function tellEnded() {
  for (let i = 0; i < ended.length; i++) emit('destroy', ended[i]);
  ended.length = 0;
}

function destroy(asyncId) {
  if (enabled.destroy.length === 0) return;
  ended.push(asyncId);
  if (ended.length === 1) require('internal/immediates').runSoon(tellEnded);
}

function promiseBorn(promise, trigger) {
  promise[kAsyncId] = ++context.lastId;
  promise[kTriggerAsyncId] = trigger;
}

function onPromise(promise, parent) {
  if (parent !== undefined && parent[kAsyncId] === undefined) {
    promiseBorn(parent, context.current[kAsyncId]);
  }
  promiseBorn(promise, (parent ?? context.current)[kAsyncId]);
  promisesGone?.register(promise, promise[kAsyncId]);
  init(promise[kAsyncId], 'PROMISE', promise[kTriggerAsyncId], promise);
}

function onReaction(promise) {
  if (promise[kAsyncId] === undefined) promiseBorn(promise, context.current[kAsyncId]);
  interrupted.push(context.current);
  context.current = promise;
  before(promise[kAsyncId]);
}

// Also for reactions that began before the hook was enabled.
function onReactionEnd(promise) {
  if (promise[kAsyncId] === undefined) promiseBorn(promise, context.current[kAsyncId]);
  after(promise[kAsyncId]);
  if (context.current === promise) context.current = interrupted.pop() ?? root;
}

function onPromiseResolve(promise) {
  if (promise[kAsyncId] === undefined) promiseBorn(promise, context.current[kAsyncId]);
  emit('promiseResolve', promise[kAsyncId]);
}

let observers = [[], [], [], []];  // Of v8.promiseHooks: init, before, after, settled.

function watchPromises() {
  if (enabled.destroy.length > 0) promisesGone ??= new FinalizationRegistry(destroy);
  else promisesGone = undefined;
  const own = hooks.length === 0 ? [] : [
    onPromise, onReaction, onReactionEnd,
    enabled.promiseResolve.length > 0 ? onPromiseResolve : undefined,
  ];
  native.setPromiseHooks(...observers.map((list, i) => inOne(own[i], list)));
}

function inOne(first, others) {
  if (others.length === 0) return first;
  if (first === undefined && others.length === 1) return others[0];
  return (...args) => {
    first?.(...args);
    for (const other of others) other(...args);
  };
}

/** Calls a function at each init (0), before (1), after (2) or settled (3) of a promise. */
function observePromises(kind, observer) {
  observers = observers.map((list, i) => (i === kind ? [...list, observer] : list));
  watchPromises();
  return () => {
    observers = observers.map((list, i) => (
      i === kind ? list.filter((other) => other !== observer) : list));
    watchPromises();
  };
}

function setHooks(changed) {
  hooks = changed;
  for (const name of NAMES) {
    enabled[name] = hooks.filter((hook) => hook[name] !== undefined)
      .map((hook) => hook[name].bind(hook));
  }
  if (hooks.length > 0) {
    context.hooks = { init, before, after, destroy };
    use(HOOKS);
  } else {
    endUse(HOOKS);
    interrupted.length = 0;
  }
  watchPromises();
}

function enable(hook) {
  if (!hooks.includes(hook)) setHooks([...hooks, hook]);
}

function disable(hook) {
  if (hooks.includes(hook)) setHooks(hooks.filter((other) => other !== hook));
}

module.exports = {
  enable, disable, hasInitHooks: () => enabled.init.length > 0, observePromises,
};
