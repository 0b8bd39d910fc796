'use strict';

// The globals of fetch are there as Node's are.

const assert = require('assert');

assert.strictEqual(fetch.name, 'fetch');
assert.strictEqual(fetch.length, 1);
assert.ok(Object.keys(globalThis).includes('fetch'));
for (const name of ['FormData', 'Headers', 'Request', 'Response']) {
  const { configurable, enumerable } = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.deepStrictEqual({ configurable, enumerable }, { configurable: true, enumerable: false });
}

assert.deepStrictEqual([...new Headers({ B: '2', a: ' 1 ' })], [['a', '1'], ['b', '2']]);
assert.throws(() => new Headers({ 'bad name': 'x' }), TypeError);
const request = new Request('http://localhost/a', { method: 'post', body: 'text' });
assert.strictEqual(request.method, 'POST');
assert.strictEqual(request.headers.get('content-type'), 'text/plain;charset=UTF-8');
assert.strictEqual(Response.json({ a: 1 }, { status: 201 }).status, 201);
fetch('data:,kept').then((response) => response.text()).then((text) => {
  assert.strictEqual(text, 'kept');
});
