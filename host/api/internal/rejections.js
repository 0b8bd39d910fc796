'use strict';
// SPDX-License-Identifier: MIT

// Promises that were rejected and not handled: 'unhandledRejection', 'rejectionHandled', and the
// error that ends the plugin when nobody listens.

const native = internalBinding('process');
const { optionValue } = require('internal/options');
const { state, REJECTIONS } = require('internal/state');
const { Queue } = require('internal/queue');

// V8's PromiseRejectEvent.
const REJECT_WITH_NO_HANDLER = 0;
const HANDLER_ADDED_AFTER_REJECT = 1;
const REJECT_AFTER_RESOLVED = 2;
const RESOLVE_AFTER_RESOLVED = 3;

const pending = new Queue();  // {promise, reason, handled}
const handledLate = new Queue();
let known;  // WeakMap: promise -> its entry; made on first use, it can't live in a snapshot.
let lastId = 0;

function onRejection(event, promise, reason) {
  known ??= new WeakMap();
  if (event === REJECT_WITH_NO_HANDLER) {
    const entry = { promise, reason, id: ++lastId, handled: false, reported: false };
    known.set(promise, entry);
    pending.push(entry);
    state.fields[REJECTIONS] = 1;
  } else if (event === HANDLER_ADDED_AFTER_REJECT) {
    const entry = known.get(promise);
    if (entry === undefined) return;
    known.delete(promise);
    entry.handled = true;
    if (!entry.reported) return;
    handledLate.push(entry);
    state.fields[REJECTIONS] = 1;
  } else if (process.listenerCount('multipleResolves') > 0) {
    const type = event === REJECT_AFTER_RESOLVED ? 'reject' :
      event === RESOLVE_AFTER_RESOLVED ? 'resolve' : undefined;
    process.nextTick(() => process.emit('multipleResolves', type, promise, reason));
  }
}

function isErrorLike(value) {
  return typeof value === 'object' && value !== null &&
    Object.prototype.hasOwnProperty.call(value, 'stack');
}

function unhandledError(reason) {
  if (isErrorLike(reason)) return reason;
  const { inspect } = require('internal/inspect');
  const error = new Error('This error originated either by throwing inside of an async function ' +
    'without a catch block, or by rejecting a promise which was not handled with .catch(). ' +
    `The promise rejected with the reason "${inspect(reason)}".`);
  error.code = 'ERR_UNHANDLED_REJECTION';
  const hidden = (value) => ({ value, writable: true, configurable: true });
  Object.defineProperties(error, {
    name: hidden('UnhandledPromiseRejection'),
    stack: hidden(error.stack.replace(/^Error/, 'UnhandledPromiseRejection')),
  });
  return error;
}

// Of a value that may be anything, without running code of it.
function describeReason(reason) {
  const { inspect } = require('internal/inspect');
  try {
    return typeof reason === 'symbol' ? reason.toString() :
      inspect(reason, { customInspect: false, depth: 0 });
  } catch {
    return 'a value that can\'t be shown';
  }
}

function warnOfUnhandled({ id, reason }) {
  const name = 'UnhandledPromiseRejectionWarning';
  const warning = new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async ' +
    'function without a catch block, or by rejecting a promise which was not handled with ' +
    '.catch(). To terminate the node process on unhandled promise rejection, use the CLI flag ' +
    '`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_' +
    `rejections_mode). (rejection id: ${id})`);
  warning.name = name;
  try {
    if (reason instanceof Error) warning.stack = reason.stack;
    process.emitWarning(reason instanceof Error ? reason.stack : describeReason(reason), name);
  } catch {
    // The second warning says enough.
  }
  process.emitWarning(warning);
}

function tellListeners({ reason, promise }) {
  return process.emit('unhandledRejection', reason, promise);
}

function end(reason) {
  native.triggerUncaughtException(unhandledError(reason), true);
}

// What --unhandled-rejections asks for.
const MODES = {
  'none': tellListeners,
  'strict'(entry) {
    end(entry.reason);
    if (!tellListeners(entry)) warnOfUnhandled(entry);
  },
  'throw'(entry) {
    if (!tellListeners(entry)) end(entry.reason);
  },
  'warn'(entry) {
    warnOfUnhandled(entry);
    tellListeners(entry);
  },
  'warn-with-error-codes'(entry) {
    if (tellListeners(entry)) return;
    warnOfUnhandled(entry);
    process.exitCode = 1;
  },
};

let mode;
function modeAsked() {
  return (mode ??= MODES[optionValue('--unhandled-rejections')] ?? MODES.throw);
}

function tellOfLateHandler({ promise, id }) {
  if (process.emit('rejectionHandled', promise)) return;
  const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${id})`);
  warning.name = 'PromiseRejectionHandledWarning';
  warning.id = id;
  process.emitWarning(warning);
}

// True when a listener may have queued more work.
function processRejections() {
  let entry;
  while ((entry = handledLate.shift()) !== undefined) tellOfLateHandler(entry);
  let ran = false;
  let left = pending.length;  // What is rejected meanwhile waits for the next round.
  while (left-- > 0) {
    entry = pending.shift();
    if (entry.handled) continue;
    entry.reported = true;
    ran = true;
    modeAsked()(entry);
  }
  if (pending.length === 0 && handledLate.length === 0) state.fields[REJECTIONS] = 0;
  return ran || pending.length > 0;
}

module.exports = { onRejection, processRejections };
