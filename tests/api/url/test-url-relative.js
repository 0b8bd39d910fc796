'use strict';

// A relative URL takes what it lacks from its base.

const assert = require('assert');

const resolve = (text, base) => new URL(text, base).href;
assert.strictEqual(resolve('../x?y', 'http://h/a/b/c?d#e'), 'http://h/a/x?y');
assert.strictEqual(resolve('//other', 'https://h/a'), 'https://other/');
assert.strictEqual(resolve('#f', 'mailto:a@b'), 'mailto:a@b#f');
assert.strictEqual(resolve('/d', 'file:///C:/a/b'), 'file:///C:/d');
assert.strictEqual(resolve('', 'http://h/a?b#c'), 'http://h/a?b');
assert.throws(() => new URL('x', 'mailto:a@b'), { code: 'ERR_INVALID_URL', base: 'mailto:a@b' });
assert.strictEqual(URL.canParse('x'), false);
assert.strictEqual(URL.canParse('x', 'http://h'), true);
assert.strictEqual(URL.parse('x'), null);
assert.strictEqual(URL.parse('x', 'http://h').href, 'http://h/x');
assert.throws(() => URL.parse(), { code: 'ERR_MISSING_ARGS' });
