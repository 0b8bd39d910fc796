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
const { HTTPParser, methods } = require('_http_common');
const told = [];
const parser = new HTTPParser();
parser.initialize(HTTPParser.REQUEST, {});
parser[HTTPParser.kOnHeadersComplete] = (...head) => { told.push(head); };
parser[HTTPParser.kOnBody] = (bytes) => told.push(`${bytes}`);
parser[HTTPParser.kOnHeaders] = (headers, url) => told.push([headers, url]);
parser[HTTPParser.kOnMessageComplete] = () => told.push('end');
const text = Buffer.from('POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nA: b\r\n\r\n');
assert.strictEqual(parser.execute(text), text.length);
assert.deepStrictEqual(told, [
  [1, 1, ['Transfer-Encoding', 'chunked'], methods.indexOf('POST'), '/x', undefined, undefined, false, true],
  'ab', [['A', 'b'], '/x'], 'end',
]);
const error = parser.execute(Buffer.from('no\r\n\r\n'));
assert.deepStrictEqual([error.message, error.code, error.bytesParsed], ['Parse Error', 'HPE_INVALID_METHOD', 0]);
assert.throws(() => parser.execute.call({}, text), TypeError);

http.setMaxIdleHTTPParsers(7);
assert.strictEqual(parsers.max, 7);
