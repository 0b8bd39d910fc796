'use strict';

// ws and socket.io, both ends: messages, binary ones, pings, rooms, acknowledgements.

const assert = require('assert');
const http = require('http');
const { once } = require('events');
const { Server } = require('socket.io');
const { io } = require('socket.io-client');
const { WebSocket, WebSocketServer } = require('ws');
const { listen } = require('./support/ask');

async function testWs() {
  const server = await listen(http.createServer());
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  const client = new WebSocket(`ws://127.0.0.1:${server.address().port}`);
  await once(client, 'open');
  const big = Buffer.alloc(300_000, 7);
  client.send('text');
  assert.strictEqual(String((await once(client, 'message'))[0]), 'text');
  client.send(big);
  assert.ok(big.equals((await once(client, 'message'))[0]));
  client.ping('p');
  assert.strictEqual(String((await once(client, 'pong'))[0]), 'p');
  client.close(1000, 'over');
  const [code] = await once(client, 'close');
  assert.strictEqual(code, 1000);
  sockets.close();
  server.close();
}

async function testSocketIo(transports) {
  const server = await listen(http.createServer());
  const sockets = new Server(server);
  sockets.on('connection', (socket) => {
    socket.on('add', (a, b, done) => done(a + b));
    socket.on('bytes', (bytes) => socket.emit('same', bytes));
    socket.join('room');
    sockets.to('room').emit('joined', socket.id);
  });
  const client = io(`http://127.0.0.1:${server.address().port}`, { transports });
  const joined = once(client, 'joined');
  await once(client, 'connect');
  assert.strictEqual((await joined)[0], client.id);
  assert.strictEqual(await client.timeout(5000).emitWithAck('add', 1, 2), 3);
  const same = once(client, 'same');
  client.emit('bytes', Buffer.from('abc'));
  assert.strictEqual(Buffer.from((await same)[0]).toString(), 'abc');
  client.close();
  await sockets.close();
}

testWs()
  .then(() => testSocketIo(['polling', 'websocket']))
  .then(() => testSocketIo(['websocket']))
  .then(() => console.log('passed'));
