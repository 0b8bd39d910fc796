'use strict';

// What os says of the machine has the right types, and functions without arguments convert to it.

const assert = require('assert');
const os = require('os');

for (const name of ['arch', 'endianness', 'homedir', 'hostname', 'machine', 'platform', 'release',
  'tmpdir', 'type', 'version']) {
  assert.strictEqual(typeof os[name](), 'string', name);
  assert.strictEqual(`${os[name]}`, os[name]());
}
for (const name of ['availableParallelism', 'freemem', 'totalmem', 'uptime']) {
  assert(os[name]() > 0, name);
  assert(+os[name] > 0, name);
}
assert.strictEqual(os.loadavg().length, 3);
assert(os.cpus().every(({ model, speed, times }) =>
  typeof model === 'string' && typeof speed === 'number' && typeof times.idle === 'number'));
assert.strictEqual(os.userInfo().uid, process.getuid());
assert(Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).username));
assert.strictEqual(os.constants.signals.SIGKILL, 9);
assert.strictEqual(os.constants.errno.ENOENT, 2);
