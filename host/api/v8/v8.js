'use strict';
// SPDX-License-Identifier: MIT

// v8: values as bytes, and what V8 says of its heap.
// Differs from Node: setFlagsFromString() is refused to plugins: the flags are those of the host.

require('internal/on-first-use');

const native = internalBinding('v8');
const { define } = require('internal/errors');
const { validateString, validateUint32 } = require('internal/validate');
const { getHeapSnapshot, writeHeapSnapshot } = require('v8/heap-snapshot');
const {
  DefaultDeserializer, DefaultSerializer, Deserializer, Serializer,
} = require('v8/serdes');
const { GCProfiler } = require('v8/gc-profiler');
const { promiseHooks } = require('v8/promise-hooks');

const ERR_NOT_BUILDING_SNAPSHOT = define(
  'ERR_NOT_BUILDING_SNAPSHOT', 'Error', 'Operation cannot be invoked when not building startup snapshot');

const HEAP = [
  'total_heap_size', 'total_heap_size_executable', 'total_physical_size', 'total_available_size',
  'used_heap_size', 'heap_size_limit', 'malloced_memory', 'peak_malloced_memory',
  'does_zap_garbage', 'number_of_native_contexts', 'number_of_detached_contexts',
  'total_global_handles_size', 'used_global_handles_size', 'external_memory',
];
const SPACE = [
  'space_name', 'space_size', 'space_used_size', 'space_available_size', 'physical_space_size',
];
const CODE = [
  'code_and_metadata_size', 'bytecode_and_metadata_size', 'external_script_source_size',
  'cpu_profiler_metadata_size',
];

function named(names, values) {
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

/** @returns {Record<string, number>} */
function getHeapStatistics() {
  return named(HEAP, native.heapStatistics());
}

function getHeapSpaceStatistics() {
  return native.heapSpaces().map(([name, figures]) => named(SPACE, [name, ...figures]));
}

function getHeapCodeStatistics() {
  return named(CODE, native.codeStatistics());
}

function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  native.setFlags(flags);
}

/** The value as bytes, for deserialize(). */
function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const view = ArrayBuffer.isView(buffer) && !(buffer instanceof DataView) ? buffer :
    viewOf(buffer);
  const deserializer = new DefaultDeserializer(view);
  deserializer.readHeader();
  return deserializer.readValue();
}

function viewOf(buffer) {
  return buffer instanceof DataView ?
    Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength) : buffer;
}

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
}

function refuseSnapshot() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

module.exports = {
  cachedDataVersionTag: native.cachedDataVersionTag,
  getHeapSnapshot,
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  setFlagsFromString,
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  // Coverage is written where NODE_V8_COVERAGE says so, which here is nowhere.
  takeCoverage() {},
  stopCoverage() {},
  serialize,
  writeHeapSnapshot,
  promiseHooks,
  startupSnapshot: {
    addDeserializeCallback: refuseSnapshot,
    addSerializeCallback: refuseSnapshot,
    setDeserializeMainFunction: refuseSnapshot,
    isBuildingSnapshot: () => false,
  },
  setHeapSnapshotNearHeapLimit,
  GCProfiler,
};
