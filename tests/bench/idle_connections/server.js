'use strict';
// SPDX-License-Identifier: MIT

// An HTTP server whose connections wait for a next request for ever. Each line on standard input is
// answered with its resident memory, in bytes, after a collection; also in Node (--expose-gc).

const http = require('http');

const server = http.createServer({ keepAliveTimeout: 600_000 }, (request, response) => response.end('ok\n'));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

process.stdin.on('data', () => {
  for (let i = 0; i < 4; i++) gc();
  setTimeout(() => console.log(process.memoryUsage().rss), 300);
});
process.stdin.on('end', () => process.exit());
