'use strict';

// WebAssembly.compileStreaming() and instantiateStreaming() take a Response, or a promise of one.

const assert = require('assert');
const { createServer } = require('http');

// (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
const ADD = Buffer.from(
  '0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b', 'hex');
const { compileStreaming, instantiateStreaming } = WebAssembly;

function response(body, type = 'application/wasm', status = 200) {
  return new Response(body, { status, headers: { 'Content-Type': type } });
}

async function takesResponses() {
  assert(await compileStreaming(response(ADD)) instanceof WebAssembly.Module);
  const { instance, module } = await instantiateStreaming(Promise.resolve(response(ADD)), {});
  assert(module instanceof WebAssembly.Module);
  assert.strictEqual(instance.exports.add(20, 22), 42);
}

async function refusesOthers() {
  const code = 'ERR_WEBASSEMBLY_RESPONSE';
  await assert.rejects(compileStreaming(response(ADD, 'text/plain')),
    { code, name: 'TypeError', message: "WebAssembly response has unsupported MIME type 'text/plain'" });
  await assert.rejects(compileStreaming(response(ADD, undefined, 404)),
    { code, message: 'WebAssembly response has status code 404' });
  const used = response(ADD);
  await used.text();
  await assert.rejects(compileStreaming(used), { code });
  for (const source of [undefined, null, ADD, {}]) {
    await assert.rejects(compileStreaming(source), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  const reason = new RangeError('why');
  await assert.rejects(instantiateStreaming(Promise.reject(reason)), reason);
  await assert.rejects(compileStreaming(response(ADD.subarray(0, 20))),
    { name: 'CompileError', message: /^WebAssembly\.compileStreaming\(\): / });
  await assert.rejects(instantiateStreaming(response(ADD), 1), TypeError);
}

async function fetches() {
  const server = createServer((request, answer) => {
    answer.setHeader('Content-Type', 'application/wasm');
    answer.write(ADD.subarray(0, 10), () => answer.end(ADD.subarray(10)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { instance } =
    await instantiateStreaming(fetch(`http://127.0.0.1:${server.address().port}/add.wasm`));
  assert.strictEqual(instance.exports.add(1, 2), 3);
  server.closeAllConnections();
  server.close();
}

let done = 0;
for (const part of [takesResponses, refusesOthers, fetches]) part().then(() => { done += 1; });
process.on('exit', () => assert.strictEqual(done, 3));
