'use strict';

// Line ends and other control characters can't get into heads that we write.

const assert = require('assert');
const http = require('http');

assert.throws(() => http.request({ path: '/a b' }), { code: 'ERR_UNESCAPED_CHARACTERS' });
assert.throws(() => http.request({ path: '/a\r\nX: y' }), { code: 'ERR_UNESCAPED_CHARACTERS' });
assert.throws(() => http.request({ method: 'GET X' }), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => http.request({ protocol: 'ftp:' }), { code: 'ERR_INVALID_PROTOCOL' });

const message = new http.OutgoingMessage();
assert.throws(() => message.setHeader('X-Y', 'a\r\nb'), { code: 'ERR_INVALID_CHAR' });
assert.throws(() => message.setHeader('X Y', 'a'), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => message.setHeader('X-Y', undefined), { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });

const response = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
assert.throws(() => response.writeHead(200, 'OK\r\nX: y'), { code: 'ERR_INVALID_CHAR' });
assert.throws(() => response.writeHead(99), { code: 'ERR_HTTP_INVALID_STATUS_CODE' });
