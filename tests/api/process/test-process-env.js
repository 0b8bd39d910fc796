'use strict';

// process.env holds strings; deleting works; symbols are refused.

const assert = require('assert');

process.env.PLINTH_TEST = 5;
assert.strictEqual(process.env.PLINTH_TEST, '5');
process.env.PLINTH_TEST = undefined;
assert.strictEqual(process.env.PLINTH_TEST, 'undefined');
assert('PLINTH_TEST' in process.env);
assert(Object.keys(process.env).includes('PLINTH_TEST'));
delete process.env.PLINTH_TEST;
assert.strictEqual(process.env.PLINTH_TEST, undefined);
assert.throws(() => { process.env.X = Symbol('x'); }, TypeError);
