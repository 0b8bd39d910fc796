'use strict';

// A URL is parsed into its parts, and each part can be set.

const assert = require('assert');

const url = new URL('HTTPS://user:p%40ss@Example.COM:8080/a/./b/../c?q=1#top');
assert.strictEqual(url.href, 'https://user:p%40ss@example.com:8080/a/c?q=1#top');
assert.strictEqual(url.origin, 'https://example.com:8080');
assert.strictEqual(url.hostname, 'example.com');

url.port = '443';
url.pathname = '/ü b';
url.search = '?x=\'"';
url.hash = '';
url.username = '';
url.password = '';
assert.strictEqual(url.href, 'https://example.com/%C3%BC%20b?x=%27%22');
url.host = 'localhost:99x';
assert.strictEqual(url.host, 'localhost:99');
url.protocol = 'mailto';
assert.strictEqual(url.protocol, 'https:');
assert.throws(() => {
  url.href = 'nothing';
}, { code: 'ERR_INVALID_URL', input: 'nothing' });
