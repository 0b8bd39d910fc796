'use strict';

// ioredis and redis against a real redis-server, memcached and memjs against a real memcached.

const assert = require('assert');
const IoRedis = require('ioredis');
const Memcached = require('memcached');
const memjs = require('memjs');
const { createClient } = require('redis');
const services = require('./support/services');

async function testIoRedis(port) {
  const client = new IoRedis({ port, host: '127.0.0.1' });
  const listener = new IoRedis({ port, host: '127.0.0.1' });
  await client.set('key', 'välue', 'EX', 100);
  assert.strictEqual(await client.get('key'), 'välue');
  const results = await client.pipeline().incr('n').incr('n').get('n').exec();
  assert.deepStrictEqual(results.map(([, value]) => value), [1, 2, '2']);
  assert.deepStrictEqual(await client.multi().lpush('list', 'a', 'b').lrange('list', 0, -1).exec(),
    [[null, 2], [null, ['b', 'a']]]);
  await assert.rejects(client.incr('key'), /not an integer/);
  const heard = new Promise((resolve) => { listener.on('message', (channel, text) => resolve(text)); });
  await listener.subscribe('news');
  await client.publish('news', 'hello');
  assert.strictEqual(await heard, 'hello');
  const big = 'x'.repeat(1_000_000);
  await client.set('big', big);
  assert.strictEqual(await client.get('big'), big);
  await client.quit();
  await listener.quit();
}

async function testRedis(port) {
  const client = createClient({ socket: { port, host: '127.0.0.1' } });
  await client.connect();
  await client.hSet('hash', { a: '1', b: '2' });
  assert.deepStrictEqual({ ...await client.hGetAll('hash') }, { a: '1', b: '2' });
  const keys = [];
  for await (const key of client.scanIterator()) keys.push(key);
  assert.ok(keys.includes('hash'));
  assert.deepStrictEqual(await client.multi().incr('m').incr('m').exec(), [1, 2]);
  await client.quit();
}

async function testMemcached(port) {
  const client = new Memcached(`127.0.0.1:${port}`);
  const call = (name, ...args) => new Promise((resolve, reject) => {
    client[name](...args, (error, value) => (error ? reject(error) : resolve(value)));
  });
  assert.strictEqual(await call('set', 'key', { a: [1] }, 100), true);
  assert.deepStrictEqual(await call('get', 'key'), { a: [1] });
  assert.strictEqual(await call('get', 'none'), undefined);
  assert.strictEqual(await call('del', 'key'), true);
  client.end();

  const binary = memjs.Client.create(`127.0.0.1:${port}`);
  await binary.set('key', 'value', { expires: 100 });
  assert.strictEqual(String((await binary.get('key')).value), 'value');
  binary.close();
}

async function main() {
  const [redis, memcached] = await Promise.all([services.redis(), services.memcached()]);
  await testIoRedis(redis.port);
  await testRedis(redis.port);
  await testMemcached(memcached.port);
  redis.stop();
  memcached.stop();
}

main().then(() => console.log('passed'));
