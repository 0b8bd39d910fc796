'use strict';

// JSON needs its attribute; data: URLs are modules too.
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
const json = write('x.json', '\ufeff{"a": 1}');
const withJson = { with: { type: 'json' }, assert: { type: 'json' } };

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  assert.deepStrictEqual((await import(json, withJson)).default, { a: 1 });
  assert.strictEqual((await import(json, withJson)).default, require(json));
  await assert.rejects(import(json), { code: 'ERR_IMPORT_ASSERTION_TYPE_MISSING' });
  await assert.rejects(import('data:text/javascript,', withJson),
    { code: 'ERR_IMPORT_ASSERTION_TYPE_FAILED' });
  assert.strictEqual((await import('data:text/javascript,export default 1 + 1')).default, 2);
  const base64 = Buffer.from('export default "b"').toString('base64');
  assert.strictEqual((await import(`data:text/javascript;base64,${base64}`)).default, 'b');
  await assert.rejects(import('data:text/javascript,import "./x.mjs"'),
    { code: 'ERR_UNSUPPORTED_RESOLVE_REQUEST' });
  await assert.rejects(import('data:text/plain,x'), { code: 'ERR_UNKNOWN_MODULE_FORMAT' });
  done = true;
})();
