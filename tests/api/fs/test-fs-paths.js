'use strict';

// Paths may be strings, bytes and file: URLs; relative ones start at the working directory.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
process.chdir(folder);

fs.writeFileSync('relative file', 'x');
assert.strictEqual(fs.readFileSync(`${folder}/relative file`, 'utf8'), 'x');
assert.strictEqual(fs.readFileSync(Buffer.from('./relative file'), 'utf8'), 'x');
if (typeof URL === 'function') {
  const url = new URL(`file://${folder}/relative%20file`);
  assert.strictEqual(fs.readFileSync(url, 'utf8'), 'x');
  assert.throws(() => fs.readFileSync(new URL('http://host/x')), { code: 'ERR_INVALID_URL_SCHEME' });
  assert.throws(() => fs.readFileSync(new URL('file:///a%2Fb')),
                { code: 'ERR_INVALID_FILE_URL_PATH' });
}
assert.throws(() => fs.readFileSync('none'), { path: 'none' });
assert.throws(() => fs.readFileSync(''), { code: 'ENOENT' });
assert.match(fs.mkdtempSync('here-'), /^here-[A-Za-z0-9]{6}$/);
assert.strictEqual(fs.mkdirSync('p/q', { recursive: true }), 'p');

process.chdir('/');
fs.rmSync(folder, { recursive: true });
