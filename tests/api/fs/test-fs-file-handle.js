'use strict';

// A FileHandle reads, writes, and closes once; after that its methods reject with EBADF.

const assert = require('assert');
const fs = require('fs');

async function main() {
  const folder = fs.mkdtempSync('/tmp/plinth-fs-');
  const handle = await fs.promises.open(`${folder}/file`, 'w+', 0o600);
  assert.strictEqual(typeof handle.fd, 'number');

  const { bytesWritten, buffer: written } = await handle.write('hello');
  assert.deepStrictEqual([bytesWritten, written], [5, 'hello']);
  await handle.appendFile(' world');
  await handle.writev([Buffer.from('!'), Buffer.from('!')]);
  await handle.sync();
  await handle.datasync();
  assert.strictEqual((await handle.stat()).size, 13);

  const { bytesRead, buffer } = await handle.read(Buffer.alloc(5), 0, 5, 6);
  assert.strictEqual(bytesRead, 5);
  assert.strictEqual(buffer.toString(), 'world');
  await handle.truncate(5);
  await handle.chmod(0o644);
  assert.strictEqual(fs.readFileSync(`${folder}/file`, 'utf8'), 'hello');
  assert.strictEqual(await fs.promises.readFile(handle, 'utf8'), '');

  let closed = 0;
  handle.on('close', () => closed++);
  const reading = handle.read(Buffer.alloc(5), 0, 5, 0);
  await Promise.all([handle.close(), handle.close()]);
  assert.strictEqual((await reading).bytesRead, 5);
  assert.strictEqual(closed, 1);
  assert.strictEqual(handle.fd, -1);
  await assert.rejects(handle.stat(), { code: 'EBADF', message: 'file closed', syscall: 'fstat' });
  fs.rmSync(folder, { recursive: true });
}

main();
