'use strict';

// url.parse(), format() and resolve() as they were before the standard.

const assert = require('assert');
const url = require('url');

const parsed = url.parse('HTTP://u:p@Host.com:8/p/a?q=1#f', true);
assert.strictEqual(parsed.host, 'host.com:8');
assert.strictEqual(parsed.auth, 'u:p');
assert.strictEqual(parsed.query.q, '1');
assert.strictEqual(parsed.href, 'http://u:p@host.com:8/p/a?q=1#f');
assert.strictEqual(url.parse('/a?b').pathname, '/a');
assert.strictEqual(url.parse('//h/a', false, true).host, 'h');
assert.strictEqual(url.format({ protocol: 'http', hostname: '::1', port: 80 }), 'http://[::1]:80');
assert.strictEqual(url.resolve('http://h/a/b', '../c'), 'http://h/c');
assert.strictEqual(url.resolve('/one/two/three', 'four'), '/one/two/four');
assert.strictEqual(url.resolve('mailto:a@b', 'c'), 'mailto:a@c');
assert.throws(() => url.parse('http://a[b/'), { code: 'ERR_INVALID_URL' });

// All control characters around it are dropped; in a plain path nothing is escaped.
assert.strictEqual(url.parse('\0\t /a\x1f\ufeff').href, '/a');
assert.strictEqual(url.parse('//"q"?"r"').href, '//"q"?"r"');
assert.strictEqual(url.parse('/"q"#h').href, '/%22q%22#h');
assert.strictEqual(url.parse('/"q"', false, true).href, '/%22q%22');

// What ends a host need not be a slash.
assert.strictEqual(url.parse('http://h;a/b').pathname, ';a/b');
assert.strictEqual(url.parse('http://h;a/b').href, 'http://h/;a/b');
assert.strictEqual(url.parse('abc://[::1]').path, '/');
assert.strictEqual(url.parse('abc://[::1]?x').path, '/?x');
assert.strictEqual(url.parse('abc://h').path, null);
assert.strictEqual(url.parse('http://a\r\nb:c@d\te/\tf').href, 'http://ab:c@de/%09f');
assert.strictEqual(url.parse('git+ssh://git@github.com:npm/npm').pathname, '/:npm/npm');
