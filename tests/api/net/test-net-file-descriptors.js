'use strict';
// SPDX-License-Identifier: MIT
// Host only: Node ends over the first of these.
// Descriptors of files, devices and nothing at all, where pipes and sockets are wanted, are refused: polling a file
// makes libuv end the process.

const assert = require('assert');
const { _forkChild: openChannel } = require('child_process');
const dgram = require('dgram');
const fs = require('fs');
const net = require('net');
const tty = require('tty');

const descriptors = [fs.openSync('/dev/null', 'r+'), fs.openSync(__filename), fs.openSync('/dev/zero'), 9999, -1];

for (const fd of descriptors) {
  assert.throws(() => openChannel(fd), { code: 'EINVAL', syscall: 'open' });
  assert.throws(() => new net.Socket({ fd }), { code: /^ERR_(INVALID_FD_TYPE|OUT_OF_RANGE)$/ });
  assert.throws(() => new tty.ReadStream(fd), { code: /^ERR_(TTY_INIT_FAILED|INVALID_FD)$/ });
  const server = net.createServer().on('error', ({ code }) => assert.strictEqual(code, 'EINVAL'));
  if (fd < 0) assert.throws(() => server.listen({ fd }), { code: 'ERR_INVALID_ARG_VALUE' });
  else server.listen({ fd });
  if (fd > 0) assert.throws(() => dgram.createSocket('udp4').bind({ fd }), { code: 'ERR_INVALID_FD_TYPE' });
}
