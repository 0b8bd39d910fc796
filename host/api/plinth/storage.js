'use strict';
// SPDX-License-Identifier: MIT

// storage: values by key that outlive the game and the plugin's versions. A promise is fulfilled
// when the value is on the disk; all happens off the frame, in the order of the calls. Files,
// durability and the quota are storage.cc's.

require('internal/on-first-use');
const native = internalBinding('plinth');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger, validateObject, validateString,
} = require('internal/validate');

const LONGEST_KEY = 1024;
const MOST_TRIES = 100;

function checkKey(key) {
  validateString(key, 'key');
  if (key === '' || Buffer.byteLength(key) > LONGEST_KEY) {
    throw new ERR_INVALID_ARG_VALUE('key', key, `must be 1 to ${LONGEST_KEY} bytes long`);
  }
  return Buffer.from(key);
}

function encode(value) {
  if (value === undefined) {
    throw new ERR_INVALID_ARG_TYPE('value', 'anything but undefined', value);
  }
  return native.storageEncode(value);
}

// The first key behind all that begin with these bytes; UTF-8 has no byte 0xff.
function after(prefix) {
  const end = Buffer.from(prefix);
  end[end.length - 1]++;
  return end;
}

function checkBound(value, name) {
  if (value === undefined) return undefined;
  validateString(value, name);
  return Buffer.from(value);
}

// [from, to, limit, reverse] of what list() takes; Infinity is no limit.
function toRange(options = {}) {
  if (typeof options === 'string') options = { prefix: options };
  validateObject(options, 'options');
  const { prefix = '', start, end, limit = Infinity, reverse = false } = options;
  validateString(prefix, 'options.prefix');
  validateBoolean(reverse, 'options.reverse');
  if (limit !== Infinity) validateInteger(limit, 'options.limit', 0);
  const bytes = Buffer.from(prefix);
  let from = bytes;
  let to = bytes.length === 0 ? undefined : after(bytes);
  const first = checkBound(start, 'options.start');
  const last = checkBound(end, 'options.end');
  if (first !== undefined && Buffer.compare(first, from) > 0) from = first;
  if (last !== undefined && (to === undefined || Buffer.compare(last, to) < 0)) to = last;
  return [from, to, limit, reverse];
}

const rangeOfKey = (bytes) => [bytes, Buffer.concat([bytes, Buffer.alloc(1)]), 1, false];

// Keys in the order of their bytes, as the file has them.
function compareKeys(one, other) {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function isInRange(key, [from, to]) {
  const bytes = Buffer.from(key);
  return Buffer.compare(bytes, from) >= 0 &&
    (to === undefined || Buffer.compare(bytes, to) < 0);
}

/** What a transaction sees and changes: the storage, and over it what the transaction wrote. */
class Transaction {
  #changes = new Map();  // Key to bytes, or undefined when it is deleted.
  #checks = [];
  #open = true;

  #check() {
    if (!this.#open) throw new ERR_INVALID_STATE('the transaction is over');
  }

  async #read(range, withValues) {
    const [keys, values, digest] = await native.storageList(...range, withValues);
    this.#checks.push([...range, digest]);
    return [keys, values];
  }

  async get(key) {
    this.#check();
    const bytes = checkKey(key);
    if (this.#changes.has(key)) {
      const written = this.#changes.get(key);
      return written === undefined ? undefined : native.storageDecode(written);
    }
    const [, values] = await this.#read(rangeOfKey(bytes), true);
    return values[0];
  }

  async has(key) {
    this.#check();
    const bytes = checkKey(key);
    if (this.#changes.has(key)) return this.#changes.get(key) !== undefined;
    const [keys] = await this.#read(rangeOfKey(bytes), false);
    return keys.length > 0;
  }

  set(key, value) {
    this.#check();
    checkKey(key);
    this.#changes.set(key, encode(value));
  }

  delete(key) {
    this.#check();
    checkKey(key);
    this.#changes.set(key, undefined);
  }

  async list(options) {
    this.#check();
    const [from, to, limit, reverse] = toRange(options);
    const changed = [...this.#changes].filter(([key]) => isInRange(key, [from, to]));
    // Deleted ones make room for as many more.
    const [keys, values] = await this.#read([from, to, limit + changed.length, reverse], true);
    const entries = new Map(keys.map((key, index) => [key, values[index]]));
    for (const [key, bytes] of changed) {
      if (bytes === undefined) entries.delete(key);
      else entries.set(key, native.storageDecode(bytes));
    }
    const sorted = [...entries].sort(([one], [other]) => compareKeys(one, other));
    if (reverse) sorted.reverse();
    return sorted.slice(0, limit);
  }

  /** Writes it all; false when something that was read has changed since. */
  async commit() {
    this.#open = false;
    if (this.#changes.size === 0 && this.#checks.length === 0) return true;
    const written = await native.storageWrite(
      [...this.#changes.keys()], [...this.#changes.values()], this.#checks);
    return written !== undefined;
  }

  close() {
    this.#open = false;
  }
}

class Storage {
  /** The value of a key; undefined when there is none. */
  async get(key) {
    const [, values] = await native.storageList(...rangeOfKey(checkKey(key)), true);
    return values[0];
  }

  async has(key) {
    const [keys] = await native.storageList(...rangeOfKey(checkKey(key)), false);
    return keys.length > 0;
  }

  /** Keeps a copy of the value, as structuredClone() makes it; fulfilled when it is on the disk. */
  async set(key, value) {
    checkKey(key);
    await native.storageWrite([key], [encode(value)], []);
  }

  /** Whether there was a value. */
  async delete(key) {
    checkKey(key);
    const [wasThere] = await native.storageWrite([key], [undefined], []);
    return wasThere;
  }

  /** [key, value] of each key of a range, in the order of the keys. */
  async list(options) {
    const [keys, values] = await native.storageList(...toRange(options), true);
    return keys.map((key, index) => [key, values[index]]);
  }

  /** As list(), without the values. */
  async keys(options) {
    const [keys] = await native.storageList(...toRange(options), false);
    return keys;
  }

  /** How many bytes keys and values take up. */
  async size() {
    return native.storageBytes();
  }

  /**
   * Reads and changes several values as if nobody else did anything meanwhile: all changes are
   * written, or none. When something that it read was changed by somebody else before its end,
   * `body` runs again; so it should do nothing but work on the transaction.
   */
  async transaction(body) {
    validateFunction(body, 'body');
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const transaction = new Transaction();
      let result;
      try {
        result = await body(transaction);
      } catch (error) {
        transaction.close();
        throw error;
      }
      if (await transaction.commit()) return result;
    }
    throw new ERR_INVALID_STATE('a transaction was in the way of others too often');
  }
}

module.exports = { storage: new Storage() };
