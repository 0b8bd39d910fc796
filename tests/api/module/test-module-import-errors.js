'use strict';

// What can't be imported is refused with Node's code, and named.
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
write('dir/index.js', '');
write('node_modules/broken/package.json', '{ oops');
write('node_modules/closed/package.json', '{"exports": {"./a": "./a.js"}}');
write('node_modules/outside/package.json', '{"exports": "../../secret.mjs"}');
write('bad.mjs', '\nlet x = ;');
write('throws.mjs', 'throw new Error("mine");');
write('noname.mjs', 'import { nothing } from "./empty.mjs";');
write('empty.mjs', '');
write('strange.xyz', '');
const from = write('from.mjs', 'export const load = (name, options) => import(name, options);');

const codes = {
  './missing.mjs': 'ERR_MODULE_NOT_FOUND',
  'missing': 'ERR_MODULE_NOT_FOUND',
  './dir': 'ERR_UNSUPPORTED_DIR_IMPORT',
  './strange.xyz': 'ERR_UNKNOWN_FILE_EXTENSION',
  'broken': 'ERR_INVALID_PACKAGE_CONFIG',
  'closed': 'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'closed/b': 'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'outside': 'ERR_INVALID_PACKAGE_TARGET',
  '#x': 'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  '.hidden': 'ERR_INVALID_MODULE_SPECIFIER',
  './a%2fb.mjs': 'ERR_INVALID_MODULE_SPECIFIER',
  'http://localhost/x.js': 'ERR_UNSUPPORTED_ESM_URL_SCHEME',
  'node:nothing': 'ERR_UNKNOWN_BUILTIN_MODULE',
};

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const { load } = await import(from);
  for (const [name, code] of Object.entries(codes)) {
    await assert.rejects(load(name), { code }, name);
  }
  for (const time of [1, 2]) {
    await assert.rejects(load('./bad.mjs'), { name: 'SyntaxError' }, `${time}`);
    await assert.rejects(load('./throws.mjs'), { message: 'mine' }, `${time}`);
  }
  await assert.rejects(load('./noname.mjs'), { name: 'SyntaxError', message: /named 'nothing'/ });
  done = true;
})();
