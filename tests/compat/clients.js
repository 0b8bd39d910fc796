'use strict';

// axios: JSON both ways, errors, streams, limits, and the form that it makes.

const assert = require('assert');
const http = require('http');
const axios = require('axios');
const express = require('express');
const multer = require('multer');
const { listen } = require('./support/ask');

const app = express();
app.get('/json', (request, response) => response.json({ query: request.query }));
app.post('/json', express.json(), (request, response) => response.json({ got: request.body }));
app.post('/form', multer().any(), (request, response) => response.json(request.body));
app.get('/moved', (request, response) => response.redirect('/json?from=moved'));
app.get('/slow', () => {});
app.get('/long', (request, response) => response.end(Buffer.alloc(300_000, 'x')));

async function main() {
  const server = await listen(http.createServer(app));
  const api = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}`, proxy: false });

  assert.deepStrictEqual((await api.get('/json', { params: { a: 1 } })).data, { query: { a: '1' } });
  assert.deepStrictEqual((await api.post('/json', { text: 'ä' })).data, { got: { text: 'ä' } });
  assert.deepStrictEqual((await api.postForm('/form', { name: 'value' })).data, { name: 'value' });
  assert.deepStrictEqual((await api.get('/moved')).data, { query: { from: 'moved' } });
  await assert.rejects(api.get('/nowhere'), { code: 'ERR_BAD_REQUEST', status: 404 });
  await assert.rejects(api.get('/slow', { timeout: 100 }), { code: 'ECONNABORTED' });
  await assert.rejects(api.get('/slow', { signal: AbortSignal.timeout(100) }), { code: 'ERR_CANCELED' });
  await assert.rejects(api.get('/long', { maxContentLength: 1000 }), { code: 'ERR_BAD_RESPONSE' });

  let size = 0;
  const { data } = await api.get('/long', { responseType: 'stream' });
  for await (const part of data) size += part.length;
  assert.strictEqual(size, 300_000);

  server.close();
  server.closeAllConnections();
}

main().then(() => console.log('passed'));
