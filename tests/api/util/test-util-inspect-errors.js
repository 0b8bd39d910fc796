'use strict';

// Errors show their stack, their class, their properties and their cause.

const assert = require('assert');
const { inspect } = require('util');

const error = new TypeError('bad');
error.stack = 'TypeError: bad\n    at place (file.js:1:2)';
assert.strictEqual(inspect(error), error.stack);

error.code = 'E_BAD';
assert.strictEqual(inspect(error), `${error.stack} {\n  code: 'E_BAD'\n}`);

class ParseError extends Error {}
const derived = new ParseError('no');
derived.stack = 'Error: no\n    at place (file.js:1:2)';
assert.strictEqual(inspect(derived), 'ParseError: no\n    at place (file.js:1:2)');

const bare = new Error('short');
bare.stack = 'Error: short';
assert.strictEqual(inspect({ bare }), '{ bare: [Error: short] }');

const caused = new Error('outer', { cause: bare });
caused.stack = 'Error: outer\n    at place (file.js:1:2)';
assert.strictEqual(inspect(caused), `${caused.stack} {\n  [cause]: [Error: short]\n}`);
