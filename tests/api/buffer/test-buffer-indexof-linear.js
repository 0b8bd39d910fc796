'use strict';

// Searching takes linear time even for texts that are made to be slow to search.
// Host only: Node's search takes minutes for these.

const assert = require('assert');

const hay = Buffer.alloc(4000000, 'a');
const needle = Buffer.alloc(1000000, 'a');
needle[500000] = 0x62;
assert.strictEqual(hay.indexOf(needle), -1);
assert.strictEqual(hay.lastIndexOf(needle), -1);
hay[3000000] = 0x62;
assert.strictEqual(hay.indexOf(needle), 2500000);
assert.strictEqual(hay.lastIndexOf(needle), 2500000);
