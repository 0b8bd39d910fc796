'use strict';

// serialize() and deserialize() keep cycles, views and their classes; bad bytes are refused.

const assert = require('assert');
const v8 = require('v8');

const value = {
  text: 'ü', big: 5n, date: new Date(0), map: new Map([[1, new Set([2])]]), buffer: Buffer.from('ab'),
  floats: new Float64Array([1.5, -2]), view: new DataView(new ArrayBuffer(2)), error: new TypeError('x'),
};
value.self = value;
const copy = v8.deserialize(v8.serialize(value));
assert.strictEqual(copy.self, copy);
assert.deepStrictEqual(copy.map, value.map);
assert.ok(Buffer.isBuffer(copy.buffer));
assert.deepStrictEqual(copy.floats, value.floats);
assert.ok(copy.view instanceof DataView);
assert.ok(copy.error instanceof TypeError);

assert.throws(() => v8.serialize(() => {}), { constructor: Error, message: /could not be cloned/ });
assert.throws(() => v8.deserialize(Buffer.from([1, 2, 3])), Error);
assert.throws(() => v8.deserialize('text'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.Serializer(), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
