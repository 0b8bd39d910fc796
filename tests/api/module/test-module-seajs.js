'use strict';

// sea.js, the CMD loader, runs with what little of a browser it needs.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { fileURLToPath, pathToFileURL } = require('url');
const vm = require('vm');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'cmd-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  fs.writeFileSync(path.join(folder, name), text);
}
write('main.js', `define(function (require, exports, module) {
  exports.sum = require('./other').value + 1;
  exports.id = module.id;
  require.async('./late', (late) => { exports.late = late; globalThis.onLate(exports); }); });`);
write('other.js', 'define(function (require, exports) { exports.value = 41; });');
write('late.js', 'define({ late: true });');

const base = `${pathToFileURL(folder)}/`;
const head = {
  getElementsByTagName: () => [],
  removeChild() {},
  insertBefore(script) {
    this.appendChild(script);
  },
  appendChild(script) {
    setImmediate(() => {
      const file = fileURLToPath(script.src);
      vm.runInThisContext(fs.readFileSync(file, 'utf8'), { filename: file });
      script.onload();
    });
  },
};
const own = { hasAttribute: () => true, getAttribute: () => `${base}sea.js`, src: `${base}sea.js` };
globalThis.window = globalThis;
globalThis.location = { href: `${base}index.html` };
globalThis.document = {
  scripts: [own], head, documentElement: head, getElementById: () => null,
  getElementsByTagName: () => [head], createElement: () => ({ onload: null, setAttribute() {} }),
};
const loader = require.resolve('seajs/dist/sea-debug.js');
vm.runInThisContext(fs.readFileSync(loader, 'utf8'), { filename: loader });

let result;
globalThis.onLate = (exports) => { result = { ...exports }; };
globalThis.seajs.config({ base });
globalThis.seajs.use('./main.js');
process.on('exit', () => {
  assert.strictEqual(result.sum, 42);
  assert.deepStrictEqual(result.late, { late: true });
});
