'use strict';

// Datagrams that come one by one, and more at once than one system call takes, all arrive in order.

const assert = require('assert');
const dgram = require('dgram');

const BURSTS = [1, 2, 7, 8, 9, 16, 17, 40, 1, 1];
const got = [];
let sent = 0;

const sender = dgram.createSocket('udp4');
const receiver = dgram.createSocket('udp4', (message) => {
  got.push(message.readUInt32LE(0));
  if (got.length === sent) sendNext();
});

function sendNext() {
  const burst = BURSTS.shift();
  if (burst === undefined) {
    sender.close();
    receiver.close();
    return;
  }
  for (let i = 0; i < burst; i++) {
    const message = Buffer.alloc(100);
    message.writeUInt32LE(sent++, 0);
    sender.send(message);
  }
}

receiver.bind(0, '127.0.0.1', () => sender.connect(receiver.address().port, '127.0.0.1', sendNext));
process.on('exit', () => assert.deepStrictEqual(got, Array.from({ length: sent }, (_, i) => i)));
