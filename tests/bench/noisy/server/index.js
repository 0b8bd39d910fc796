'use strict';
// SPDX-License-Identifier: MIT

// A TCP server under load: answers each line with its number. The driver writes port.json.

const net = require('net');
const { port } = require('./port.json');

let answered = 0;

exports.activate = () => {
  net.createServer((socket) => {
    let rest = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) socket.write(`${++answered} ${line}\n`);
    });
  }).listen(port, '127.0.0.1');
};
