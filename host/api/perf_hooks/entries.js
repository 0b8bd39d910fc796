'use strict';
// SPDX-License-Identifier: MIT

// The entries of a performance timeline: marks, measures and all that observers are told of.
// https://w3c.github.io/user-timing/

const { inspect } = require('internal/inspect');
const { codes } = require('internal/errors');
const { structuredClone } = require('internal/structured-clone');
const { validateNumber, validateObject } = require('internal/validate');
const { DOMException } = require('internal/dom-exception');
const clock = require('perf_hooks/clock');
const {
  ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_PERFORMANCE_INVALID_TIMESTAMP,
} = codes;

const kMake = Symbol('make');
const ENUMERABLE = { enumerable: true };

class PerformanceEntry {
  #name;
  #type;
  #start;
  #duration;
  #detail;

  constructor(token, name, type, start, duration, detail) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#type = type;
    this.#start = start;
    this.#duration = duration;
    this.#detail = detail;
  }

  get name() { return this.#name; }
  get entryType() { return this.#type; }
  get startTime() { return this.#start; }
  get duration() { return this.#duration; }
  get detail() { return this.#detail; }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    return `${this.constructor.name} ${inspect(this.toJSON(), { ...options, depth: options.depth })}`;
  }
}
Object.defineProperties(PerformanceEntry.prototype, {
  name: ENUMERABLE, entryType: ENUMERABLE, startTime: ENUMERABLE, duration: ENUMERABLE,
  detail: ENUMERABLE, toJSON: ENUMERABLE,
});

function cloneDetail(detail) {
  return detail === undefined || detail === null ? null : structuredClone(detail);
}

class PerformanceMark extends PerformanceEntry {
  constructor(name, options) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (clock.isMilestone(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
    if (options != null) validateObject(options, 'options');
    const { startTime = clock.now(), detail } = options ?? {};
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    super(kMake, name, 'mark', startTime, 0, cloneDetail(detail));
  }
}

class PerformanceMeasure extends PerformanceEntry {
  constructor(token, name, start, duration, detail) {
    super(token, name, 'measure', start, duration, detail);
  }
}

// A name of a mark, of a milestone of the start, or a moment.
function toMoment(mark, marks) {
  if (mark === undefined) return undefined;
  if (typeof mark === 'number') {
    if (mark < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  if (clock.isMilestone(name)) return clock.milestone(name);
  const moment = marks.get(name);
  if (moment === undefined) {
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return moment;
}

function isOptions(value) {
  return typeof value === 'object' && value !== null &&
    ['start', 'end', 'duration', 'detail'].some((key) => value[key] !== undefined);
}

// The argument of measure() in its two forms, as one.
function toSpan(startOrOptions, endMark) {
  if (!isOptions(startOrOptions)) {
    const isName = startOrOptions !== undefined && typeof startOrOptions !== 'object';
    return { start: isName ? `${startOrOptions}` : undefined, end: endMark };
  }
  const { start, end, duration } = startOrOptions;
  if (endMark !== undefined) {
    throw new ERR_INVALID_ARG_VALUE('endMark', endMark, 'must not be specified');
  }
  if (start === undefined && end === undefined) throw new ERR_MISSING_ARGS(['options.start', 'options.end']);
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw new ERR_INVALID_ARG_VALUE('options', startOrOptions,
      'must not have options.start, options.end and options.duration specified');
  }
  return startOrOptions;
}

/** performance.measure(); `marks` holds the last moment of each mark. */
function makeMeasure(name, startOrOptions, endMark, marks) {
  name = `${name}`;
  const { start, end, duration, detail } = toSpan(startOrOptions, endMark);
  let last;
  if (end !== undefined) last = toMoment(end, marks);
  else if (start !== undefined && duration !== undefined) last = toMoment(start, marks) + toMoment(duration, marks);
  else last = clock.now();
  let first;
  if (start !== undefined) first = toMoment(start, marks);
  else if (duration !== undefined) first = last - toMoment(duration, marks);
  else first = 0;
  return new PerformanceMeasure(kMake, name, first, last - first, cloneDetail(detail));
}

/** What Object.prototype.toString() calls objects of the class. */
function tagClass(Class) {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    configurable: true, value: Class.name,
  });
}
for (const Class of [PerformanceMark, PerformanceMeasure]) tagClass(Class);

/** An entry that the runtime itself makes: 'function', 'gc', 'net', ... */
function makeEntry(name, type, start, duration, detail) {
  return new PerformanceEntry(kMake, name, type, start, duration, detail);
}

module.exports = {
  kMake, PerformanceEntry, PerformanceMark, PerformanceMeasure, makeMeasure, makeEntry, tagClass,
};
