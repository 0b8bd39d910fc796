'use strict';

// Figures of the heap, by Node's names, and a snapshot that a tool can read.

const assert = require('assert');
const fs = require('fs');
const v8 = require('v8');

const heap = v8.getHeapStatistics();
for (const name of ['total_heap_size', 'used_heap_size', 'heap_size_limit', 'external_memory']) {
  assert.ok(heap[name] > 0, name);
}
assert.ok(heap.used_heap_size <= heap.heap_size_limit);
assert.ok(v8.getHeapSpaceStatistics().some(({ space_name: name }) => name === 'old_space'));
assert.ok(v8.getHeapCodeStatistics().bytecode_and_metadata_size > 0);
assert.strictEqual(typeof v8.cachedDataVersionTag(), 'number');
assert.ok(!v8.startupSnapshot.isBuildingSnapshot());
assert.throws(() => v8.setFlagsFromString(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.startupSnapshot.addSerializeCallback(() => {}),
              { code: 'ERR_NOT_BUILDING_SNAPSHOT' });

const file = v8.writeHeapSnapshot('heap.heapsnapshot');
assert.ok(JSON.parse(fs.readFileSync(file, 'utf8')).nodes.length > 1000);
fs.unlinkSync(file);
