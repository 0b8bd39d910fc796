'use strict';
// SPDX-License-Identifier: MIT

// The server that http_soak.py torments. Prints its port; on the end of its standard input it closes,
// and prints what is left.

const http = require('http');
const { Readable } = require('stream');
const zlib = require('zlib');

const counts = { requests: 0, clientErrors: 0, aborted: 0, upgrades: 0 };
const LONG = Buffer.alloc(512 * 1024, 'plinth ');

const routes = {
  '/': (request, response) => response.end('hello'),
  '/json': (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ list: Array.from({ length: 50 }, (_, i) => ({ i, text: `nr ${i}` })) }));
  },
  '/echo': (request, response) => {
    request.on('error', () => {});
    request.pipe(response);
  },
  '/long': (request, response) => response.end(LONG),
  '/chunks': (request, response) => {
    Readable.from((function* parts() {
      for (let i = 0; i < 40; i++) yield `part ${i}\n`.repeat(i);
    })()).pipe(response);
  },
  '/gzip': (request, response) => {
    response.setHeader('content-encoding', 'gzip');
    Readable.from([LONG]).pipe(zlib.createGzip()).pipe(response);
  },
  '/trailers': (request, response) => {
    response.writeHead(200, { trailer: 'x-sum' });
    response.write('body');
    response.addTrailers({ 'x-sum': '4' });
    response.end();
  },
  '/slow': (request, response) => {
    response.write('first ');
    setTimeout(() => response.end('last'), 30);
  },
  '/broken': (request, response) => {
    response.write('half of');
    response.destroy();
  },
  '/late-error': (request, response) => {
    response.end('x');
    try {
      response.setHeader('a', 'b');
    } catch (error) {
      if (error.code !== 'ERR_HTTP_HEADERS_SENT') throw error;
    }
  },
};

const server = http.createServer({ headersTimeout: 1500, requestTimeout: 2000, connectionsCheckingInterval: 300 },
  (request, response) => {
    counts.requests++;
    request.on('aborted', () => counts.aborted++);
    response.on('error', () => {});
    const route = routes[request.url.split('?')[0]];
    if (route === undefined) {
      response.statusCode = 404;
      response.end();
      return;
    }
    route(request, response);
  });
server.keepAliveTimeout = 1000;
server.on('clientError', (error, socket) => {
  counts.clientErrors++;
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
});
server.on('checkContinue', (request, response) => {
  response.writeContinue();
  server.emit('request', request, response);
});
server.on('upgrade', (request, socket) => {
  counts.upgrades++;
  socket.on('error', () => {});
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
  socket.pipe(socket);
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));

process.stdin.resume();
process.stdin.on('end', () => {
  server.close(() => {
    console.log(JSON.stringify({ ...counts, rss: process.memoryUsage().rss }));
  });
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 3000).unref();
});
