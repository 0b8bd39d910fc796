'use strict';

// Host only: Node's fetch fails without Buffer. Ours does its work whatever a program did to other
// globals before.

const assert = require('assert');

for (const name of ['AbortController', 'Buffer', 'ReadableStream', 'TextEncoder', 'URL', 'WebAssembly',
  'queueMicrotask', 'setTimeout']) {
  delete globalThis[name];
}

fetch('data:,kept').then((response) => response.text()).then((text) => {
  assert.strictEqual(text, 'kept');
  assert.strictEqual(new Request('http://localhost/a').url, 'http://localhost/a');
});
