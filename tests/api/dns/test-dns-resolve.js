'use strict';
// SPDX-License-Identifier: MIT

// Queries go to the server that was set, and its answer comes back; cancel() ends what waits.

const assert = require('assert');
const dgram = require('dgram');
const dns = require('dns');

// The query with an A record of 10.1.2.3 (2 ** 32 - 30 s) for its name behind it.
function answer(query) {
  const reply = Buffer.concat([
    query, Buffer.from([0xc0, 12, 0, 1, 0, 1, 255, 255, 255, 226, 0, 4, 10, 1, 2, 3])]);
  reply.writeUInt16BE(0x8180, 2);
  reply.writeUInt16BE(1, 6);
  return reply;
}

const server = dgram.createSocket('udp4');
let asked = 0;
server.on('message', (query, { address, port }) => {
  if (++asked > 1) return;  // The second one stays without answer.
  server.send(answer(query), port, address);
});
server.bind(0, '127.0.0.1', async () => {
  const resolver = new dns.promises.Resolver();
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  assert.deepStrictEqual(await resolver.resolve4('example.org', { ttl: true }),
                         [{ address: '10.1.2.3', ttl: 2 ** 32 - 30 }]);
  const waiting = resolver.resolve4('silent.example.org');
  server.once('message', () => resolver.cancel());
  await assert.rejects(waiting, { code: 'ECANCELLED', syscall: 'queryA',
                                  hostname: 'silent.example.org' });
  server.close();
});
process.on('exit', () => assert.strictEqual(asked, 2));
