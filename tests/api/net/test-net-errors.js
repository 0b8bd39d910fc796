'use strict';
// SPDX-License-Identifier: MIT

// Errors of the system carry code, syscall, address and port.

const assert = require('assert');
const net = require('net');

const failures = [];
const note = (error) => {
  const { code, syscall, address, port } = error;
  failures.push([code, syscall, address, typeof port]);
};

const first = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = first.address();
  net.createServer().on('error', (error) => {
    note(error);
    first.close(() => {
      net.connect(port, '127.0.0.1').on('error', (refused) => {
        note(refused);
        net.connect('/no/such/socket').on('error', note);
      });
    });
  }).listen(port, '127.0.0.1');
});

assert.throws(() => net.connect({}), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => net.connect(65536), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => net.createServer().listen({}), { code: 'ERR_INVALID_ARG_VALUE' });

process.on('exit', () => assert.deepStrictEqual(failures, [
  ['EADDRINUSE', 'listen', '127.0.0.1', 'number'],
  ['ECONNREFUSED', 'connect', '127.0.0.1', 'number'],
  ['ENOENT', 'connect', '/no/such/socket', 'undefined'],
]));

assert.throws(() => new net.Socket({ fd: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new net.Socket({ fd: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.createServer().getConnections(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new net.Socket({ fd: 'one' }), { code: 'ERR_INVALID_ARG_TYPE' });
