'use strict';

// strictContentLength: neither more nor fewer bytes than were promised, and what was refused is not counted.

const assert = require('assert');
const http = require('http');

const code = 'ERR_HTTP_CONTENT_LENGTH_MISMATCH';
let ended = 0;
const server = http.createServer((request, response) => {
  response.strictContentLength = true;
  response.setHeader('Content-Length', 5);
  response.write('a');
  assert.throws(() => response.write('aaaaa'), { code });
  assert.throws(() => response.end('aaa'), { code });
  assert.throws(() => response.end(), { code });
  response.end('aaaa');
}).listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (response) => {
    response.setEncoding('utf8').once('data', (text) => assert.strictEqual(text[0], 'a'));
    response.on('end', () => {
      ended++;
      server.close();
    });
  });
});
process.on('exit', () => assert.strictEqual(ended, 1));
