'use strict';

// A response without end is made no faster than it is read, and ends when nobody reads it any more.

const assert = require('assert');
const http = require('http');
const { Readable } = require('stream');

const PIECE = Buffer.alloc(16 * 1024, 'x');
let made = 0;
let isClosed = false;

const server = http.createServer((request, response) => {
  new Readable({ read() { made += PIECE.length; this.push(PIECE); } }).pipe(response);
  response.on('close', () => {
    isClosed = true;
    assert.ok(!response.writableFinished);
  });
});

server.listen(0, () => {
  http.get({ port: server.address().port }, (response) => {
    response.once('data', () => {
      response.pause();
      // What the system and the streams hold has been filled; then it stands still.
      let before = -1;
      const timer = setInterval(() => {
        if (made !== before) {
          before = made;
          return;
        }
        clearInterval(timer);
        assert.ok(made < 64 * 1024 * 1024, `${made} bytes were made`);
        response.destroy();
        server.close();
      }, 100);
    });
  });
});
process.on('exit', () => assert.ok(isClosed));
