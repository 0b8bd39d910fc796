'use strict';
// SPDX-License-Identifier: MIT

// AssertionError: what was compared, and a message that shows the difference.

const { inspect } = require('internal/inspect');
const { isError } = require('internal/types');
const { renderDiff } = require('assert/diff');
const { validateObject } = require('internal/validate');

const HEADERS = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

// Pairs up to this length stand beside each other: 1 !== 2.
const SHORT_PAIR = 12;
const MAX_SHOWN_LINES = 50;
const MAX_SHOWN_TEXT = 512;
const FALLBACK_COLUMNS = 80;

const isObject = (value) => typeof value === 'object' && value !== null;
const isReference = (value) => isObject(value) || typeof value === 'function';

function show(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

// Escape sequences for a terminal that shows them, else nothing.
function terminalColors() {
  const stderr = typeof process === 'object' ? process.stderr : undefined;
  const colored = Boolean(stderr?.isTTY) &&
    (typeof stderr.getColorDepth !== 'function' || stderr.getColorDepth() !== 1);
  return colored ? { green: '\u001b[32m', red: '\u001b[31m', white: '\u001b[39m' } :
    { green: '', red: '', white: '' };
}

function cutLines(lines) {
  return lines.length > MAX_SHOWN_LINES ? [...lines.slice(0, 46), '...'] : lines;
}

function cutText(text, limit) {
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

function isShort(actual, expected, shownActual, shownExpected) {
  let length = shownActual.length + shownExpected.length;
  if (typeof actual === 'string') length -= 2;
  if (typeof expected === 'string') length -= 2;
  return length <= SHORT_PAIR;
}

// One above the other, with a mark under the first difference.
function stacked(shownActual, shownExpected, colors, marked) {
  let text = `\n${colors.green}+${colors.white} ${shownActual}` +
    `\n${colors.red}-${colors.white} ${shownExpected}`;
  const columns = process.stderr?.isTTY ? process.stderr.columns : FALLBACK_COLUMNS;
  if (marked && shownActual.length + shownExpected.length <= columns) {
    let at = 0;
    while (at < shownActual.length && shownActual[at] === shownExpected[at]) at++;
    if (at >= 3 && at < shownActual.length) text += `\n${' '.repeat(at + 2)}^`;
  }
  return text;
}

// An error without its stack: where errors were made is no difference between them.
function withoutStack(error) {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
  for (const name of ['message', 'cause']) {
    if (Object.hasOwn(error, name)) {
      Object.defineProperty(copy, name, { value: error[name], configurable: true, writable: true });
    }
  }
  return copy;
}

function differenceMessage(actual, expected, operator, customHeader) {
  const errors = isError(actual) && isError(expected);
  const shownActual = show(errors ? withoutStack(actual) : actual);
  const shownExpected = show(errors ? withoutStack(expected) : expected);
  const [actualLines, expectedLines] = [shownActual.split('\n'), shownExpected.split('\n')];
  const references = operator === 'strictEqual' &&
    ((isObject(actual) && isObject(expected)) ||
     (typeof actual === 'function' && typeof expected === 'function'));
  const header = customHeader ?? HEADERS[references ? 'strictEqualObject' : operator];

  if (shownActual === shownExpected) {
    return `${customHeader ?? HEADERS.notIdentical}\n\n${cutLines(actualLines).join('\n')}\n`;
  }
  const colors = terminalColors();
  const legend = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  const simple = actualLines.length === 1 && expectedLines.length === 1;
  if (simple) {
    const short = isShort(actual, expected, shownActual, shownExpected);
    const plain = !(isObject(actual) && isObject(expected)) && !(actual === 0 && expected === 0);
    if (short && plain) return `${header}\n\n${shownActual} !== ${shownExpected}\n`;
    return `${header}\n${legend}\n${stacked(shownActual, shownExpected, colors, !short)}`;
  }
  const { text, skipped } = renderDiff(actualLines, expectedLines, isObject(actual), colors);
  return `${header}\n${legend}${skipped ? ' ... Lines skipped' : ''}\n${text}`;
}

function unequalMessage(actual, operator) {
  const references = operator === 'notStrictEqual' && isReference(actual);
  const header = HEADERS[references ? 'notStrictEqualObject' : operator];
  const lines = cutLines(show(actual).split('\n'));
  if (lines.length === 1) return `${header}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${header}\n\n${lines.join('\n')}\n`;
}

function looseMessage(actual, expected, operator) {
  const [left, right] = [show(actual), show(expected)];
  if (operator === 'notDeepEqual' && left === right) {
    return cutText(`${HEADERS.notDeepEqual}\n\n${left}`, 2 * MAX_SHOWN_TEXT);
  }
  const [shownLeft, shownRight] = [cutText(left, MAX_SHOWN_TEXT), cutText(right, MAX_SHOWN_TEXT)];
  switch (operator) {
    case 'deepEqual':
      return `${HEADERS.deepEqual}\n\n${shownLeft}\n\nshould loosely deep-equal\n\n${shownRight}`;
    case 'notDeepEqual':
      return `${HEADERS.notDeepEqualUnequal}\n\n${shownLeft}\n\nshould not loosely deep-equal` +
        `\n\n${shownRight}`;
    default:
      return `${shownLeft} ${operator} ${shownRight}`;
  }
}

function messageFor({ message, operator, actual, expected }) {
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') {
    return differenceMessage(actual, expected, operator, message == null ? undefined : message);
  }
  if (message != null) return String(message);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return unequalMessage(actual, operator);
  }
  return looseMessage(actual, expected, operator);
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, details, stackStartFunction } = options;
    // The stack is made below, from the asserting function on.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const text = messageFor({ ...options, message: message === '' ? undefined : message });
    super(text);
    Error.stackTraceLimit = stackTraceLimit;

    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', {
      __proto__: null,
      value: 'AssertionError [ERR_ASSERTION]',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      details.forEach((detail, i) => {
        this[`message ${i}`] = detail.message;
        this[`actual ${i}`] = detail.actual;
        this[`expected ${i}`] = detail.expected;
        this[`operator ${i}`] = detail.operator;
        this[`stack trace ${i}`] = detail.stack;
      });
    } else {
      this.actual = options.actual;
      this.expected = options.expected;
      this.operator = operator;
    }
    Error.captureStackTrace(this, stackStartFn ?? stackStartFunction);
    // V8 composes the stack's first line now, while the name has the code in it.
    void this.stack;
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  // Long values are in the message already.
  [inspect.custom](depth, options) {
    const [actual, expected] = [this.actual, this.expected];
    for (const name of ['actual', 'expected']) {
      if (typeof this[name] !== 'string') continue;
      const lines = this[name].split('\n');
      if (lines.length > 10) this[name] = `${lines.slice(0, 10).join('\n')}\n...`;
      else if (this[name].length > MAX_SHOWN_TEXT) this[name] = `${this[name].slice(0, 512)}...`;
    }
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

module.exports = { AssertionError };
