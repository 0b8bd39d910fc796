'use strict';

// An agent tells of the secrets of its sockets, to whoever asks, also later.

const assert = require('assert');
const https = require('https');
const { ca, server: keys } = require('../tls/certificates');

const lines = [];
const server = https.createServer(keys, (request, response) => response.end()).listen(0, () => {
  const agent = new https.Agent({ ca, servername: 'localhost' });
  agent.once('keylog', (line, socket) => {
    lines.push(line.toString());
    assert.strictEqual(socket.encrypted, true);
  });
  https.get({ port: server.address().port, agent }, (response) => response.resume().on('end', () => server.close()));
});
process.on('exit', () => assert.match(lines[0], /^CLIENT_|^SERVER_/));

const name = https.globalAgent.getName({ pfx: 'a', servername: 'b' });
assert.strictEqual(name, 'localhost::::::::a::b::::::::::::');
