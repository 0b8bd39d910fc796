'use strict';

// A path is the primary's, too; connections that a full worker refuses go to the other one.

const assert = require('assert');
const cluster = require('cluster');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

cluster.schedulingPolicy = cluster.SCHED_RR;

if (cluster.isPrimary) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cluster-'));
  const at = path.join(folder, 'socket');
  let listening = 0;
  const got = [];
  for (let i = 0; i < 2; i++) {
    cluster.fork({ AT: at, MOST: i === 0 ? 1 : 3 }).on('listening', ({ address, port }) => {
      assert.deepStrictEqual([address, port], [at, -1]);
      if (++listening < 2) return;
      for (let n = 0; n < 4; n++) net.connect(at).on('data', onData).on('error', () => {});
    });
  }
  const onData = (data) => {
    got.push(`${data}`);
    if (got.length < 4) return;
    assert.deepStrictEqual(got.sort(), ['1', '2', '2', '2']);
    for (const worker of Object.values(cluster.workers)) worker.kill();
  };
  process.on('exit', () => {
    assert.strictEqual(got.length, 4);
    assert.strictEqual(fs.existsSync(at), false);
    fs.rmSync(folder, { recursive: true });
  });
} else {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write(`${cluster.worker.id}`);
  });
  server.maxConnections = Number(process.env.MOST);
  server.listen(process.env.AT);
}
