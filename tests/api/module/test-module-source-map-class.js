'use strict';

// SourceMap answers with the entry at or before a place, and with the place in the source.

const assert = require('assert');
const { SourceMap, findSourceMap } = require('module');

const payload = {
  version: 3, file: 'out.js', sources: ['a.js', 'b.js'], names: ['x'], mappings: 'AAAA,IAAIA;ACEJ',
};
const map = new SourceMap(payload);

assert.deepStrictEqual(map.payload, payload);
assert.notStrictEqual(map.payload, payload);
const second = map.findEntry(0, 6);
assert.strictEqual(second.generatedColumn, 4);
assert.strictEqual(second.originalSource, 'a.js');
assert.strictEqual(second.originalLine, 0);
assert.strictEqual(second.originalColumn, 4);
assert.strictEqual(second.name, 'x');
assert.strictEqual(map.findEntry(1, 0).originalSource, 'b.js');
assert.strictEqual(map.findEntry(1, 0).originalLine, 2);
assert.deepStrictEqual(new SourceMap({ ...payload, mappings: '' }).findEntry(3, 3), {});

for (const bad of [undefined, null, 1, 'text', true]) {
  assert.throws(() => new SourceMap(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.strictEqual(findSourceMap(__filename), undefined);
