'use strict';
// SPDX-License-Identifier: MIT

// Timers of game time. They are few beside the loop's: one heap, ordered by moment, then by start.
// They run in the frame, before its listeners; under `plinth run`, which has no frames and whose
// game time is real time, a timer of the loop stands in for each.

const native = internalBinding('plinth');
const { Timeout, clearTimer } = require('internal/timers');
const { runNextTicks } = require('internal/task-queue');

const heap = [];
let started = 0;
let told = -1;  // The moment that the native half knows.

function isEarlier(one, other) {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}

function place(timer, position) {
  heap[position] = timer;
  timer.position = position;
}

function siftUp(timer) {
  let { position } = timer;
  while (position > 0) {
    const parent = (position - 1) >> 1;
    if (!isEarlier(timer, heap[parent])) break;
    place(heap[parent], position);
    position = parent;
  }
  place(timer, position);
}

function siftDown(timer) {
  let { position } = timer;
  for (;;) {
    let child = 2 * position + 1;
    if (child + 1 < heap.length && isEarlier(heap[child + 1], heap[child])) child++;
    if (child >= heap.length || !isEarlier(heap[child], timer)) break;
    place(heap[child], position);
    position = child;
  }
  place(timer, position);
}

function add(timer) {
  timer.order = ++started;
  timer.position = heap.length;
  heap.push(timer);
  siftUp(timer);
}

function remove(timer) {
  const last = heap.pop();
  if (last !== timer) {
    place(last, timer.position);
    siftUp(last);
    siftDown(last);
  }
  timer.position = -1;
}

function tell() {
  const due = heap.length === 0 ? -1 : heap[0].due;
  if (due === told) return;
  told = due;
  native.scheduleGameTimers(due);
}

// Milliseconds as setTimeout takes them, except that they may be fractions.
function toSeconds(ms) {
  ms *= 1;
  return (ms >= 1 ? ms : 1) / 1000;
}

class GameTimer {
  constructor(callback, ms, args, repeats) {
    this.callback = callback;
    this.args = args;
    this.seconds = toSeconds(ms);
    this.repeats = repeats;
    this.due = native.gameTime() + this.seconds;
    this.position = -1;
    if (native.hasFrames()) {
      add(this);
      tell();
    } else {
      this.standIn = new Timeout(() => this.callback(...this.args), ms, undefined, repeats, true);
    }
  }
}

/** Ends a game timer; anything else is ignored. */
function clearGameTimer(timer) {
  if (!(timer instanceof GameTimer)) return;
  timer.repeats = false;
  if (timer.standIn !== undefined) clearTimer(timer.standIn);
  if (timer.position < 0) return;
  remove(timer);
  tell();
}

// Runs what is due; a timer that is set meanwhile is due in a later frame. When one throws, those
// behind it run in the next frame.
function runGameTimers(now) {
  try {
    while (heap.length > 0 && heap[0].due <= now) {
      const timer = heap[0];
      remove(timer);
      if (timer.repeats) {
        // On its own grid, whatever the frames' length; moments that were missed are left out.
        const missed = Math.floor((now - timer.due) / timer.seconds);
        timer.due += (missed + 1) * timer.seconds;
        if (!(timer.due > now)) timer.due = now + timer.seconds;  // Rounding.
        add(timer);
      }
      timer.callback(...timer.args);
      runNextTicks();
    }
  } finally {
    tell();
  }
}

module.exports = { GameTimer, runGameTimers, clearGameTimer };
