'use strict';
// SPDX-License-Identifier: MIT

// stream.duplexPair(): two streams, each of which reads what is written to the other.

const { Stream: { Duplex } } = require('internal/deps/readable-stream');

class Side extends Duplex {
  #other = null;
  #carryOn = null;  // What the writer on the other side waits for.

  static connect(one, other) {
    one.#other = other;
    other.#other = one;
  }

  _read() {
    const carryOn = this.#carryOn;
    this.#carryOn = null;
    carryOn?.();
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
      return;
    }
    this.#other.push(chunk);
    this.#other.#carryOn = callback;
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }
}

/**
 * @param {object} [options] of both streams
 * @returns {[Duplex, Duplex]}
 */
function duplexPair(options) {
  const pair = [new Side(options), new Side(options)];
  Side.connect(...pair);
  return pair;
}

module.exports = { duplexPair };
