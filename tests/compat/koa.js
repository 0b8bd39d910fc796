'use strict';

// Koa 2 and connect: middleware around middleware, streams as bodies, errors.

const assert = require('assert');
const http = require('http');
const { Readable } = require('stream');
const connect = require('connect');
const Koa = require('koa');
const { ask, listen } = require('./support/ask');

const app = new Koa({ keys: ['a key'] });
app.silent = true;
app.use(async (context, next) => {
  await next();
  context.set('X-After', context.body ? 'yes' : 'no');
});
app.use(async (context) => {
  if (context.path === '/stream') context.body = Readable.from(['a', 'b', 'c']);
  else if (context.path === '/cookie') context.cookies.set('name', 'value', { signed: true });
  else if (context.path === '/fails') context.throw(409, 'on purpose', { expose: true });
  else context.body = { method: context.method, query: context.query };
});

const layers = connect();
layers.use('/deep', (request, response) => response.end(`deep ${request.url}`));
layers.use((request, response, next) => next(new Error('on purpose')));
layers.use((error, request, response, next) => {
  response.statusCode = 500;
  response.end(error.message);
});

async function main() {
  const koa = await listen(http.createServer(app.callback()));
  const plain = await ask(koa, { path: '/?a=1', method: 'PUT' });
  assert.strictEqual(plain.body, '{"method":"PUT","query":{"a":"1"}}');
  assert.strictEqual(plain.headers['x-after'], 'yes');
  assert.strictEqual((await ask(koa, { path: '/stream' })).body, 'abc');
  assert.match((await ask(koa, { path: '/cookie' })).headers['set-cookie'].join(), /name=value.*name\.sig=/);
  const failed = await ask(koa, { path: '/fails' });
  assert.deepStrictEqual([failed.status, failed.body], [409, 'on purpose']);
  koa.close();

  const server = await listen(http.createServer(layers));
  assert.strictEqual((await ask(server, { path: '/deep/er' })).body, 'deep /er');
  assert.deepStrictEqual((await ask(server, { path: '/' })).body, 'on purpose');
  server.close();
}

main().then(() => console.log('passed'));
