'use strict';
// SPDX-License-Identifier: MIT
// A program waits for the modules that V8 compiles on its own threads.

const assert = require('assert');
const { Worker, isMainThread, parentPort } = require('worker_threads');

// (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
const ADD = '0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b';

async function compile() {
  const module = await WebAssembly.compile(Buffer.from(ADD, 'hex'));
  return new WebAssembly.Instance(module).exports.add(1, 2);
}

if (isMainThread) {
  let sum;
  compile().then((value) => { sum = value; });
  const worker = new Worker(__filename);
  worker.on('message', (value) => assert.strictEqual(value, 3));
  process.on('exit', () => assert.strictEqual(sum, 3));
} else {
  compile().then((value) => parentPort.postMessage(value));
}
