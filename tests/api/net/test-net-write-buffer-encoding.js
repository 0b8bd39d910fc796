'use strict';

// A string that is said to be a buffer is refused.

const assert = require('assert');
const net = require('net');

const server = net.createServer().listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => {
    assert.throws(() => client.write('text', 'buffer'), {
      name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'Second argument must be a buffer',
    });
    client.destroy();
    server.close();
  });
});
