'use strict';

// Ports move, blobs are copied, and a signal that can be transferred aborts on the other side, too.

const assert = require('assert');
const { transferableAbortController } = require('util');

const { port1, port2 } = new MessageChannel();
const [moved] = structuredClone([port1], { transfer: [port1] });
assert.ok(moved instanceof MessagePort);
assert.throws(() => structuredClone(port2), { name: 'TypeError' });

const blob = structuredClone({ blob: new Blob(['abc'], { type: 'text/plain' }) }).blob;
assert.ok(blob instanceof Blob);
assert.strictEqual(blob.type, 'text/plain');
assert.strictEqual(Object.getPrototypeOf(Blob.prototype), Object.prototype);

const pooled = Buffer.from('pooled');
structuredClone(pooled, { transfer: [pooled.buffer] });
assert.strictEqual(pooled.toString(), 'pooled');

const { SocketAddress } = require('net');
const address = structuredClone(new SocketAddress({ address: '::1', family: 'ipv6', port: 5 }));
assert.ok(SocketAddress.isSocketAddress(address));
assert.strictEqual(address.port, 5);

const controller = transferableAbortController();
moved.postMessage(controller.signal, [controller.signal]);
port2.on('message', (signal) => {
  assert.ok(signal instanceof AbortSignal);
  assert.strictEqual(signal.aborted, false);
  signal.addEventListener('abort', () => {
    assert.strictEqual(signal.reason, 'enough');
    port2.close();
  });
  controller.abort('enough');
});
blob.text().then((text) => assert.strictEqual(text, 'abc'));
