'use strict';

// A signal that is aborted already keeps a file from being read or written.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const controller = new AbortController();
controller.abort();
const { signal } = controller;
const isAbort = { name: 'AbortError', code: 'ABORT_ERR' };

async function main() {
  await assert.rejects(fs.promises.writeFile(`${folder}/a`, 'x', { signal }), isAbort);
  await assert.rejects(fs.promises.readFile('/dev/null', { signal }), isAbort);
  await new Promise((resolve) => {
    fs.writeFile(`${folder}/a`, 'x', { signal }, (error) => {
      assert.strictEqual(error.name, 'AbortError');
      resolve();
    });
  });
  assert.deepStrictEqual(fs.readdirSync(folder), []);
  fs.rmdirSync(folder);
}

main();
