'use strict';
// SPDX-License-Identifier: MIT

// v8.GCProfiler: what garbage collections cost between start() and stop().

require('internal/on-first-use');

const native = internalBinding('v8');

const KINDS = { 1: 'Scavenge', 2: 'MarkSweepCompact', 4: 'MarkSweepCompact',
  8: 'IncrementalMarking', 16: 'ProcessWeakCallbacks' };
const HEAP = [
  'totalHeapSize', 'totalHeapSizeExecutable', 'totalPhysicalSize', 'totalAvailableSize',
  'usedHeapSize', 'heapSizeLimit', 'mallocedMemory', 'peakMallocedMemory', undefined, undefined,
  undefined, 'totalGlobalHandlesSize', 'usedGlobalHandlesSize', 'externalMemory',
];
const SPACE = ['spaceSize', 'spaceUsedSize', 'spaceAvailableSize', 'physicalSpaceSize'];

function named(names, figures) {
  const entries = names.map((name, i) => [name, figures[i]]);
  return Object.fromEntries(entries.filter(([name]) => name !== undefined));
}

function heap([figures, spaces]) {
  return {
    heapStatistics: named(HEAP, figures),
    heapSpaceStatistics: spaces.map(([spaceName, sizes]) => ({
      spaceName, ...named(SPACE, sizes),
    })),
  };
}

class GCProfiler {
  #recorder;
  #startTime;

  start() {
    if (this.#recorder !== undefined) return;
    this.#startTime = Date.now();
    this.#recorder = new native.GcRecorder();
  }

  stop() {
    if (this.#recorder === undefined) return undefined;
    const rows = this.#recorder.finish();
    this.#recorder = undefined;
    return {
      version: 1,
      startTime: this.#startTime,
      statistics: rows.map(([kind, cost, before, after]) => ({
        gcType: KINDS[kind] ?? 'Unknown', cost, beforeGC: heap(before), afterGC: heap(after),
      })),
      endTime: Date.now(),
    };
  }
}

module.exports = { GCProfiler };
