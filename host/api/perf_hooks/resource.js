'use strict';
// SPDX-License-Identifier: MIT

// PerformanceResourceTiming: how long the parts of a fetch took.
// https://w3c.github.io/resource-timing/

const { PerformanceEntry, kMake, tagClass } = require('perf_hooks/entries');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');

// The attribute -> where it stands in fetch's timing info.
const TIMES = {
  workerStart: (info) => info.finalServiceWorkerStartTime,
  redirectStart: (info) => info.redirectStartTime,
  redirectEnd: (info) => info.redirectEndTime,
  fetchStart: (info) => info.postRedirectStartTime,
  domainLookupStart: (info) => info.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: (info) => info.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: (info) => info.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: (info) => info.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: (info) => info.finalConnectionTimingInfo?.secureConnectionStartTime,
  nextHopProtocol: (info) => info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  requestStart: (info) => info.finalNetworkRequestStartTime,
  responseStart: (info) => info.finalNetworkResponseStartTime,
  responseEnd: (info) => info.endTime,
  encodedBodySize: (info) => info.encodedBodySize,
  decodedBodySize: (info) => info.decodedBodySize,
};
const HEADER_BYTES = 300;  // What the specification counts for the headers.

class PerformanceResourceTiming extends PerformanceEntry {
  #info;
  #initiator;
  #cacheMode;

  constructor(token, info, url, initiator, cacheMode) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(kMake, url, 'resource', info.startTime, info.endTime - info.startTime);
    this.#info = info;
    this.#initiator = initiator;
    this.#cacheMode = cacheMode;
  }

  static timeOf(entry, name) {
    return TIMES[name](entry.#info);
  }

  get initiatorType() { return this.#initiator; }

  get transferSize() {
    if (this.#cacheMode === 'local') return 0;
    return this.#cacheMode === 'validated' ? HEADER_BYTES : this.#info.encodedBodySize + HEADER_BYTES;
  }

  toJSON() {
    const { name, entryType, startTime, duration, initiatorType, transferSize } = this;
    const times = Object.fromEntries(Object.keys(TIMES).map((key) => [key, this[key]]));
    return { name, entryType, startTime, duration, initiatorType, ...times, transferSize };
  }
}
const { timeOf } = PerformanceResourceTiming;
delete PerformanceResourceTiming.timeOf;
for (const name of Object.keys(TIMES)) {
  Object.defineProperty(PerformanceResourceTiming.prototype, name, {
    configurable: true, enumerable: true, get() { return timeOf(this, name); },
  });
}
tagClass(PerformanceResourceTiming);

function makeResourceTiming(info, url, initiator, cacheMode) {
  return new PerformanceResourceTiming(kMake, info, `${url}`, initiator, cacheMode);
}

module.exports = { PerformanceResourceTiming, makeResourceTiming };
