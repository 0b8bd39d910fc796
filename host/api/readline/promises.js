'use strict';
// SPDX-License-Identifier: MIT

// readline/promises: questions that are promises, and a Readline that collects what it does to a
// terminal until commit().

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateInteger } = require('internal/validate');
const { Interface: Base, abortErrorOf, kQuestion } = require('readline/interface');
const { CLEAR_DOWN, clearText, cursorText, moveText } = require('readline/sequences');
const { isWritable } = require('stream');

class Interface extends Base {
  question(query, options = undefined) {
    return new Promise((resolve, reject) => {
      const signal = options?.signal;
      if (signal !== undefined) {
        validateAbortSignal(signal, 'options.signal');
        if (signal.aborted) {
          reject(abortErrorOf(signal));
          return;
        }
        signal.addEventListener('abort', () => reject(abortErrorOf(signal)), { once: true });
      }
      this[kQuestion](query, resolve, signal);
    });
  }
}

class Readline {
  #stream;
  #autoCommit = false;
  #todo = [];

  constructor(stream, options = undefined) {
    if (!isWritable(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit !== undefined) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else this.#todo.push(text);
    return this;
  }

  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y !== undefined) validateInteger(y, 'y');
    return this.#add(cursorText(x, y));
  }

  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    return this.#add(moveText(dx, dy));
  }

  clearLine(direction) {
    validateInteger(direction, 'dir', -1, 1);
    return this.#add(clearText(direction));
  }

  clearScreenDown() {
    return this.#add(CLEAR_DOWN);
  }

  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), () => resolve());
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

function createInterface(...args) {
  return new Interface(...args);
}

module.exports = { Interface, Readline, createInterface };
