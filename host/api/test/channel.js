'use strict';
// SPDX-License-Identifier: MIT

// How a test file's own process tells the runner above it what happens: events as lines of JSON among
// whatever else it writes to standard output, each after a mark that text does not have.

require('internal/on-first-use');
const { inspect } = require('internal/inspect');
const { Failure } = require('test/failure');

const MARK = '\x1e\x02';
const VARIABLE = 'NODE_TEST_CONTEXT';  // Node's name for it, so that test files can ask.
const VALUE = 'child-v8';

const PLAIN = ['string', 'number', 'boolean'];
const TYPES = [
  'test:enqueue', 'test:dequeue', 'test:complete', 'test:start', 'test:pass', 'test:fail',
  'test:plan', 'test:diagnostic',
];

function isBelowRunner() {
  return process.env[VARIABLE] === VALUE;
}

/** The environment of a file's process. */
function environmentOfChild() {
  return { ...process.env, [VARIABLE]: VALUE };
}

// An error as what a reporter shows of it.
function fromError(error) {
  if (error === null || typeof error !== 'object') {
    return PLAIN.includes(typeof error) ? { value: error } : { shown: inspect(error) };
  }
  const { name, message, stack, code, failureType, operator, generatedMessage } = error;
  const flat = {
    name, message, code, failureType, operator, generatedMessage,
    stack: typeof stack === 'string' ? stack : undefined,
  };
  for (const key of ['expected', 'actual']) {
    if (!(key in error)) continue;
    const value = error[key];
    flat[key] = PLAIN.includes(typeof value) || value === null ? { value } : { shown: inspect(value) };
  }
  if ('cause' in error) flat.cause = fromError(error.cause);
  return { error: flat };
}

// Printed as it was in the other process.
class Shown {
  #text;

  constructor(text) {
    this.#text = text;
  }

  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.#text;
  }
}

function toValue({ error, shown, value }) {
  if (error !== undefined) return toError(error);
  return shown === undefined ? value : new Shown(shown);
}

// A class of that name, so that the error is shown with it.
function classNamed(name) {
  if (typeof name !== 'string') return Error;
  const own = globalThis[name];
  if (own === Error || own?.prototype instanceof Error) return own;
  return { [name]: class extends Error {} }[name];
}

function toError({ name, message, stack, cause, expected, actual, ...rest }) {
  if (rest.failureType !== undefined) {
    const failure = new Failure(cause === undefined ? message : toValue(cause), rest.failureType);
    failure.stack = stack;
    return failure;
  }
  const error = new (classNamed(name))(message);
  const define = (key, value) => Object.defineProperty(error, key, {
    configurable: true, enumerable: false, writable: true, value,
  });
  define('name', name);
  define('stack', stack);
  if (cause !== undefined) define('cause', toValue(cause));
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) error[key] = value;
  if (actual !== undefined) error.actual = toValue(actual);
  if (expected !== undefined) error.expected = toValue(expected);
  return error;
}

/** Tells the runner above of all that happens. */
function attachChannel(events) {
  for (const type of TYPES) {
    events.on(type, (data) => {
      const details = data.details?.error === undefined ? data.details :
        { ...data.details, error: fromError(data.details.error) };
      process.stdout.write(`${MARK}${JSON.stringify({ type, data: { ...data, details } })}\n`);
    });
  }
}

/** Takes the events out of a process's output. */
class ChannelReader {
  #rest = '';
  #onEvent;
  #onText;

  constructor(onEvent, onText) {
    this.#onEvent = onEvent;
    this.#onText = onText;
  }

  write(text) {
    this.#rest += text;
    for (;;) {
      const start = this.#rest.indexOf(MARK);
      if (start < 0) {
        // A mark may come in two pieces.
        const keep = this.#rest.endsWith(MARK[0]) ? 1 : 0;
        this.#tell(this.#rest.slice(0, this.#rest.length - keep));
        this.#rest = this.#rest.slice(this.#rest.length - keep);
        return;
      }
      this.#tell(this.#rest.slice(0, start));
      const end = this.#rest.indexOf('\n', start);
      if (end < 0) {
        this.#rest = this.#rest.slice(start);
        return;
      }
      this.#take(this.#rest.slice(start + MARK.length, end));
      this.#rest = this.#rest.slice(end + 1);
    }
  }

  end() {
    this.#tell(this.#rest);
    this.#rest = '';
  }

  #tell(text) {
    if (text !== '') this.#onText(text);
  }

  #take(line) {
    let event;
    try {
      event = JSON.parse(line);
    } catch {
      return this.#tell(`${MARK}${line}\n`);
    }
    const { type, data } = event;
    if (!TYPES.includes(type) || data === null || typeof data !== 'object') return undefined;
    if (data.details?.error !== undefined) data.details.error = toValue(data.details.error);
    return this.#onEvent(type, data);
  }
}

module.exports = { ChannelReader, attachChannel, environmentOfChild, isBelowRunner };
