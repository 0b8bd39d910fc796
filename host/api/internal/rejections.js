'use strict';
// SPDX-License-Identifier: MIT

// Promises that were rejected and not handled: 'unhandledRejection', 'rejectionHandled', and the
// error that ends the plugin when nobody listens.

const native = internalBinding('process');
const { state, REJECTIONS } = require('internal/state');
const { Queue } = require('internal/queue');

// V8's PromiseRejectEvent.
const REJECT_WITH_NO_HANDLER = 0;
const HANDLER_ADDED_AFTER_REJECT = 1;

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
  error.name = 'UnhandledPromiseRejection';
  error.code = 'ERR_UNHANDLED_REJECTION';
  // The name belongs to the first line of the stack, not to the properties.
  Object.defineProperty(error, 'stack', {
    value: error.stack.replace(/^Error/, 'UnhandledPromiseRejection'),
    writable: true,
    configurable: true,
  });
  delete error.name;
  return error;
}

// True when a listener may have queued more work.
function processRejections() {
  let entry;
  while ((entry = handledLate.shift()) !== undefined) {
    process.emit('rejectionHandled', entry.promise);
  }
  let ran = false;
  let left = pending.length;  // What is rejected meanwhile waits for the next round.
  while (left-- > 0) {
    entry = pending.shift();
    if (entry.handled) continue;
    entry.reported = true;
    ran = true;
    if (process.emit('unhandledRejection', entry.reason, entry.promise)) continue;
    native.triggerUncaughtException(unhandledError(entry.reason), true);
  }
  if (pending.length === 0 && handledLate.length === 0) state.fields[REJECTIONS] = 0;
  return ran || pending.length > 0;
}

module.exports = { onRejection, processRejections };
