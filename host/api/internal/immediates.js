'use strict';
// SPDX-License-Identifier: MIT

// setImmediate: callbacks that run in the loop's check phase, those set meanwhile in the next one.

const native = internalBinding('timers');
const { state, IMMEDIATES, REFERENCED_IMMEDIATES, CALLBACKS, LIMITED } = require('internal/state');
const { runNextTicks } = require('internal/task-queue');
const { Queue } = require('internal/queue');
const { inspect } = require('internal/inspect');
const { born, enter, leave, gone } = require('internal/async-context');

const kReferenced = Symbol('refed');

let waiting = new Queue();
const soon = new Queue();
let running = new Queue();  // Of this phase; kept when an error or the budget cut it short.

class Immediate {
  constructor(callback, args) {
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kReferenced] = true;
    state.fields[IMMEDIATES]++;
    state.fields[REFERENCED_IMMEDIATES]++;
    waiting.push(this);
    born(this, 'Immediate');
  }

  ref() {
    if (!this[kReferenced] && !this._destroyed) state.fields[REFERENCED_IMMEDIATES]++;
    this[kReferenced] = true;
    return this;
  }

  unref() {
    if (this[kReferenced] && !this._destroyed) state.fields[REFERENCED_IMMEDIATES]--;
    this[kReferenced] = false;
    return this;
  }

  hasRef() {
    return !!this[kReferenced];
  }

  [Symbol.dispose]() {
    clearImmediate(this);
  }

  [inspect.custom](_, options) {
    return inspect(this, { ...options, depth: 0, customInspect: false });
  }
}

function finish(immediate) {
  immediate._destroyed = true;
  state.fields[IMMEDIATES]--;
  if (immediate[kReferenced]) state.fields[REFERENCED_IMMEDIATES]--;
  immediate[kReferenced] = null;
  gone(immediate);
}

function clearImmediate(immediate) {
  if (!(immediate instanceof Immediate) || immediate._destroyed) return;
  finish(immediate);
  immediate._onImmediate = null;
}

// True when the phase came to its end.
function processImmediates() {
  if (running.length === 0) [running, waiting] = [waiting, running];
  let ran = false;
  let immediate;
  while (running.length > 0) {
    if (ran) {
      runNextTicks();
      if (state.fields[LIMITED] !== 0 && native.budgetSpent()) return false;
    }
    immediate = running.shift();
    if (immediate._destroyed) continue;
    const { _argv: args } = immediate;
    finish(immediate);
    ran = true;
    state.fields[CALLBACKS]++;
    enter(immediate);
    if (args === undefined) immediate._onImmediate();
    else Reflect.apply(immediate._onImmediate, immediate, args);
    leave(immediate);
    immediate._onImmediate = null;
  }
  if (soon.length > 0) runThoseSoon();
  return true;
}

// For the built-ins: a callback at the end of the check phase that keeps nothing alive and that no hook sees.
function runSoon(callback) {
  state.fields[IMMEDIATES]++;
  soon.push(callback);
}

function runThoseSoon() {
  let callback;
  while ((callback = soon.shift()) !== undefined) {
    state.fields[IMMEDIATES]--;
    callback();
  }
}

module.exports = { Immediate, clearImmediate, processImmediates, runSoon, runThoseSoon };
