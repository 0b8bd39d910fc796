'use strict';
// SPDX-License-Identifier: MIT

// The iterators of URLSearchParams: they see what is changed while they run.

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');

const IteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf([][Symbol.iterator]()));

let make;

class SearchParamsIterator {
  #list;
  #kind;
  #at = 0;

  static {
    make = (list, kind) => new SearchParamsIterator(list, kind);
  }

  constructor(list, kind) {
    this.#list = list;
    this.#kind = kind;
  }

  #item(at) {
    const list = this.#list();
    if (this.#kind === 'keys') return list[at];
    return this.#kind === 'values' ? list[at + 1] : [list[at], list[at + 1]];
  }

  next() {
    if (typeof this !== 'object' || this === null || !(#list in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    if (this.#at >= this.#list().length) return { value: undefined, done: true };
    this.#at += 2;
    return { value: this.#item(this.#at - 2), done: false };
  }

  [customInspect](depth, options) {
    if (this == null || !(#list in this)) throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const inner = { ...options, depth: options.depth == null ? options.depth : options.depth - 1 };
    const shown = [];
    for (let at = this.#at; at < this.#list().length; at += 2) {
      shown.push(inspect(this.#item(at), inner));
    }
    const name = 'URLSearchParams Iterator';
    const breaks = shown.join(', ').length + name.length > (options.breakLength ?? 80);
    return breaks ? `${name} {\n  ${shown.join(',\n  ')} }` : `${name} { ${shown.join(', ')} }`;
  }
}

delete SearchParamsIterator.prototype.constructor;
Object.setPrototypeOf(SearchParamsIterator.prototype, IteratorPrototype);
Object.defineProperties(SearchParamsIterator.prototype, {
  [Symbol.toStringTag]: {
    __proto__: null, configurable: true, value: 'URLSearchParams Iterator',
  },
  next: { __proto__: null, enumerable: true },
});

/**
 * @param {() => string[]} list names and values by turns, as they are now
 * @param {'entries' | 'keys' | 'values'} kind
 */
function iterate(list, kind) {
  return make(list, kind);
}

module.exports = { iterate };
