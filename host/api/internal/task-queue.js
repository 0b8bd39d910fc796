'use strict';
// SPDX-License-Identifier: MIT

// process.nextTick, queueMicrotask, and what runs between two callbacks: the nextTick queue, then
// microtasks, until both are empty, then rejections that nobody handled.

const native = internalBinding('process');
const { state, TICKS, REJECTIONS } = require('internal/state');
const { Queue } = require('internal/queue');
const { processRejections } = require('internal/rejections');
const { validateFunction } = require('internal/validate');
const {
  context, kAsyncId, kTriggerAsyncId, born, enter, leave, gone, runAs, endMain, tellBirth,
} = require('internal/async-context');

const ticks = new Queue();

// All fields at once, and no call of born(): it sees resources of many kinds, and V8 is slow there.
class TickObject {
  constructor(callback, args) {
    this[kAsyncId] = ++context.lastId;
    this[kTriggerAsyncId] = context.current[kAsyncId];
    this.callback = callback;
    this.args = args;
  }
}

function nextTick(callback, ...args) {
  validateFunction(callback, 'callback');
  if (process._exiting) return;
  const tick = new TickObject(callback, args);
  if (context.used !== 0) tellBirth(tick, 'TickObject');
  ticks.push(tick);
  state.fields[TICKS] = 1;
}

// Called by the gate; an error leaves it, is reported, and the gate calls again for the rest.
function tick() {
  endMain();
  do {
    let item;
    while ((item = ticks.shift()) !== undefined) {
      const { callback, args } = item;
      if (ticks.length === 0) state.fields[TICKS] = 0;
      enter(item);
      switch (args.length) {
        case 0: callback(); break;
        case 1: callback(args[0]); break;
        case 2: callback(args[0], args[1]); break;
        default: callback(...args);
      }
      leave(item);
      gone(item);
    }
    state.fields[TICKS] = 0;
    native.runMicrotasks();
  } while (ticks.length > 0 || processRejections());
}

// Between two timers or immediates that JavaScript runs in a row.
function runNextTicks() {
  const { fields } = state;
  if (fields[TICKS] === 0 && fields[REJECTIONS] === 0) native.runMicrotasks();
  if (fields[TICKS] === 0 && fields[REJECTIONS] === 0) return;
  tick();
}

function runMicrotask(task) {
  try {
    task.callback();
  } catch (error) {
    native.triggerUncaughtException(error, false);
  } finally {
    gone(task);
  }
}

function queueMicrotask(callback) {
  validateFunction(callback, 'callback');
  const task = { callback };
  born(task, 'Microtask');
  native.enqueueMicrotask(() => runAs(task, runMicrotask, undefined, [task]));
}

module.exports = { nextTick, tick, runNextTicks, queueMicrotask };
