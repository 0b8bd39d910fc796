'use strict';

// Search parameters and their URL change together.

const assert = require('assert');

const url = new URL('http://h/?a=1&b=2&a=3');
const params = url.searchParams;
assert.deepStrictEqual(params.getAll('a'), ['1', '3']);
params.append('c d', 'é&~');
assert.strictEqual(url.search, '?a=1&b=2&a=3&c+d=%C3%A9%26%7E');
params.delete('a', '1');
params.set('b', '');
assert.strictEqual(url.href, 'http://h/?b=&a=3&c+d=%C3%A9%26%7E');
url.search = '?z=%ff+1';
assert.deepStrictEqual([...params], [['z', '\ufffd 1']]);
params.delete('z');
assert.strictEqual(url.href, 'http://h/');
assert.throws(() => new URLSearchParams([['a']]), { code: 'ERR_INVALID_TUPLE' });
