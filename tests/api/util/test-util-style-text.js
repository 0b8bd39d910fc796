'use strict';

// styleText puts a style around text, and stripVTControlCharacters takes it away.

const assert = require('assert');
const util = require('util');

const red = util.styleText('red', 'text', { validateStream: false });
assert.strictEqual(red, '\u001b[31mtext\u001b[39m');
assert.strictEqual(util.stripVTControlCharacters(red), 'text');
assert.throws(() => util.styleText('no such style', 'text'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => util.styleText('red', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(util.toUSVString('a\ud800b'), 'a\ufffdb');
