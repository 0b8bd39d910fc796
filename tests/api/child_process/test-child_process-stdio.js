'use strict';

// stdio: ignored descriptors, those of files, and more pipes than three.

const assert = require('assert');
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stdio-'));
const file = path.join(folder, 'out');
const descriptor = fs.openSync(file, 'w');
const child = spawn('sh', ['-c', 'echo file; cat <&3 >&3'],
                    { stdio: ['ignore', descriptor, 'ignore', 'pipe'] });
assert.strictEqual(child.stdin, null);
assert.strictEqual(child.stdout, null);
child.stdio[3].end('both ways');
let back = '';
child.stdio[3].on('data', (bytes) => { back += bytes; });
child.on('close', () => {
  fs.closeSync(descriptor);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'file\n');
  assert.strictEqual(back, 'both ways');
  fs.rmSync(folder, { recursive: true });
});

assert.throws(() => spawn('true', { stdio: 'nothing' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawn('true', { stdio: ['ipc', 'ipc'] }), { code: 'ERR_IPC_ONE_PIPE' });
assert.throws(() => spawnSync('true', { stdio: [{}] }), { code: 'ERR_INVALID_ARG_VALUE' });
