'use strict';

// --max-http-header-size and NODE_DEBUG=http.

const assert = require('assert');
const { execFile } = require('child_process');

const script = `
  const http = require('http');
  console.log(http.maxHeaderSize);
  const server = http.createServer(() => {}).listen(0, () => {
    const headers = { filler: 'x'.repeat(600) };
    http.get({ port: server.address().port, headers, agent: false }, (response) => {
      console.log(response.statusCode);
      server.close();
    });
  });`;
const env = { ...process.env, NODE_DEBUG: 'http' };
execFile(process.execPath, ['--max-http-header-size=500', '-e', script], { env }, (error, stdout, stderr) => {
  assert.ifError(error);
  assert.strictEqual(stdout, '500\n431\n');
  assert.match(stderr, /^HTTP \d+: SERVER new http connection$/m);
  assert.match(stderr, /Setting the NODE_DEBUG environment variable to 'http' can expose sensitive data/);
});
