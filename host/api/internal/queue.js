'use strict';
// SPDX-License-Identifier: MIT

// A first-in first-out queue on an array that is reused: pushing and shifting cost the same however
// long it is.

class Queue {
  #items = [];
  #head = 0;

  get length() {
    return this.#items.length - this.#head;
  }

  push(item) {
    this.#items.push(item);
  }

  /** The oldest item, or undefined when the queue is empty. */
  shift() {
    const head = this.#head;
    if (head === this.#items.length) return undefined;
    const item = this.#items[head];
    this.#items[head] = undefined;
    this.#head = head + 1;
    if (this.#head === this.#items.length) {
      this.#items.length = 0;
      this.#head = 0;
    } else if (this.#head === 4096) {
      // A queue that never runs empty must not keep its past.
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }
}

module.exports = { Queue };
