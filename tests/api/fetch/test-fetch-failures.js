'use strict';

// What goes wrong rejects with a TypeError whose cause says what it was; aborting rejects with the
// signal's reason. Redirects are followed as asked.

const assert = require('assert');
const http = require('http');
const net = require('net');

const raw = {
  '/bad': 'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok',
  '/cut': 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello',
  '/old': 'HTTP/1.0 200 OK\r\n\r\nuntil the end',
  '/hint': 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
};

const server = http.createServer((request, response) => {
  if (raw[request.url] !== undefined) return request.socket.end(raw[request.url]);
  if (request.url === '/from') return response.writeHead(302, { Location: '/to' }).end();
  if (request.url === '/loop') return response.writeHead(302, { Location: '/loop' }).end();
  if (request.url === '/head') return response.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end();
  if (request.url === '/part') return response.write('the first part');
  response.end(request.url);
});

async function fails(promise, cause) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof TypeError);
    assert.strictEqual(error.cause?.code, cause);
    return true;
  });
}

async function breaks(base) {
  await fails(fetch(`${base}/bad`), 'HPE_INVALID_CONTENT_LENGTH');
  await fails(fetch(`${base}/head`), 'UND_ERR_HEADERS_OVERFLOW');
  await fails((await fetch(`${base}/cut`)).text(), 'UND_ERR_SOCKET');
  assert.strictEqual(await (await fetch(`${base}/old`)).text(), 'until the end');
  assert.strictEqual(await (await fetch(`${base}/hint`)).text(), 'ok');

  const free = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.on('listening', resolve));
  const { port } = free.address();
  await new Promise((resolve) => free.close(resolve));
  await fails(fetch(`http://127.0.0.1:${port}`), 'ECONNREFUSED');
  await fails(fetch('/relative'), 'ERR_INVALID_URL');
}

async function redirects(base) {
  const followed = await fetch(`${base}/from`);
  assert.strictEqual(await followed.text(), '/to');
  assert.ok(followed.redirected && followed.url === `${base}/to`);
  await fails(fetch(`${base}/from`, { redirect: 'error' }), undefined);
  const manual = await fetch(`${base}/from`, { redirect: 'manual' });
  assert.strictEqual(manual.headers.get('location'), '/to');
  await fails(fetch(`${base}/loop`), undefined);
}

async function aborts(base) {
  await assert.rejects(fetch(base, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  const reason = new Error('changed my mind');
  const controller = new AbortController();
  const response = await fetch(`${base}/part`, { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(response.text(), { name: 'AbortError' });
  await assert.rejects(fetch(`${base}/part`, { signal: AbortSignal.timeout(20) })
    .then((slow) => slow.text()), { name: 'TimeoutError' });
}

server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  await breaks(base);
  await redirects(base);
  await aborts(base);
  server.close();
  server.closeAllConnections();
});
