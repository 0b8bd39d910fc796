'use strict';
// SPDX-License-Identifier: MIT

// Lines out of text that comes in parts. A line ends with \n, \r or \r\n.

const LINE_END = /\r\n|\n|\r(?!\n)/;

class LineSplitter {
  #rest = '';
  #delay;
  #returnedAt = 0;  // When a part ended with \r: a \n that follows soon belongs to it.

  constructor(crlfDelay) {
    this.#delay = crlfDelay;
  }

  /**
   * @param {string} text
   * @returns {string[]} the lines that are complete
   */
  add(text) {
    if (this.#returnedAt > 0 && Date.now() - this.#returnedAt <= this.#delay &&
        text[0] === '\n') {
      text = text.slice(1);
    }
    this.#returnedAt = 0;
    if (text === '') return [];
    if (text.endsWith('\r')) this.#returnedAt = Date.now();
    const lines = (this.#rest + text).split(LINE_END);
    this.#rest = lines.pop();
    return lines;
  }

  /** What came behind the last line's end. */
  takeRest() {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }
}

module.exports = { LINE_END, LineSplitter };
