'use strict';

// A server shows the certificate of the name that is asked for; names match as RFC 6125 says.

const assert = require('assert');
const tls = require('tls');
const { ca, other, server: keys } = require('./certificates');

const certificate = (names, CN) => ({ subject: { CN }, subjectaltname: names });
for (const [host, cert, fits] of [
  ['a.test', certificate('DNS:a.test'), true],
  ['A.TEST.', certificate('DNS:a.test'), true],
  ['b.test', certificate('DNS:a.test, DNS:b.test'), true],
  ['a.b.test', certificate('DNS:*.b.test'), true],
  ['a.b.test', certificate('DNS:*.test'), false],
  ['b.test', certificate('DNS:*.b.test'), false],
  ['a.test', certificate('DNS:*.test'), false],
  ['foobar.b.test', certificate('DNS:f*r.b.test'), true],
  ['xn--a.b.test', certificate('DNS:xn--*.b.test'), false],
  ['a.test', certificate(undefined, 'a.test'), true],
  ['a.test', certificate('DNS:b.test', 'a.test'), false],
  ['127.0.0.1', certificate('IP Address:127.0.0.1'), true],
  ['127.0.0.2', certificate('IP Address:127.0.0.1', '127.0.0.2'), false],
  ['::1', certificate('IP Address:0:0:0:0:0:0:0:1'), true],
  ['a.test', certificate('DNS:"a.test, DNS:b.test"'), false],
  ['b.test', certificate('DNS:"a.test, DNS:b.test"'), false],
  ['a.test', { subject: {} }, false],
]) {
  const error = tls.checkServerIdentity(host, cert);
  assert.strictEqual(error === undefined, fits, `${host} ${JSON.stringify(cert)}`);
  if (!fits) assert.strictEqual(error.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
}

const server = tls.createServer(keys, (socket) => socket.end(`${socket.servername}`));
server.addContext('other.test', other);
server.addContext('*.wild.test', other);
const asked = ['localhost', 'other.test', 'a.wild.test', 'unknown.test'];
server.listen(0, '127.0.0.1', () => next());

const shown = [];
function next() {
  const servername = asked.shift();
  if (servername === undefined) return void server.close();
  const socket = tls.connect({
    port: server.address().port, host: '127.0.0.1', servername, ca, checkServerIdentity: () => undefined,
  }, () => shown.push(socket.getPeerCertificate().subject.CN));
  socket.resume();
  socket.on('close', next);
}
process.on('exit', () => assert.deepStrictEqual(shown, ['server', 'other', 'other', 'server']));

assert.throws(() => server.addContext('', other), { code: 'ERR_TLS_REQUIRED_SERVER_NAME' });
