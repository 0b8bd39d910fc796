'use strict';
// SPDX-License-Identifier: MIT

// readline: lines from a stream, editing on a terminal, questions with callbacks.

const { callable } = require('internal/callable-class');
const { Interface: Base, abortErrorOf, kQuestion } = require('readline/interface');
const { emitKeypressEvents } = require('readline/keys');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('readline/sequences');
const { validateAbortSignal } = require('internal/validate');

class LineInterface extends Base {
  question(query, options, callback = undefined) {
    if (typeof options === 'function') [callback, options] = [options, undefined];
    const signal = options?.signal;
    if (signal) {
      validateAbortSignal(signal, 'options.signal');
      if (signal.aborted) return;
    }
    if (typeof callback === 'function') this[kQuestion](query, callback, signal);
  }
}
// A rejected answer needs an end: the promise form is told when the question is given up.
LineInterface.prototype.question[Symbol.for('nodejs.util.promisify.custom')] =
  function question(query, options = undefined) {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(abortErrorOf(signal));
    return new Promise((resolve, reject) => {
      this.question(query, options, resolve);
      signal?.addEventListener('abort', () => reject(abortErrorOf(signal)), { once: true });
    });
  };

const Interface = callable(LineInterface);

function createInterface(...args) {
  return new Interface(...args);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};
Object.defineProperty(module.exports, 'promises', {
  __proto__: null, configurable: true, enumerable: true,
  get: () => require('readline/promises'),
});
