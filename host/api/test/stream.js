'use strict';
// SPDX-License-Identifier: MIT

// What happens in a run of tests, as objects { type, data } and as events of the same names.

require('internal/on-first-use');
const { Readable } = require('stream');

// An event like the others, but at once, for who writes the end of a report.
const END = Symbol('the run is over');

class TestsStream extends Readable {
  #waiting = [];
  #canPush = true;

  constructor() {
    super({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
  }

  _read() {
    this.#canPush = true;
    while (this.#waiting.length > 0 && this.#canPush) this.#push(this.#waiting.shift());
  }

  #push(item) {
    this.#canPush = this.push(item) && item !== null;
  }

  /** Tells of something: who listens hears it at once, who reads when its turn comes. */
  tell(type, data) {
    this.emit(type, data);
    const item = { __proto__: null, type, data };
    if (this.#canPush && this.#waiting.length === 0) this.#push(item);
    else this.#waiting.push(item);
  }

  end() {
    this.emit(END);
    if (this.#canPush && this.#waiting.length === 0) this.#push(null);
    else this.#waiting.push(null);
  }
}

module.exports = { END, TestsStream };
