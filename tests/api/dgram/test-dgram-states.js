'use strict';
// SPDX-License-Identifier: MIT

// What a socket refuses in the state that it is in, by code.

const assert = require('assert');
const dgram = require('dgram');

assert.throws(() => dgram.createSocket('tcp'), { code: 'ERR_SOCKET_BAD_TYPE' });

const socket = dgram.createSocket('udp4');
assert.throws(() => socket.disconnect(), { code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' });
assert.throws(() => socket.send('a', 0), { code: 'ERR_SOCKET_BAD_PORT' });
socket.bind(0, '127.0.0.1', () => {
  assert.throws(() => socket.bind(0), { code: 'ERR_SOCKET_ALREADY_BOUND' });
  socket.connect(socket.address().port, '127.0.0.1', () => {
    assert.throws(() => socket.connect(1), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
    assert.throws(() => socket.send('a', 0, 1, 1), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
    socket.disconnect();
    socket.close();
    assert.throws(() => socket.address(), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
    assert.throws(() => socket.close(), { code: 'ERR_SOCKET_DGRAM_NOT_RUNNING' });
  });
});
