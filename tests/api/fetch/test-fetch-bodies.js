'use strict';

// Bodies that are sent and received: text, JSON, forms, streams, compressed ones, and more bytes than
// the reader wants at once.

const assert = require('assert');
const http = require('http');
const zlib = require('zlib');

const bytes = Buffer.alloc(3 << 20, 'abcdefg');
const answers = {
  '/big': (request, response) => response.end(bytes),
  '/br': (request, response) => {
    response.setHeader('Content-Encoding', 'br');
    response.end(zlib.brotliCompressSync('from brotli'));
  },
  '/echo': async (request, response) => {
    let text = '';
    for await (const piece of request.setEncoding('latin1')) text += piece;
    response.setHeader('X-Type', request.headers['content-type'] ?? 'none');
    response.setHeader('X-Framing', request.headers['transfer-encoding'] ?? 'length');
    response.end(text);
  },
  '/gzip': (request, response) => {
    response.setHeader('Content-Encoding', 'gzip');
    response.end(zlib.gzipSync('from gzip'));
  },
  '/none': (request, response) => response.writeHead(204).end(),
};

const server = http.createServer((request, response) => answers[request.url](request, response));

async function textOf(url, options) {
  return (await fetch(url, options)).text();
}

async function sends(base) {
  const form = new FormData();
  form.append('name', 'value');
  form.append('file', new File(['content'], 'a.txt', { type: 'text/plain' }));
  const back = await (await fetch(`${base}/echo`, { method: 'POST', body: form })).text();
  assert.match(back, /name="name"\r\n\r\nvalue\r\n/);
  assert.match(back, /name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\ncontent\r\n/);
  const read = await new Response(form).formData();
  assert.strictEqual(read.get('name'), 'value');
  assert.strictEqual(await read.get('file').text(), 'content');

  const query = await fetch(`${base}/echo`, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
  assert.strictEqual(query.headers.get('x-type'), 'application/x-www-form-urlencoded;charset=UTF-8');
  assert.strictEqual(await query.text(), 'a=b+c');

  const stream = new ReadableStream({
    start(controller) {
      for (const piece of ['one ', 'two']) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const streamed = await fetch(`${base}/echo`, { method: 'PUT', body: stream, duplex: 'half' });
  assert.strictEqual(streamed.headers.get('x-framing'), 'chunked');
  assert.strictEqual(await streamed.text(), 'one two');
  assert.deepStrictEqual(
    await (await fetch(`${base}/echo`, { method: 'POST', body: '{"a":[1]}' })).json(), { a: [1] });
}

async function receives(base) {
  assert.strictEqual(await textOf(`${base}/gzip`), 'from gzip');
  assert.strictEqual(await textOf(`${base}/br`), 'from brotli');
  assert.strictEqual(await textOf(`${base}/none`), '');

  const whole = Buffer.from(await (await fetch(`${base}/big`)).arrayBuffer());
  assert.ok(whole.equals(bytes));

  let size = 0;
  for await (const piece of (await fetch(`${base}/big`)).body) {
    size += piece.length;
    await new Promise(setImmediate);
  }
  assert.strictEqual(size, bytes.length);
}

async function fromMemory() {
  assert.strictEqual(await textOf('data:text/plain;base64,aGVsbG8='), 'hello');
  const blob = await fetch(URL.createObjectURL(new Blob(['a blob'], { type: 'text/x' })));
  assert.strictEqual(blob.headers.get('content-type'), 'text/x');
  assert.strictEqual(await blob.text(), 'a blob');
}

server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  await sends(base);
  await receives(base);
  await fromMemory();
  server.close();
});
