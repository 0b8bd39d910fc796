'use strict';
// SPDX-License-Identifier: MIT

// The timeline: entries that performance.getEntries() finds, and observers, who are told of new ones
// in a task of their own. https://w3c.github.io/performance-timeline/

require('internal/on-first-use');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } =
  require('internal/errors');
const { validateFunction, validateObject } = require('internal/validate');
const { inspect } = require('internal/inspect');
const { Queue } = require('internal/queue');
const { makeEntry, tagClass } = require('perf_hooks/entries');

const SUPPORTED =
  Object.freeze(['dns', 'function', 'gc', 'http', 'mark', 'measure', 'net', 'resource']);
const KEPT = ['mark', 'measure', 'resource'];  // What getEntries() finds.
const WARN_AT = 1e6;

const kept = { mark: [], measure: [], resource: [] };
const marks = new Map();  // name -> moment of the last mark
const observers = new Set();
const pending = new Set();  // Observers with entries they have not seen.
let warned = false;

const byStart = (a, b) => a.startTime - b.startTime;

function entriesOf(type) {
  const entries = type === undefined ? KEPT.flatMap((one) => kept[one]) : kept[type] ?? [];
  return [...entries].sort(byStart);
}

// What observers get: a list of entries with the look-ups of performance itself.
class PerformanceObserverEntryList {
  #entries;

  constructor(entries) {
    this.#entries = [...entries].sort(byStart);
  }

  getEntries() {
    return [...this.#entries];
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    type = `${type}`;
    return this.#entries.filter((entry) => entry.entryType === type);
  }

  getEntriesByName(name, type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    return this.#entries.filter((entry) =>
      entry.name === name && (type === undefined || entry.entryType === `${type}`));
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    return `PerformanceObserverEntryList ${inspect(this.#entries, options)}`;
  }
}

function tellObservers() {
  const told = [...pending];
  pending.clear();
  for (const observer of told) observer[kTell]();
}

function tellSoon(observer) {
  pending.add(observer);
  if (pending.size === 1) setImmediate(tellObservers);
}

const kTell = Symbol('tell');
const kSee = Symbol('see');

class PerformanceObserver {
  #callback;
  #types = new Set();
  #style;  // 'entryTypes' or 'type': one observer uses one of them.
  #buffer = new Queue();

  static get supportedEntryTypes() {
    return SUPPORTED;
  }

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  /** `{ entryTypes }` replaces what is observed, `{ type, buffered }` adds to it. */
  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    }
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
        'options.entryTypes can not set with options.type together');
    }
    this.#setStyle(entryTypes === undefined ? 'type' : 'entryTypes');
    if (entryTypes !== undefined) {
      if (!Array.isArray(entryTypes)) {
        throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      }
      this.#types = new Set(entryTypes.filter((one) => SUPPORTED.includes(one)));
      if (this.#types.size === 0) return this.disconnect();
    } else {
      if (!SUPPORTED.includes(type)) return;
      this.#types.add(type);
      if (buffered) for (const entry of entriesOf(type)) this[kSee](entry);
    }
    observers.add(this);
    require('perf_hooks/gc').watch(observes('gc'));
  }

  #setStyle(style) {
    if (this.#style !== undefined && this.#style !== style) {
      const { DOMException } = require('internal/dom-exception');
      throw new DOMException(
        `PerformanceObserver can not change to ${style === 'type' ? 'single' : 'multiple'} observation.`,
        'InvalidModificationError');
    }
    this.#style = style;
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = new Queue();
    this.#types.clear();
    this.#style = undefined;
    require('perf_hooks/gc').watch(observes('gc'));
  }

  /** The entries that the callback would get next; it does not get them then. */
  takeRecords() {
    const taken = [];
    for (let entry; (entry = this.#buffer.shift()) !== undefined;) taken.push(entry);
    return taken;
  }

  observes(type) {
    return this.#types.has(type);
  }

  [kSee](entry) {
    this.#buffer.push(entry);
    tellSoon(this);
  }

  [kTell]() {
    const entries = this.takeRecords();
    if (entries.length === 0) return;
    Reflect.apply(this.#callback, this, [new PerformanceObserverEntryList(entries), this]);
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    const facts = { connected: observers.has(this), pending: pending.has(this),
      entryTypes: [...this.#types], buffer: [] };
    return `PerformanceObserver ${inspect(facts, options)}`;
  }
}
// Ours alone; a plugin's observer has the methods of the specification.
const isObserving = PerformanceObserver.prototype.observes;
delete PerformanceObserver.prototype.observes;

/** Whether making an entry of that type would be seen by anybody. */
function observes(type) {
  for (const observer of observers) if (Reflect.apply(isObserving, observer, [type])) return true;
  return false;
}

/** Tells the observers of a new entry. */
function tell(entry) {
  for (const observer of observers) {
    if (Reflect.apply(isObserving, observer, [entry.entryType])) observer[kSee](entry);
  }
}

/** Puts an entry on the timeline. */
function keep(entry) {
  const list = kept[entry.entryType];
  list.push(entry);
  if (entry.entryType === 'mark') marks.set(entry.name, entry.startTime);
  if (list.length > WARN_AT && !warned) {
    warned = true;
    process.emitWarning(`Possible perf_hooks memory leak detected. ${list.length} ${entry.entryType} ` +
      'entries added to the global performance entry buffer. Use performance.clearMarks, ' +
      'performance.clearMeasures or performance.clearResourceTimings to clear the buffer.',
    { type: 'MaxPerformanceEntryBufferExceededWarning' });
  }
}

/** Forgets the entries of a type, all or those of a name. */
function clear(type, name) {
  if (name === undefined) kept[type] = [];
  else kept[type] = kept[type].filter((entry) => entry.name !== name);
  if (type !== 'mark') return;
  if (name === undefined) marks.clear();
  else marks.delete(name);
}

for (const Class of [PerformanceObserver, PerformanceObserverEntryList]) tagClass(Class);

Object.assign(require('internal/observation'), {
  observes,
  now: require('perf_hooks/clock').now,
  report(name, type, start, detail) {
    tell(makeEntry(name, type, start, require('perf_hooks/clock').now() - start, detail));
  },
});

module.exports = {
  PerformanceObserver, PerformanceObserverEntryList, marks, entriesOf, observes, tell, keep, clear,
};
