'use strict';

// stringify writes primitives, repeats the name for arrays, and escapes what needs it.

const assert = require('assert');
const querystring = require('querystring');

assert.strictEqual(querystring.stringify({ a: 1, b: ['x y', true], c: '' }),
                   'a=1&b=x%20y&b=true&c=');
assert.strictEqual(querystring.stringify({ a: NaN, b: null, c: {}, d: 5n }), 'a=&b=&c=&d=5');
assert.strictEqual(querystring.stringify({ a: 1, b: 2 }, ';', ':'), 'a:1;b:2');
assert.strictEqual(querystring.stringify('text'), '');
assert.strictEqual(querystring.escape('\u00e4&='), '%C3%A4%26%3D');
assert.throws(() => querystring.escape('\ud800'), { code: 'ERR_INVALID_URI', name: 'URIError' });
