'use strict';

// Worker by itself, and what setupPrimary() collects.

const assert = require('assert');
const cluster = require('cluster');
const EventEmitter = require('events');

const plain = cluster.Worker({ id: '3' });
assert.ok(plain instanceof cluster.Worker && plain instanceof EventEmitter);
assert.deepStrictEqual([plain.id, plain.state, plain.process], [3, 'none', undefined]);
assert.strictEqual(plain.exitedAfterDisconnect, undefined);

const emitter = Object.assign(new EventEmitter(), { connected: true, exitCode: null, signalCode: null });
emitter.send = (message) => `sent ${message}`;
const worker = new cluster.Worker({ id: 1, state: 'online', process: emitter });
const seen = [];
worker.on('message', (...args) => seen.push(args));
worker.on('error', (error) => seen.push(error));
emitter.emit('message', 'hello', undefined);
emitter.emit('error', 'wrong');
assert.deepStrictEqual(seen, [['hello', undefined], 'wrong']);
assert.strictEqual(worker.send('it'), 'sent it');
assert.strictEqual(worker.isConnected(), true);
assert.strictEqual(worker.isDead(), false);
emitter.exitCode = 0;
assert.strictEqual(worker.isDead(), true);

assert.deepStrictEqual(cluster.settings, {});
const setups = [];
cluster.on('setup', (settings) => setups.push(settings));
cluster.setupPrimary({ exec: 'other.js', silent: true });
assert.strictEqual(setups.length, 0);
assert.strictEqual(cluster.settings.silent, true);
cluster.setupPrimary({ args: ['one'] });
assert.deepStrictEqual(cluster.settings, {
  args: ['one'], exec: 'other.js', execArgv: process.execArgv, silent: true,
});
process.on('exit', () => assert.strictEqual(setups.length, 2));
