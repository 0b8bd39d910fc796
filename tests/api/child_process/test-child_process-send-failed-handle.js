'use strict';

// A handle that cannot be sent fails its own message; those behind it arrive, in order.

const assert = require('assert');
const { fork } = require('child_process');
const dgram = require('dgram');

if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
} else {
  const child = fork(__filename, ['child']);
  const socket = dgram.createSocket('udp4');  // Without a descriptor: it was never bound.
  const log = [];

  child.send('with', socket, (error) => log.push(error.code));
  child.send('first', (error) => log.push(error));
  child.send('with again', socket, (error) => log.push(error.code));
  child.send('second');

  const answers = [];
  child.on('message', (message) => {
    if (answers.push(message) === 2) child.disconnect();
  });
  child.on('exit', () => {
    socket.close();
    assert.deepStrictEqual(answers, ['first', 'second']);
    assert.deepStrictEqual(log, ['EBADF', null, 'EBADF']);
  });
}
