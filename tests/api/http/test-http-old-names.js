'use strict';

// The modules that http was once made of give what it is made of.

const assert = require('assert');
const http = require('http');

assert.strictEqual(require('_http_agent').Agent, http.Agent);
assert.strictEqual(require('_http_agent').globalAgent, http.globalAgent);
assert.strictEqual(require('_http_client').ClientRequest, http.ClientRequest);
assert.strictEqual(require('_http_incoming').IncomingMessage, http.IncomingMessage);
assert.strictEqual(require('_http_outgoing').OutgoingMessage, http.OutgoingMessage);
assert.strictEqual(require('_http_server').Server, http.Server);
assert.strictEqual(require('_http_server').STATUS_CODES, http.STATUS_CODES);
assert.deepStrictEqual([...require('_http_common').methods].sort(), http.METHODS);

const { _checkInvalidHeaderChar, _checkIsHttpToken, parsers } = require('_http_common');
assert.ok(_checkIsHttpToken('a-b') && !_checkIsHttpToken('a b'));
assert.ok(_checkInvalidHeaderChar('a\nb') && !_checkInvalidHeaderChar('a b'));
http.setMaxIdleHTTPParsers(7);
assert.strictEqual(parsers.max, 7);
