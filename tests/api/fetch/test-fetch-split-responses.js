'use strict';

// A response that arrives byte by byte is the one that was sent.

const assert = require('assert');
const net = require('net');

const response = 'HTTP/1.1 200 OK\r\nX-Long: ' + 'v'.repeat(20) + '\r\n' +
  'Transfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n5\r\nhello\r\n6;a=b\r\n there\r\n0\r\nX-End: 1\r\n\r\n';

const server = net.createServer((socket) => {
  socket.setNoDelay(true).once('data', () => {
    let at = 0;
    const write = () => {
      if (at < response.length) socket.write(response[at++], () => setImmediate(write));
    };
    write();
  });
});

server.listen(0, '127.0.0.1', async () => {
  const got = await fetch(`http://127.0.0.1:${server.address().port}`);
  assert.strictEqual(got.headers.get('x-long'), 'v'.repeat(20));
  assert.strictEqual(await got.text(), 'hello there');
  server.close();
});
