'use strict';

// A large write through a FileHandle ends when its signal aborts, also one behind a Proxy.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'abort-'));
const large = Buffer.alloc(2 ** 23, 'a');

async function aborts(write) {
  const handle = await fs.promises.open(path.join(folder, 'file'), 'w+');
  const controller = new AbortController();
  process.nextTick(() => controller.abort());
  await assert.rejects(write(handle, controller.signal), { name: 'AbortError' });
  await handle.close();
}

(async () => {
  await aborts((handle, signal) => fs.promises.writeFile(handle, large, { signal }));
  await aborts((handle, signal) => handle.writeFile(large, { signal: new Proxy(signal, {}) }));
})().finally(() => fs.rmSync(folder, { recursive: true }));
