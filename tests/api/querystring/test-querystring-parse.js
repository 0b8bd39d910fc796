'use strict';

// parse splits fields, decodes them, and gathers repeated names in arrays.

const assert = require('assert');
const querystring = require('querystring');

const parsed = (...args) => ({ ...querystring.parse(...args) });

assert.deepStrictEqual(parsed('a=1&b=x%20y+z&a=2'), { a: ['1', '2'], b: 'x y z' });
assert.deepStrictEqual(parsed('&&a&=b&c='), { 'a': '', '': 'b', 'c': '' });
assert.deepStrictEqual(parsed('a:1;b:2', ';', ':'), { a: '1', b: '2' });
assert.deepStrictEqual(parsed('a=%zz&b=%e4'), { a: '%zz', b: '\ufffd' });
assert.deepStrictEqual(parsed('a=1&b=2&c=3', null, null, { maxKeys: 2 }), { a: '1', b: '2' });
assert.deepStrictEqual(parsed('__proto__=1'), { ['__proto__']: '1' });
assert.strictEqual(Object.getPrototypeOf(querystring.parse('')), null);
