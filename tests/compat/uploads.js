'use strict';

// multer (and busboy in it) at the server, superagent at the client, http-proxy between them.

const assert = require('assert');
const http = require('http');
const express = require('express');
const httpProxy = require('http-proxy');
const multer = require('multer');
const superagent = require('superagent');
const { listen } = require('./support/ask');

const app = express();
app.post('/upload', multer().any(), (request, response) => response.json({
  fields: request.body,
  files: request.files.map(({ fieldname, originalname, size, buffer }) =>
    [fieldname, originalname, size, buffer.subarray(0, 4).toString()]),
}));
app.get('/moved', (request, response) => response.redirect('/here'));
app.get('/here', (request, response) => response.send(`here by ${request.headers['x-forwarded-proto']}`));

async function main() {
  const server = await listen(http.createServer(app));
  const proxy = httpProxy.createProxyServer({ target: `http://127.0.0.1:${server.address().port}`, xfwd: true });
  const front = await listen(http.createServer((request, response) => proxy.web(request, response)));
  const url = `http://127.0.0.1:${front.address().port}`;

  const uploaded = await superagent.post(`${url}/upload`)
    .field('name', 'value')
    .attach('file', Buffer.from('data'.repeat(100_000)), 'name.bin');
  assert.deepStrictEqual(uploaded.body, {
    fields: { name: 'value' }, files: [['file', 'name.bin', 400_000, 'data']],
  });
  const moved = await superagent.get(`${url}/moved`);
  assert.strictEqual(moved.text, 'here by http');
  assert.strictEqual(moved.redirects.length, 1);
  await assert.rejects(superagent.get(`${url}/nowhere`), { status: 404 });

  server.close();
  server.closeAllConnections();
  front.close();
  front.closeAllConnections();
  proxy.close();
}

main().then(() => console.log('passed'));
