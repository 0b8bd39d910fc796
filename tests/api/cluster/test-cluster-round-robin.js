'use strict';

// Workers listen on one port of the primary, which hands the connections round.

const assert = require('assert');
const cluster = require('cluster');
const http = require('http');

if (cluster.isPrimary) primary();
else worker();

function worker() {
  assert.strictEqual(cluster.isWorker, true);
  assert.strictEqual(process.env.NODE_UNIQUE_ID, undefined);
  assert.strictEqual(process.env.ADDED, 'yes');
  const server = http.createServer((request, response) => response.end(`${cluster.worker.id}`));
  server.listen(0, '127.0.0.1', () => assert.strictEqual(server.address().address, '127.0.0.1'));
}

function ask(port) {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });
}

async function primary() {
  assert.strictEqual(cluster.isWorker, false);
  assert.strictEqual(cluster.isMaster, true);
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const events = [];
  for (const name of ['fork', 'online', 'listening', 'disconnect', 'exit']) {
    cluster.on(name, (worker) => worker.id === 1 && events.push(`${name} ${worker.state}`));
  }
  cluster.on('setup', (settings) => assert.strictEqual(settings.exec, process.argv[1]));
  const ports = [];
  for (let i = 0; i < 2; i++) {
    const worker = cluster.fork({ ADDED: 'yes' });
    worker.on('listening', ({ address, addressType, port }) => {
      assert.deepStrictEqual([address, addressType], ['127.0.0.1', 4]);
      ports.push(port);
      if (ports.length === 2) talk();
    });
  }
  assert.deepStrictEqual(Object.keys(cluster.workers), ['1', '2']);

  async function talk() {
    assert.strictEqual(ports[0], ports[1]);
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await ask(ports[0]));
    assert.deepStrictEqual(answers.sort(), ['1', '1', '2', '2']);
    cluster.disconnect(() => assert.deepStrictEqual(cluster.workers, {}));
  }
  process.on('exit', () => {
    assert.deepStrictEqual(events.filter((event) => !/^exit|^disconnect/.test(event)),
                           ['fork none', 'online online', 'listening listening']);
    assert.deepStrictEqual(events.slice(3).map((event) => event.split(' ')[0]).sort(),
                           ['disconnect', 'exit']);
  });
}
