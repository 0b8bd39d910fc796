'use strict';
// SPDX-License-Identifier: MIT

// The class URLSearchParams: https://url.spec.whatwg.org/#interface-urlsearchparams

const { codes } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { toUSVString } = require('internal/usv-string');
const { validateFunction } = require('internal/validate');
const { parse, serialize } = require('url/form-encoding');
const { iterate } = require('url/search-params-iterator');
const { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE, ERR_MISSING_ARGS } = codes;

function need(given, ...names) {
  if (given < names.length) throw new ERR_MISSING_ARGS(...names);
}

function pairsOf(iterable) {
  const list = [];
  for (const pair of iterable) {
    const isObject = (typeof pair === 'object' && pair !== null) || typeof pair === 'function';
    if (!isObject || typeof pair[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const parts = [...pair];
    if (parts.length !== 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    list.push(toUSVString(parts[0]), toUSVString(parts[1]));
  }
  return list;
}

// A record's last entry of a name is the one that stays.
function entriesOf(record) {
  const list = [];
  const places = new Map();
  for (const key of Reflect.ownKeys(record)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(record, key);
    if (!descriptor?.enumerable) continue;
    const name = toUSVString(key);
    const value = toUSVString(record[key]);
    if (places.has(name)) {
      list[places.get(name)] = value;
    } else {
      places.set(name, list.push(name, value) - 1);
    }
  }
  return list;
}

function listFrom(init) {
  if (init == null) return [];
  if (typeof init !== 'object' && typeof init !== 'function') {
    const text = toUSVString(init);
    return parse(text[0] === '?' ? text.slice(1) : text);
  }
  const method = init[Symbol.iterator];
  if (method == null) return entriesOf(init);
  if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs');
  return pairsOf(init);
}

let setOwner;
let updateParams;

class URLSearchParams {
  #list;  // Names and values by turns.
  #changed = undefined;  // Tells the URL that it belongs to.

  static {
    setOwner = (params, changed) => {
      params.#changed = changed;
    };
    updateParams = (params, search) => {
      params.#list = parse(search.slice(1));
    };
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#list in self)) {
      throw new ERR_INVALID_THIS('URLSearchParams');
    }
  }

  constructor(init = undefined) {
    this.#list = listFrom(init);
  }

  [customInspect](depth, options) {
    URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const inner = { ...options, depth: options.depth == null ? options.depth : options.depth - 1 };
    const shown = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      shown.push(`${inspect(this.#list[i], inner)} => ${inspect(this.#list[i + 1], inner)}`);
    }
    return wrap('URLSearchParams', shown, options);
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#list.length / 2;
  }

  append(name, value) {
    URLSearchParams.#check(this);
    need(arguments.length, 'name', 'value');
    this.#list.push(toUSVString(name), toUSVString(value));
    this.#changed?.(serialize(this.#list));
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this);
    need(arguments.length, 'name');
    this.#keep(this.#matcher(name, value));
    this.#changed?.(serialize(this.#list));
  }

  // Whether an entry has the name, and the value if there is one.
  #matcher(name, value) {
    const wanted = toUSVString(name);
    if (value === undefined) return (i) => this.#list[i] === wanted;
    const text = toUSVString(value);
    return (i) => this.#list[i] === wanted && this.#list[i + 1] === text;
  }

  #keep(dropped) {
    const kept = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      if (!dropped(i)) kept.push(this.#list[i], this.#list[i + 1]);
    }
    this.#list = kept;
  }

  get(name) {
    URLSearchParams.#check(this);
    need(arguments.length, 'name');
    const wanted = toUSVString(name);
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === wanted) return this.#list[i + 1];
    }
    return null;
  }

  getAll(name) {
    URLSearchParams.#check(this);
    need(arguments.length, 'name');
    const wanted = toUSVString(name);
    const list = this.#list;
    const values = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === wanted) values.push(list[i + 1]);
    return values;
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this);
    need(arguments.length, 'name');
    const matches = this.#matcher(name, value);
    for (let i = 0; i < this.#list.length; i += 2) {
      if (matches(i)) return true;
    }
    return false;
  }

  set(name, value) {
    URLSearchParams.#check(this);
    need(arguments.length, 'name', 'value');
    const wanted = toUSVString(name);
    const text = toUSVString(value);
    let found = false;
    this.#keep((i) => {
      if (this.#list[i] !== wanted) return false;
      if (found) return true;
      found = true;
      this.#list[i + 1] = text;
      return false;
    });
    if (!found) this.#list.push(wanted, text);
    this.#changed?.(serialize(this.#list));
  }

  sort() {
    URLSearchParams.#check(this);
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed?.(serialize(this.#list));
  }

  entries() {
    URLSearchParams.#check(this);
    return iterate(() => this.#list, 'entries');
  }

  forEach(callback, self = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      Reflect.apply(callback, self, [this.#list[i + 1], this.#list[i], this]);
    }
  }

  keys() {
    URLSearchParams.#check(this);
    return iterate(() => this.#list, 'keys');
  }

  values() {
    URLSearchParams.#check(this);
    return iterate(() => this.#list, 'values');
  }

  toString() {
    URLSearchParams.#check(this);
    return serialize(this.#list);
  }
}

function wrap(name, shown, { breakLength = 80 }) {
  if (shown.length === 0) return `${name} {}`;
  const length = shown.reduce((all, one) => all + one.length + 2, name.length + 4);
  return length > breakLength ?
    `${name} {\n  ${shown.join(',\n  ')} }` : `${name} { ${shown.join(', ')} }`;
}

const listed = { __proto__: null, enumerable: true };
for (const name of Object.getOwnPropertyNames(URLSearchParams.prototype)) {
  if (name !== 'constructor') Object.defineProperty(URLSearchParams.prototype, name, listed);
}
Object.defineProperties(URLSearchParams.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [Symbol.iterator]: {
    __proto__: null, configurable: true, writable: true, value: URLSearchParams.prototype.entries,
  },
});

module.exports = { URLSearchParams, setOwner, updateParams };
