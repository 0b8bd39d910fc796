'use strict';

// NODE_PATH names folders that are searched after node_modules.
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
const Module = require('module');

write('root/extra/index.js', 'module.exports = "extra";');
process.env.NODE_PATH = path.join(folder, 'root');
Module._initPaths();
assert.strictEqual(require('extra'), 'extra');
assert.ok(Module.globalPaths.includes(path.join(folder, 'root')));
