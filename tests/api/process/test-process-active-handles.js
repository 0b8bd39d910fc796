'use strict';

// What keeps a program running is listed: servers and sockets as themselves, and by Node's names.

const assert = require('assert');
const net = require('net');

const count = (name) => process.getActiveResourcesInfo().filter((one) => one === name).length;

let accepted;
let checked = false;
const server = net.createServer((socket) => {
  accepted = socket;
  if (client.readyState === 'open') check();
}).listen(0);
const client = net.connect(server.address().port, () => {
  if (accepted !== undefined) check();
});

function check() {
  const handles = process._getActiveHandles();
  for (const one of [server, client, accepted]) assert.ok(handles.includes(one));
  assert.strictEqual(count('TCPServerWrap'), 1);
  assert.strictEqual(count('TCPSocketWrap'), 2);
  client.destroy();
  server.close();
  checked = true;
}

process.on('exit', () => assert.ok(checked));
