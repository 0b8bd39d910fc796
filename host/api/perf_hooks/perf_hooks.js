'use strict';
// SPDX-License-Identifier: MIT

// perf_hooks: the clock and the timeline of a plugin.

const { Performance, performance } = require('perf_hooks/performance');
const { PerformanceEntry, PerformanceMark, PerformanceMeasure } = require('perf_hooks/entries');
const { PerformanceObserver, PerformanceObserverEntryList } = require('perf_hooks/timeline');
const { PerformanceResourceTiming } = require('perf_hooks/resource');
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks/histogram');

// V8's kinds and flags of garbage collections.
const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  monitorEventLoopDelay,
  createHistogram,
  performance,
  constants,
};
