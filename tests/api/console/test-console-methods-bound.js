'use strict';

// The methods of the global console work without it.

const assert = require('assert');

const { log, Console } = console;
assert.strictEqual(typeof log, 'function');
assert.strictEqual(console instanceof Console, true);
assert.strictEqual(require('console'), console);
assert.doesNotThrow(() => log('written without a receiver'));
