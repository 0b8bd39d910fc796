'use strict';

// --require: a module knows that it is one of those; the package around may be named by itself.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
write('package.json', '{"name": "itself", "exports": "./early.js"}');
write('early.js', 'console.log("early", module.isPreloading); require("./inner.js");');
write('inner.js', 'console.log("inner", module.isPreloading);');
write('main.js', 'console.log("main", module.isPreloading);');

const { stdout } =
  spawnSync(process.execPath, ['-r', 'itself', 'main.js'], { cwd: folder, encoding: 'utf8' });
assert.strictEqual(stdout, 'early true\ninner true\nmain false\n');
