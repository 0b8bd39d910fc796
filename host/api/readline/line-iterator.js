'use strict';
// SPDX-License-Identifier: MIT

// The lines of an interface as an async iterator, which pauses the input while many wait.

const { Queue } = require('internal/queue');

const HIGH_WATER_MARK = 1024;

class LineIterator {
  #reader;
  #lines = new Queue();
  #waiting = new Queue();  // Promises of lines that did not come yet.
  #error = undefined;
  #ended = false;
  #paused = false;
  #listeners;

  constructor(reader) {
    this.#reader = reader;
    this.#listeners = {
      line: (line) => this.#onLine(line),
      close: () => this.#end(),
      error: (error) => this.#fail(error),
    };
    for (const [name, listener] of Object.entries(this.#listeners)) reader.on(name, listener);
  }

  #onLine(line) {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.resolve({ value: line, done: false });
      return;
    }
    this.#lines.push(line);
    if (this.#lines.length > HIGH_WATER_MARK && !this.#paused) {
      this.#paused = true;
      this.#reader.pause();
    }
  }

  #end() {
    if (this.#ended) return;
    this.#ended = true;
    for (const [name, listener] of Object.entries(this.#listeners)) {
      this.#reader.removeListener(name, listener);
    }
    let waiting;
    while ((waiting = this.#waiting.shift()) !== undefined) {
      waiting.resolve({ value: undefined, done: true });
    }
  }

  #fail(error) {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) waiting.reject(error);
    else this.#error = { error };
    this.#end();
  }

  next() {
    const line = this.#lines.shift();
    if (line !== undefined) {
      if (this.#paused && this.#lines.length < HIGH_WATER_MARK) {
        this.#paused = false;
        this.#reader.resume();
      }
      return Promise.resolve({ value: line, done: false });
    }
    if (this.#error !== undefined) {
      const { error } = this.#error;
      this.#error = undefined;
      return Promise.reject(error);
    }
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  return() {
    this.#end();
    while (this.#lines.shift() !== undefined);
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error) {
    this.#fail(error);
    return this.return();
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

module.exports = { LineIterator };
