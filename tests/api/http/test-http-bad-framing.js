'use strict';

// What a request or a response may not look like is an error with the parser's code, and whoever sent it
// is answered with 400 (or 431, or 413) and cut off.

const assert = require('assert');
const http = require('http');
const net = require('net');

const post = (rest) => `POST / HTTP/1.1\r\nHost: x\r\n${rest}`;
const CHUNKED = 'Transfer-Encoding: chunked\r\n\r\n';

// What is sent, the code that 'clientError' brings, and the status that comes back.
const REQUESTS = [
  [post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n'), /^HPE_/, 400],
  [post('Transfer-Encoding: xchunked\r\n\r\nhello'), 'HPE_INVALID_TRANSFER_ENCODING', 400],
  [post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n'),
    'HPE_INVALID_TRANSFER_ENCODING', 400],
  [post('Content-Length: 99999999999999999999\r\n\r\n'), 'HPE_INVALID_CONTENT_LENGTH', 400],
  [post('Content-Length: -1\r\n\r\n'), 'HPE_INVALID_CONTENT_LENGTH', 400],
  [post('Content-Length: 0x5\r\n\r\nhello'), 'HPE_INVALID_CONTENT_LENGTH', 400],
  [post(`${CHUNKED}G\r\n`), 'HPE_INVALID_CHUNK_SIZE', 400],
  [post(`${CHUNKED}fffffffffffffffff\r\n`), 'HPE_INVALID_CHUNK_SIZE', 400],
  [post(`${CHUNKED}-1\r\n`), 'HPE_INVALID_CHUNK_SIZE', 400],
  [post(`${CHUNKED}1\r\nab\r\n0\r\n\r\n`), /^HPE_/, 400],
  [post(`${CHUNKED}1;${'x'.repeat(17000)}\r\na\r\n0\r\n\r\n`), 'HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  [post(`A: ${'x'.repeat(17000)}\r\n\r\n`), 'HPE_HEADER_OVERFLOW', 431],
  [`GET /${'x'.repeat(17000)} HTTP/1.1\r\n\r\n`, 'HPE_HEADER_OVERFLOW', 431],
  [post(`${'a: b\r\n'.repeat(9000)}\r\n`), 'HPE_HEADER_OVERFLOW', 431],
  ['GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN', 400],
  ['GET / HTTP/1.1\r\nHost: x\r\nA\0: b\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN', 400],
  ['GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN', 400],
  ['GET / HTTP/1.1\r\nHost: x\r\nA: b\rX: c\r\n\r\n', /^HPE_/, 400],
  ['GET /\tx HTTP/1.1\r\n\r\n', 'HPE_INVALID_URL', 400],
  ['GET /\xe9 HTTP/1.1\r\n\r\n', 'HPE_INVALID_URL', 400],
  ['GET / HTTP/1.1\nHost: x\r\n\r\n', 'HPE_INVALID_VERSION', 400],
  ['GET / HTTP/1.1\r\nHost: x\n\r\n', 'HPE_CR_EXPECTED', 400],
  ['GET / HTTP/1.1\r\nHost: x\r\n\n', 'HPE_INVALID_HEADER_TOKEN', 400],
  [post(`${CHUNKED}5;a="b\r\nhello\r\n0\r\n\r\n`), 'HPE_STRICT', 400],
  ['GET / HTTP/1.1 \r\n\r\n', /^HPE_/, 400],
  ['GET / HTTP/9.9\r\n\r\n', 'HPE_INVALID_VERSION', 400],
  ['GET / HTTQ/1.1\r\n\r\n', /^HPE_/, 400],
  ['BREW / HTTP/1.1\r\n\r\n', 'HPE_INVALID_METHOD', 400],
  ['\x16\x03\x01\x02\0', 'HPE_INVALID_METHOD', 400],
];

const RESPONSES = [
  ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', /^HPE_/],
  [`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${CHUNKED}0\r\n\r\n`, /^HPE_/],
  ['HTTP/1.1 200 OK\r\nA : b\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN'],
  ['HTTP/1.1 abc OK\r\n\r\n', 'HPE_INVALID_STATUS'],
  ['HTTP/1.1 99 OK\r\n\r\n', 'HPE_INVALID_STATUS'],
  ['HTTP/1.1 200 OK\nA: b\r\n\r\n', 'HPE_CR_EXPECTED'],
  ['HTTP/9.9 200 OK\r\n\r\n', 'HPE_INVALID_VERSION'],
  ['hello', 'HPE_INVALID_CONSTANT'],
  [`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(17000)}\r\n\r\n`, 'HPE_HEADER_OVERFLOW'],
];

function holds(code, expected, sent) {
  const matches = typeof expected === 'string' ? code === expected : expected.test(code);
  assert.ok(matches, `${code} for ${JSON.stringify(sent.slice(0, 90))}`);
}

function testRequest([sent, code, status], done) {
  let isTold = false;
  const server = http.createServer((request, response) => {
    request.on('error', () => {}).resume();
    if (request.complete) response.end();
  });
  server.on('clientError', (error, socket) => {
    if (isTold) return;
    isTold = true;
    holds(error.code, code, sent);
    assert.ok(error.rawPacket.length > 0 && error.bytesParsed >= 0);
    server.removeAllListeners('clientError');
    socket.destroy();
  });
  // Once for the error, and once for what the server answers by itself.
  server.listen(0, '127.0.0.1', () => send(server, sent, () => {
    assert.ok(isTold, sent);
    send(server, sent, (answer) => {
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} [^]*\\r\\nConnection: close\\r\\n`), sent);
      server.close(done);
    });
  }));
}

function send(server, sent, done) {
  const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(sent, 'latin1'));
  let answer = '';
  socket.setEncoding('latin1').on('data', (text) => { answer += text; });
  socket.on('error', () => {});
  socket.on('close', () => done(answer));
}

function testResponse([sent, code], done) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write(sent));
  });
  server.listen(0, '127.0.0.1', () => {
    const request = http.get({ port: server.address().port, host: '127.0.0.1', agent: false });
    let isTold = false;
    const onError = (error) => {
      if (isTold) return;
      isTold = true;
      holds(error.code, code, sent);
      server.close(done);
    };
    request.on('error', onError);
    request.on('response', (response) => response.on('error', () => {}).resume());
  });
}

const left = [...REQUESTS.map((one) => (done) => testRequest(one, done)),
  ...RESPONSES.map((one) => (done) => testResponse(one, done))];
let passed = 0;
for (const test of left) test(() => passed++);
process.on('exit', () => assert.strictEqual(passed, REQUESTS.length + RESPONSES.length));
