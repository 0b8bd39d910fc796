'use strict';
// SPDX-License-Identifier: MIT

// Jobs: long work in small steps, carried on in the time that a frame leaves. A step that may go on
// now waits in a queue, whose length the supervisor sees; it runs steps while the frame's time
// lasts, after everything else.

const native = internalBinding('timers');
const { state, CALLBACKS, JOBS } = require('internal/state');
const { runNextTicks } = require('internal/task-queue');
const { Queue } = require('internal/queue');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateObject } = require('internal/validate');

const steps = new Queue();

function enqueue(step) {
  steps.push(step);
  state.fields[JOBS]++;
}

/** What the work gets: its pauses, and whether it is still wanted. */
class Job {
  #signal;

  constructor(signal) {
    this.#signal = signal;
  }

  /** The signal of runJob()'s options, or undefined. */
  get signal() {
    return this.#signal;
  }

  /** A promise of the moment to go on: now, if time is left, or in a later frame. */
  yield() {
    return new Promise((resolve, reject) => {
      enqueue(() => {
        if (this.#signal?.aborted) reject(abortError(this.#signal));
        else resolve();
      });
    });
  }
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

const isObject = (value) => typeof value === 'object' && value !== null;
const isGenerator = (value) => isObject(value) && typeof value.next === 'function' &&
  typeof value.return === 'function' && value[Symbol.asyncIterator] === undefined;

// One step of a generator after another, until its end. Abort lets its `finally` blocks run.
function runGenerator(generator, signal, resolve, reject) {
  const step = () => {
    try {
      if (signal?.aborted) {
        generator.return();
        return reject(abortError(signal));
      }
      const { done, value } = generator.next();
      if (done) resolve(value);
      else enqueue(step);
    } catch (error) {
      reject(error);
    }
  };
  step();
}

function start(work, signal, resolve, reject) {
  const made = typeof work === 'function' ? work(new Job(signal)) : work;
  if (isGenerator(made)) {
    runGenerator(made, signal, resolve, reject);
  } else if (isObject(made) && made[Symbol.asyncIterator] !== undefined) {
    throw new ERR_INVALID_ARG_TYPE('work', ['generator function', 'async function'], work);
  } else {
    Promise.resolve(made).then(resolve, reject);
  }
}

/**
 * Runs long work in the time that frames leave. `work` is a generator, a generator function (each
 * `yield` is a pause), or an async function that awaits `job.yield()` for each pause. Between two
 * pauses it should run for a fraction of a millisecond.
 *
 * @template T
 * @param {Generator<any, T> | ((job: Job) => Generator<any, T> | Promise<T>)} work
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<T>} rejected with an AbortError once `signal` is aborted
 */
function runJob(work, options = {}) {
  if (typeof work !== 'function' && !isGenerator(work)) {
    throw new ERR_INVALID_ARG_TYPE('work', ['generator', 'Function'], work);
  }
  validateObject(options, 'options');
  const { signal } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const onAbort = () => reject(abortError(signal));
    const ended = (settle) => (value) => {
      signal?.removeEventListener('abort', onAbort);
      settle(value);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    enqueue(() => {
      if (signal?.aborted) return;
      try {
        start(work, signal, ended(resolve), ended(reject));
      } catch (error) {
        ended(reject)(error);
      }
    });
  });
}

// Called by the host: as many steps as there is time for, one at least.
function processJobs() {
  let step;
  while ((step = steps.shift()) !== undefined) {
    state.fields[JOBS]--;
    state.fields[CALLBACKS]++;
    step();
    runNextTicks();
    if (native.budgetSpent()) return;
  }
}

module.exports = { runJob, processJobs };
