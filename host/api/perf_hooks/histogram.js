'use strict';
// SPDX-License-Identifier: MIT

// Histograms of whole numbers, exact to a number of significant decimal digits: a value's bucket is
// as wide as that allows, so that the range costs no memory.

const native = internalBinding('perf_hooks');
const { inspect } = require('internal/inspect');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS,
  ERR_OUT_OF_RANGE } } = require('internal/errors');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { validateInteger, validateNumber, validateObject } = require('internal/validate');

const kMake = Symbol('make');
const kEmptyMin = 9223372036854776000;
const kEmptyMinBigInt = 9223372036854775807n;

// Counts by bucket. Two histograms may share one: a clone sees what the original records.
class Buckets {
  counts = new Map();  // The lowest value of a bucket -> how many.
  count = 0;
  min = Infinity;
  max = 0;
  exceeds = 0;

  constructor({ lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = {}) {
    this.highest = Number(highest);
    this.lowest = Number(lowest);
    this.precision = 2 ** Math.ceil(Math.log2(2 * 10 ** figures));
  }

  #width(value) {
    return Math.max(1, 2 ** (Math.floor(Math.log2(Math.max(value, 1))) + 1) / this.precision);
  }

  record(value, times = 1) {
    if (value > this.highest) {
      this.exceeds += times;
      return;
    }
    const width = this.#width(value);
    const bucket = Math.floor(value / width) * width;
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + times);
    this.count += times;
    this.min = Math.min(this.min, bucket);
    this.max = Math.max(this.max, bucket + width - 1);
  }

  clear() {
    this.counts.clear();
    this.count = 0;
    this.min = Infinity;
    this.max = 0;
    this.exceeds = 0;
  }

  moments() {
    let sum = 0;
    for (const [value, count] of this.counts) sum += (value + (this.#width(value) - 1) / 2) * count;
    const mean = sum / this.count;
    let squares = 0;
    for (const [value, count] of this.counts) {
      squares += (value + (this.#width(value) - 1) / 2 - mean) ** 2 * count;
    }
    return { mean, deviation: Math.sqrt(squares / this.count) };
  }

  percentile(percent) {
    const wanted = Math.max(1, Math.ceil(percent / 100 * this.count));
    let seen = 0;
    for (const value of [...this.counts.keys()].sort((a, b) => a - b)) {
      seen += this.counts.get(value);
      if (seen >= wanted) return value + this.#width(value) - 1;
    }
    return 0;
  }

  // Halves what is left until 100: the steps of the usual plots.
  percentiles() {
    const result = new Map();
    if (this.count === 0) return result.set(100, 0);
    result.set(0, this.percentile(0));
    for (let step = 50, at = 50; ; step /= 2, at += step) {
      const value = this.percentile(at);
      result.set(at, value);
      if (value >= this.percentile(100) || at > 99.9999) break;
    }
    return result.set(100, this.percentile(100));
  }
}

function validatePercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (Number.isNaN(percentile) || percentile <= 0 || percentile > 100) {
    throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
  }
}

// What histograms that were sent hold, by what names it in the message: one that comes back to the
// thread that it was sent from sees what the original records.
let sent;

function nameOf(buckets) {
  sent ??= new Map();
  for (const [name, reference] of sent) {
    const known = reference.deref();
    if (known === buckets) return name;
    if (known === undefined) sent.delete(name);
  }
  const name = `${Math.random()} ${Math.random()}`;
  sent.set(name, new WeakRef(buckets));
  return name;
}

class Histogram extends Portable {
  #buckets;

  constructor(token, buckets) {
    super();
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#buckets = buckets;
  }

  // Differs from Node: on another thread it is a copy, which does not see what is recorded here.
  [kClone]() {
    const buckets = this.#buckets;
    return {
      data: { name: nameOf(buckets), state: { ...buckets } },
      deserializeInfo: `perf_hooks/histogram:${
        this instanceof RecordableHistogram ? 'RecordableHistogram' : 'Histogram'}`,
    };
  }

  static bucketsOf(histogram) {
    if (!(#buckets in histogram)) throw new ERR_INVALID_THIS('Histogram');
    return histogram.#buckets;
  }

  get count() { return bucketsOf(this).count; }
  get countBigInt() { return BigInt(this.count); }
  get min() { return this.count === 0 ? kEmptyMin : this.#buckets.min; }
  get minBigInt() { return this.count === 0 ? kEmptyMinBigInt : BigInt(this.#buckets.min); }
  get max() { return bucketsOf(this).max; }
  get maxBigInt() { return BigInt(this.max); }
  get mean() { return bucketsOf(this).moments().mean; }
  get exceeds() { return bucketsOf(this).exceeds; }
  get exceedsBigInt() { return BigInt(this.exceeds); }
  get stddev() { return bucketsOf(this).moments().deviation; }

  percentile(percentile) {
    validatePercentile(percentile);
    return bucketsOf(this).percentile(percentile);
  }

  percentileBigInt(percentile) {
    return BigInt(this.percentile(percentile));
  }

  get percentiles() {
    return bucketsOf(this).percentiles();
  }

  get percentilesBigInt() {
    return new Map([...this.percentiles].map(([at, value]) => [at, BigInt(value)]));
  }

  reset() {
    bucketsOf(this).clear();
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { min, max, mean, exceeds, stddev, count, percentiles } = this;
    return `Histogram ${inspect({ min, max, mean, exceeds, stddev, count, percentiles }, options)}`;
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, percentiles } = this;
    return { count, min, max, mean, exceeds, stddev, percentiles: Object.fromEntries(percentiles) };
  }
}
hidePortable(Histogram);
const { bucketsOf } = Histogram;
delete Histogram.bucketsOf;  // Ours alone.

class RecordableHistogram extends Histogram {
  #last;

  /** Adds a whole number from 1 up. */
  record(value) {
    if (typeof value === 'bigint') value = Number(value);
    else validateInteger(value, 'val');
    if (value < 1 || value > Number.MAX_SAFE_INTEGER) {
      throw new ERR_OUT_OF_RANGE('val', '>= 1 && <= 9007199254740991', value);
    }
    bucketsOf(this).record(value);
  }

  /** Adds the nanoseconds since the last call. */
  recordDelta() {
    const now = native.now();
    if (this.#last !== undefined) {
      bucketsOf(this).record(Math.max(1, Math.round((now - this.#last) * 1e6)));
    }
    this.#last = now;
  }

  /** Adds all that another one holds. */
  add(other) {
    if (!(other instanceof RecordableHistogram)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    for (const [value, count] of bucketsOf(other).counts) bucketsOf(this).record(value, count);
  }
}

class ELDHistogram extends Histogram {
  #resolution;
  #timer;

  constructor(token, resolution) {
    super(token, new Buckets({ highest: 3.6e12 }));
    this.#resolution = resolution;
  }

  /** Starts sampling; false when it was running. */
  enable() {
    if (this.#timer !== undefined) return false;
    let last = native.now();
    this.#timer = setInterval(() => {
      const now = native.now();
      bucketsOf(this).record(Math.max(1, Math.round((now - last) * 1e6)));
      last = now;
    }, this.#resolution).unref();
    return true;
  }

  disable() {
    if (this.#timer === undefined) return false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }
}

for (const Class of [Histogram, RecordableHistogram]) {
  Object.defineProperty(Class, kDeserialize, {
    value: ({ name, state }) =>
      new Class(kMake, sent?.get(name)?.deref() ?? Object.assign(new Buckets(), state)),
  });
}

function createHistogram(options = {}) {
  validateObject(options, 'options');
  const { lowest = 1, highest = Number.MAX_SAFE_INTEGER, figures = 3 } = options;
  for (const [name, value, least] of [['lowest', lowest, 1], ['highest', highest, 2 * Number(lowest)]]) {
    if (typeof value !== 'bigint') validateInteger(value, `options.${name}`, least);
    else if (value < least) throw new ERR_INVALID_ARG_VALUE.RangeError(`options.${name}`, value);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(kMake, new Buckets({ lowest, highest, figures }));
}

function monitorEventLoopDelay(options = {}) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(kMake, resolution);
}

module.exports = { Histogram, RecordableHistogram, createHistogram, monitorEventLoopDelay };
