'use strict';
// SPDX-License-Identifier: MIT

// The `performance` object: clock, marks and measures, resource timings, event loop utilization.

require('internal/on-first-use');
const { inspect } = require('internal/inspect');
const { codes } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validate');
const clock = require('perf_hooks/clock');
const timeline = require('perf_hooks/timeline');
const { PerformanceEntry, PerformanceMark, makeMeasure, tagClass } = require('perf_hooks/entries');
const { makeResourceTiming } = require('perf_hooks/resource');
const { timerify } = require('perf_hooks/timerify');
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_MISSING_ARGS } = codes;

let timeOrigin;
let resourceLimit = 250;
let secondary = [];  // Resource timings that found the buffer full.
let fullEventPending = false;

// An entry of its own kind: the milestones of the start, and how long the loop slept.
class PerformanceNodeTiming {
  constructor() {
    const facts = {
      name: 'node', entryType: 'node', startTime: 0,
    };
    for (const [name, value] of Object.entries(facts)) {
      Object.defineProperty(this, name, { enumerable: true, configurable: true, value });
    }
    const read = (name, get) =>
      Object.defineProperty(this, name, { enumerable: true, configurable: true, get });
    read('duration', clock.now);
    for (const name of clock.MILESTONES) read(name, () => clock.milestone(name));
    read('idleTime', clock.idleTime);
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    return `PerformanceNodeTiming ${inspect({ ...this }, options)}`;
  }

  toJSON() {
    return { ...this };
  }
}
Object.setPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);

function utilization(idle, active) {
  return { idle, active, utilization: active === 0 ? 0 : active / (idle + active) };
}

// Of a loop that has been idle that long since it started; negative: it has not started.
function loopUtilization(sinceStart, idle, one, other) {
  if (other !== undefined) return utilization(one.idle - other.idle, one.active - other.active);
  if (sinceStart < 0) return { idle: 0, active: 0, utilization: 0 };
  const active = sinceStart - idle;
  if (one === undefined) return utilization(idle, active);
  return utilization(idle - one.idle, active - one.active);
}

function eventLoopUtilization(one, other) {
  const started = clock.milestone('loopStart');
  const idle = clock.idleTime();
  return loopUtilization(started <= 0 ? -1 : clock.now() - started, idle, one, other);
}

class Performance extends EventTarget {
  constructor(token) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  now() { return clock.now(); }
  get timeOrigin() { return (timeOrigin ??= clock.timeOrigin()); }

  mark(name, options = {}) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const mark = new PerformanceMark(name, options);
    timeline.keep(mark);
    timeline.tell(mark);
    return mark;
  }

  measure(name, startOrOptions, endMark) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    validateString(name, 'name');
    const measure = makeMeasure(name, startOrOptions, endMark, timeline.marks);
    timeline.keep(measure);
    timeline.tell(measure);
    return measure;
  }

  clearMarks(name) {
    timeline.clear('mark', name === undefined ? undefined : `${name}`);
  }

  clearMeasures(name) {
    timeline.clear('measure', name === undefined ? undefined : `${name}`);
  }

  clearResourceTimings(name) {
    timeline.clear('resource', name === undefined ? undefined : `${name}`);
  }

  getEntries() {
    return timeline.entriesOf();
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return timeline.entriesOf(`${type}`);
  }

  getEntriesByName(name, type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    return timeline.entriesOf(type === undefined ? undefined : `${type}`)
      .filter((entry) => entry.name === name);
  }

  markResourceTiming(timingInfo, requestedUrl, initiatorType, global, cacheMode) {
    const entry = makeResourceTiming(timingInfo, requestedUrl, initiatorType, cacheMode);
    timeline.tell(entry);
    keepResource(entry);
    return entry;
  }

  /** How many resource timings are kept; what comes later is announced by 'resourcetimingbufferfull'. */
  setResourceTimingBufferSize(size) {
    size = Number(size);
    resourceLimit = Number.isFinite(size) && size >= 1 ? Math.trunc(size) : 0;
  }

  timerify(fn, options = {}) {
    return timerify(fn, options);
  }

  eventLoopUtilization(one, other) {
    return eventLoopUtilization(one, other);
  }

  get nodeTiming() { return nodeTiming; }

  toJSON() {
    return { nodeTiming, timeOrigin: this.timeOrigin, eventLoopUtilization: eventLoopUtilization() };
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    return `Performance ${inspect({ nodeTiming, timeOrigin: this.timeOrigin }, options)}`;
  }
}
for (const name of Object.getOwnPropertyNames(Performance.prototype)) {
  if (name !== 'constructor') Object.defineProperty(Performance.prototype, name, { enumerable: true });
}
tagClass(Performance);
// Usable apart from their object: const { mark, measure } = performance.
const DETACHABLE = ['now', 'mark', 'measure', 'clearMarks', 'clearMeasures', 'timerify',
  'eventLoopUtilization', 'clearResourceTimings', 'markResourceTiming', 'getEntries',
  'getEntriesByName', 'getEntriesByType', 'setResourceTimingBufferSize', 'toJSON'];

function hasRoom() {
  return timeline.entriesOf('resource').length < resourceLimit;
}

function keepResource(entry) {
  if (hasRoom() && !fullEventPending) return timeline.keep(entry);
  secondary.push(entry);
  if (fullEventPending) return;
  fullEventPending = true;
  setImmediate(tellFull);
}

// The listener may make room; what found none then is dropped.
function tellFull() {
  while (secondary.length > 0) {
    const before = secondary.length;
    if (!hasRoom()) performance.dispatchEvent(new Event('resourcetimingbufferfull'));
    while (secondary.length > 0 && hasRoom()) timeline.keep(secondary.shift());
    if (secondary.length >= before) secondary = [];
  }
  fullEventPending = false;
}

const kMake = Symbol('make');
const nodeTiming = new PerformanceNodeTiming();
const performance = new Performance(kMake);
for (const name of DETACHABLE) {
  const method = Performance.prototype[name];
  Object.defineProperty(Performance.prototype, name, {
    value: { [name](...args) { return Reflect.apply(method, performance, args); } }[name],
  });
}

module.exports = { loopUtilization, Performance, performance };
