'use strict';

// Express 4 with body-parser, serve-static, express-session and cookie-session: routes, parameters, bodies,
// files with ranges and conditions, sessions, errors.

const assert = require('assert');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const bodyParser = require('body-parser');
const cookieSession = require('cookie-session');
const express = require('express');
const session = require('express-session');
const serveStatic = require('serve-static');
const { ask, listen } = require('./support/ask');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compat-'));
fs.writeFileSync(path.join(folder, 'file.txt'), 'some text in a file');

const app = express();
app.use(bodyParser.json());
app.use(express.urlencoded({ extended: true }));
app.use('/static', serveStatic(folder));
app.use('/session', session({ secret: 'a secret', resave: false, saveUninitialized: true }));
app.use('/cookie', cookieSession({ name: 'session', keys: ['a key'] }));
app.get('/hello/:name', (request, response) => response.json({ hello: request.params.name, ...request.query }));
app.post('/body', (request, response) => response.send(request.body));
for (const place of ['/session', '/cookie']) {
  app.get(place, (request, response) => {
    request.session.count = (request.session.count ?? 0) + 1;
    response.send(`${request.session.count}`);
  });
}
app.get('/fails', () => { throw Object.assign(new Error('on purpose'), { status: 418 }); });
app.use((error, request, response, next) => response.status(error.status).send(error.message));

async function count(server, place) {
  const first = await ask(server, { path: place });
  const cookie = first.headers['set-cookie'].map((one) => one.split(';')[0]).join('; ');
  const second = await ask(server, { path: place, headers: { cookie } });
  assert.deepStrictEqual([first.body, second.body], ['1', '2']);
}

async function main() {
  const server = await listen(http.createServer(app));
  const hello = await ask(server, { path: '/hello/you?a=b' });
  assert.deepStrictEqual(JSON.parse(hello.body), { hello: 'you', a: 'b' });
  assert.match(hello.headers.etag, /^W\//);
  const unchanged = await ask(server, {
    path: '/hello/you?a=b', headers: { 'if-none-match': hello.headers.etag },
  });
  assert.deepStrictEqual([unchanged.status, unchanged.body], [304, '']);

  const json = { method: 'POST', path: '/body', headers: { 'content-type': 'application/json' } };
  assert.strictEqual((await ask(server, json, '{"x":[1,2]}')).body, '{"x":[1,2]}');
  assert.strictEqual((await ask(server, json, '{"x":')).status, 400);
  json.headers['content-type'] = 'application/x-www-form-urlencoded';
  assert.strictEqual((await ask(server, json, 'a[b]=c&d=%20')).body, '{"a":{"b":"c"},"d":" "}');

  const file = await ask(server, { path: '/static/file.txt' });
  assert.strictEqual(file.body, 'some text in a file');
  const part = await ask(server, { path: '/static/file.txt', headers: { range: 'bytes=5-8' } });
  assert.deepStrictEqual([part.status, part.body], [206, 'text']);
  assert.strictEqual((await ask(server, { path: '/static/../../etc/passwd' })).status, 404);
  assert.strictEqual((await ask(server, { method: 'HEAD', path: '/static/file.txt' })).headers['content-length'], '19');

  await count(server, '/session');
  await count(server, '/cookie');
  const failed = await ask(server, { path: '/fails' });
  assert.deepStrictEqual([failed.status, failed.body], [418, 'on purpose']);
  assert.strictEqual((await ask(server, { path: '/nowhere' })).status, 404);
  server.close();
  fs.rmSync(folder, { recursive: true });
}

main().then(() => console.log('passed'));
