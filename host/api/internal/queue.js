'use strict';
// SPDX-License-Identifier: MIT

// A first-in first-out queue on an array that is used round and round: pushing and shifting cost the
// same however long it is, and no memory while it keeps its length.

const SMALLEST = 16;  // Powers of two, so that a mask wraps an index around.
const LARGEST_KEPT = 32768;

class Queue {
  #items = [];
  #head = 0;
  #count = 0;

  get length() {
    return this.#count;
  }

  push(item) {
    if (this.#count === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#count) & (this.#items.length - 1)] = item;
    this.#count++;
  }

  /** The oldest item, or undefined when the queue is empty. */
  shift() {
    if (this.#count === 0) return undefined;
    const items = this.#items;
    const item = items[this.#head];
    items[this.#head] = undefined;
    this.#head = (this.#head + 1) & (items.length - 1);
    this.#count--;
    // What a flood needed is not kept.
    if (this.#count === 0 && items.length > LARGEST_KEPT) this.#items = [];
    return item;
  }

  #grow() {
    const old = this.#items;
    const items = new Array(Math.max(SMALLEST, 2 * old.length)).fill(undefined);
    for (let i = 0; i < this.#count; i++) items[i] = old[(this.#head + i) & (old.length - 1)];
    this.#items = items;
    this.#head = 0;
  }
}

module.exports = { Queue };
