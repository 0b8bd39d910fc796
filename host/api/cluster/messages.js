'use strict';
// SPDX-License-Identifier: MIT

// What the two halves say to each other: internal messages with a number, which an answer names in
// `ack`.

require('internal/on-first-use');

const answers = new Map();  // Of a number: [the process that was asked, callback].
let last = 0;

/**
 * Sends a message to the other half. The callback gets the answer and the handle with it.
 *
 * @param {ChildProcess | process} to
 * @param {object} message
 * @param {object} [handle]
 * @param {(reply: object, handle?: object) => void} [callback]
 */
function tell(to, message, handle, callback) {
  if (!to.connected) return false;
  const seq = last++;
  if (typeof callback === 'function') answers.set(seq, [to, callback]);
  return to._send({ cmd: 'NODE_CLUSTER', ...message, seq }, handle, { swallowErrors: true });
}

/** A listener of 'internalMessage': answers go to whoever asked, all else to `take`. */
function listener(take) {
  return (message, handle) => {
    if (message.cmd !== 'NODE_CLUSTER') return;
    if (message.ack === undefined) return void take(message, handle);
    const waiting = answers.get(message.ack);
    if (waiting === undefined) return;
    answers.delete(message.ack);
    waiting[1](message, handle);
  };
}

/** It has gone: whoever waits for an answer of it gets this one. */
function answerFor(gone, reply) {
  for (const [seq, [asked, callback]] of answers) {
    if (asked !== gone) continue;
    answers.delete(seq);
    callback(reply);
  }
}

module.exports = { answerFor, listener, tell };
