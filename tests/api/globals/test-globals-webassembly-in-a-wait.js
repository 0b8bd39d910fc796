'use strict';
// SPDX-License-Identifier: MIT
// A promise of WebAssembly is kept when V8's threads are done, not when the next timer is due.

const assert = require('assert');
const { Worker, isMainThread } = require('worker_threads');

const LONG = 60_000;
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

const timer = setTimeout(() => assert.fail('compile() waited for the timer'), LONG);

async function compile() {
  for (let i = 0; i < 5; i++) {
    assert(await WebAssembly.compile(EMPTY) instanceof WebAssembly.Module);
    const { instance } = await WebAssembly.instantiate(EMPTY);
    assert(instance instanceof WebAssembly.Instance);
  }
  await assert.rejects(WebAssembly.compile(EMPTY.subarray(1)), WebAssembly.CompileError);
}

compile().then(() => {
  if (!isMainThread) return clearTimeout(timer);
  new Worker(__filename).on('exit', (code) => {
    assert.strictEqual(code, 0);
    clearTimeout(timer);
  });
});
