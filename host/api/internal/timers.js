'use strict';
// SPDX-License-Identifier: MIT

// Timer lists: all timers of one duration are in one list, in the order of their start, so that
// starting and clearing one costs the same however many there are. A heap orders the lists by the
// moment the first timer of each is due. The loop asks for one moment only.

const native = internalBinding('timers');
const { state, REFERENCED_TIMERS, TIMERS, CALLBACKS, LIMITED } = require('internal/state');
const { runNextTicks } = require('internal/task-queue');
const { inspect } = require('internal/inspect');
const { born, enter, leave, gone } = require('internal/async-context');

const MAX_MS = 2 ** 31 - 1;

const lists = Object.create(null);  // duration -> TimersList
const heap = [];                    // TimersLists, by expiry
let armed = Infinity;               // The moment that the loop was told.
let lastId = 0;
const byId = Object.create(null);   // Only timers whose number was asked for.

const kReferenced = Symbol('refed');
const kHasNumber = Symbol('hasPrimitive');

class TimersList {
  constructor(duration, expiry) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.duration = duration;
    this.position = -1;  // In the heap.
  }
}

function swap(a, b) {
  const list = heap[a];
  heap[a] = heap[b];
  heap[b] = list;
  heap[a].position = a;
  heap[b].position = b;
}

function siftUp(position) {
  while (position > 0) {
    const parent = (position - 1) >> 1;
    if (heap[parent].expiry <= heap[position].expiry) return;
    swap(parent, position);
    position = parent;
  }
}

function siftDown(position) {
  for (;;) {
    let least = position;
    const left = 2 * position + 1;
    if (left < heap.length && heap[left].expiry < heap[least].expiry) least = left;
    if (left + 1 < heap.length && heap[left + 1].expiry < heap[least].expiry) least = left + 1;
    if (least === position) return;
    swap(least, position);
    position = least;
  }
}

function addList(list) {
  list.position = heap.length;
  heap.push(list);
  siftUp(list.position);
  lists[list.duration] = list;
}

function removeList(list) {
  const { position } = list;
  if (position < 0) return;
  const last = heap.pop();
  if (last !== list) {
    heap[position] = last;
    last.position = position;
    siftUp(position);
    siftDown(last.position);
  }
  list.position = -1;
  if (lists[list.duration] === list) delete lists[list.duration];
}

function arm() {
  const due = heap.length === 0 ? Infinity : heap[0].expiry;
  if (due === armed) return;
  armed = due;
  native.schedule(due === Infinity ? -1 : due);
}

function unlink(timer) {
  if (timer._idleNext) {
    timer._idleNext._idlePrev = timer._idlePrev;
    timer._idlePrev._idleNext = timer._idleNext;
  }
  timer._idleNext = null;
  timer._idlePrev = null;
}

function append(list, timer) {
  timer._idlePrev = list._idlePrev;
  timer._idleNext = list;
  list._idlePrev._idleNext = timer;
  list._idlePrev = timer;
}

function insert(timer, start = native.now()) {
  const duration = timer._idleTimeout;
  timer._idleStart = start;
  let list = lists[duration];
  if (list === undefined) {
    list = new TimersList(duration, start + duration);
    addList(list);
    arm();
  }
  append(list, timer);
}

// It starts or ends to wait.
function count(timer, difference) {
  state.fields[TIMERS] += difference;
  if (timer[kReferenced]) state.fields[REFERENCED_TIMERS] += difference;
}

function toDuration(after) {
  after *= 1;
  if (after >= 1 && after <= MAX_MS) return Math.trunc(after);
  if (after > MAX_MS) {
    process.emitWarning(`${after} does not fit into a 32-bit signed integer.` +
      '\nTimeout duration was set to 1.', 'TimeoutOverflowWarning');
  }
  return 1;
}

class Timeout {
  constructor(callback, after, args, isRepeat, isReferenced) {
    after = toDuration(after);
    this._idleTimeout = after;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    this[kReferenced] = isReferenced;
    this[kHasNumber] = false;
    unlink(this);
    count(this, 1);
    insert(this);
    born(this, 'Timeout');
  }

  [inspect.custom](_, options) {
    return inspect(this, { ...options, depth: 0, customInspect: false });
  }

  /** Starts it anew from now, with the same duration; one that ran runs once more. */
  refresh() {
    if (this._idleTimeout < 0) return this;  // Cleared.
    if (this._destroyed) {
      this._destroyed = false;
      count(this, 1);
      if (this[kHasNumber]) byId[this._number] = this;
    }
    unlink(this);
    insert(this);
    return this;
  }

  unref() {
    if (this[kReferenced] && !this._destroyed) state.fields[REFERENCED_TIMERS]--;
    this[kReferenced] = false;
    return this;
  }

  ref() {
    if (!this[kReferenced] && !this._destroyed) {
      state.fields[REFERENCED_TIMERS]++;
    }
    this[kReferenced] = true;
    return this;
  }

  hasRef() {
    return this[kReferenced];
  }

  close() {
    endTimer(this);
    return this;
  }

  [Symbol.dispose]() {
    endTimer(this);
  }

  [Symbol.toPrimitive]() {
    if (!this[kHasNumber]) {
      this[kHasNumber] = true;
      this._number = ++lastId;
      Object.defineProperty(this, '_number', { enumerable: false });
      byId[this._number] = this;
    }
    return this._number;
  }
}

/**
 * Makes a timer of any object with _onTimeout and _idleTimeout, or starts it anew: Node's old
 * timers.active().
 */
function activate(item, isReferenced) {
  if (!(item._idleTimeout >= 0)) return;
  if (item[kReferenced] === undefined || item._destroyed) {
    item._repeat ??= null;
    item[kReferenced] = isReferenced;
    item[kHasNumber] = false;
    item._destroyed = false;
    count(item, 1);
    born(item, 'Timeout');
  }
  unlink(item);
  insert(item);
}

// It came to its end; refresh() may start it again.
function finish(timer) {
  if (timer._destroyed !== false) return;
  timer._destroyed = true;
  count(timer, -1);
  if (timer[kHasNumber]) delete byId[timer._number];
  gone(timer);
}

function clearTimer(timer) {
  finish(timer);
  const list = timer._idleNext === timer._idlePrev ? timer._idleNext : null;
  unlink(timer);
  // It was the only one of its duration.
  if (list instanceof TimersList && list.position >= 0 && list._idleNext === list) {
    removeList(list);
    arm();
  }
  timer._idleTimeout = -1;
}

/** The same for good: a timer of setTimeout() lets go of what it holds. */
function endTimer(timer) {
  clearTimer(timer);
  timer._onTimeout = null;
  timer._timerArgs = undefined;
}

function findTimer(timer) {
  if (timer?.[kReferenced] !== undefined) return timer;
  if (typeof timer === 'number' || typeof timer === 'string') return byId[timer];
  return undefined;
}

function call(timer) {
  const callback = timer._onTimeout;
  if (callback === undefined) return;  // Of an object that timers.active() made one.
  const args = timer._timerArgs;
  if (args === undefined) timer._onTimeout();
  else Reflect.apply(callback, timer, args);
}

function runTimer(timer, now) {
  unlink(timer);
  state.fields[CALLBACKS]++;
  try {
    enter(timer);
    call(timer);
    leave(timer);
  } finally {
    if (!timer._destroyed && timer._idleNext === null) {  // Not refreshed by its own callback.
      if (!timer._repeat) {
        finish(timer);
      } else {  // Its callback may have changed that, too.
        timer._idleTimeout = timer._repeat;
        insert(timer, native.now());
      }
    }
  }
}

// Runs what is due, the earliest list first. Called by the pump, again after an error and again in
// the next frame when the budget is spent.
function processTimers() {
  armed = Infinity;
  try {
    let ran = false;
    const now = native.now();  // Of the whole phase: what is set meanwhile waits for the next one.
    while (heap.length > 0 && heap[0].expiry <= now) {
      const list = heap[0];
      const timer = list._idleNext;
      if (timer === list) {
        removeList(list);
        continue;
      }
      const due = timer._idleStart + list.duration;
      if (due > now) {
        list.expiry = due;
        siftDown(list.position);
        continue;
      }
      if (ran) {
        runNextTicks();
        if (state.fields[LIMITED] !== 0 && native.budgetSpent()) return;
        if (list._idleNext !== timer || timer._idleStart + list.duration > now) continue;
      }
      ran = true;
      runTimer(timer, now);
    }
  } finally {
    arm();
  }
}

module.exports = { Timeout, clearTimer, endTimer, activate, findTimer, processTimers };
